import { Extensions } from "type-graphql";

/** Arguments by name: a field's own, and those of the fields above it where it has none of that name. */
export type ArgumentsAbove = Readonly<Record<string, unknown>>;

/** What a field costs beyond the values it returns, in microseconds of one processor as measured (docs/decisions/0018). */
export interface FieldCost {
  /** For each time the field is resolved: statements, figures, intervals. */
  readonly own?: number | ((args: ArgumentsAbove) => number);
  /** How many items its list has, where no argument says so. */
  readonly items?: number | ((args: ArgumentsAbove) => number);
}

/** Says what a field costs. */
export function Costs(cost: FieldCost): MethodDecorator & PropertyDecorator {
  return Extensions({ cost });
}
