import { registerEnumType } from "type-graphql";

/** Registers a closed list with the meaning of each code; the answer is what `@Field(() => …)` takes. */
export function closedList<T extends Readonly<Record<string, string>>>(list: T, name: string, description: string, meanings: Readonly<Record<keyof T, string>>): T {
  const valuesConfig: Partial<Record<keyof T, { description: string }>> = {};
  for (const code of Object.keys(list) as (keyof T)[]) valuesConfig[code] = { description: meanings[code] };
  registerEnumType(list, { name, description, valuesConfig });
  return list;
}
