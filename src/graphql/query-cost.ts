import {
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, getArgumentValues, getNamedType, getNullableType, getOperationAST, type GraphQLField, GraphQLError, type GraphQLObjectType, type GraphQLSchema, isAbstractType, isListType, isObjectType, Kind, type OperationDefinitionNode, type SelectionSetNode, valueFromASTUntyped,
} from "graphql";
import type { ArgumentsAbove, FieldCost } from "./field-cost";
import { isIncluded } from "./selected-arguments";

/** Whatever is returned costs this: found, checked, written as JSON. */
const VALUE = 2;
/** A list of which nothing is known. */
const ITEMS = 10;

/** Thrown before anything runs. */
export class QueryTooCostly extends GraphQLError {
  constructor(cost: number, limit: number) {
    const message = `This asks for too much at once: it would cost ${String(cost)}, the limit is ${String(limit)}. Ask for fewer rows or fewer fields, and page through the rest.`;
    super(message, { extensions: { code: "QUERY_TOO_COSTLY", cost, limit } });
  }
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Record<string, unknown>;
  /** Selections looked at so far. */
  seen: number;
}

/** Selections at most: fragments within fragments could make a short text endless. */
const MOST_SELECTIONS = 20_000;
/** The cost of what has more of them. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

/**
 * What an operation costs at most, from its text alone: every value at its price, lists as long as their arguments allow.
 * A list is as long as its own argument `first` says, or the argument above it of the list's name; `edges` of a
 * connection as long as the nearest `first`. What is asked for twice counts twice. 0 where the variables do not fit:
 * executing it will say so.
 */
export function queryCost(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined, given: Readonly<Record<string, unknown>> | undefined): number {
  const operation = getOperationAST(document, operationName);
  const root = operation == null ? undefined : rootType(schema, operation);
  if (operation == null || root == null) return 0;
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  try {
    const cost = selectionCost({ schema, fragments, variables: variablesOf(operation, given ?? {}), seen: 0 }, operation.selectionSet, root.name, {});
    return Math.min(ENDLESS, Math.round(cost));
  } catch {
    return 0;
  }
}

/**
 * The variables as they were sent, with defaults for those that were not. What is a length or a period looks the same
 * before it is coerced; checking a thousand transactions here, and once more when they are taken in, does not pay.
 */
function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = variableDefinitions.flatMap(({ variable: { name }, defaultValue }): [string, unknown][] => {
    if (name.value in given) return [[name.value, given[name.value]]];
    return defaultValue === undefined ? [] : [[name.value, valueFromASTUntyped(defaultValue)]];
  });
  return Object.fromEntries(entries);
}

function rootType(schema: GraphQLSchema, { operation }: OperationDefinitionNode): GraphQLObjectType | undefined | null {
  return schema.getRootType(operation);
}

/** The dearest of the types that a value may have; a fragment on another type adds nothing. */
function selectionCost(walk: Walk, selections: SelectionSetNode, typeName: string, above: ArgumentsAbove): number {
  const type = walk.schema.getType(typeName);
  if (isAbstractType(type)) return Math.max(0, ...walk.schema.getPossibleTypes(type).map(({ name }) => selectionCost(walk, selections, name, above)));
  if (!isObjectType(type)) return 0;
  const fields = type.getFields();
  return selections.selections.reduce((sum, node) => {
    walk.seen += 1;
    if (walk.seen > MOST_SELECTIONS) return ENDLESS;
    if (!isIncluded(walk.variables, node)) return sum;
    if (node.kind === Kind.FIELD) {
      const field = fields[node.name.value];
      return sum + (field === undefined ? VALUE : fieldCost(walk, field, node, above));
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : walk.fragments.get(node.name.value);
    if (fragment === undefined) return sum;
    const condition = walk.schema.getType(fragment.typeCondition?.name.value ?? typeName);
    const applies = condition === type || (isAbstractType(condition) && walk.schema.isSubType(condition, type));
    return applies ? sum + selectionCost(walk, fragment.selectionSet, typeName, above) : sum;
  }, 0);
}

function fieldCost(walk: Walk, field: GraphQLField<unknown, unknown>, node: FieldNode, above: ArgumentsAbove): number {
  let own: Record<string, unknown>;
  try {
    own = getArgumentValues(field, node, walk.variables);
  } catch {
    // Arguments that do not fit are refused when the field is resolved.
    own = {};
  }
  const args = { ...above, ...own };
  const cost = (field.extensions["cost"] ?? {}) as FieldCost;
  const inside = node.selectionSet === undefined ? 0 : selectionCost(walk, node.selectionSet, getNamedType(field.type).name, args);
  const times = isListType(getNullableType(field.type)) ? Math.max(0, itemsOf(field.name, cost, own, above)) : 1;
  const price = typeof cost.own === "function" ? cost.own(args) : (cost.own ?? 0);
  // A length that is none is refused when the operation is executed; it hides no other field's cost.
  return (Number.isNaN(price) ? 0 : price) + times * (VALUE + inside);
}

function itemsOf(name: string, { items }: FieldCost, own: ArgumentsAbove, above: ArgumentsAbove): number {
  const said = own["first"] ?? (name === "edges" && typeof above["first"] === "number" ? above["first"] : above[name]);
  if (typeof said === "number") return said;
  return typeof items === "function" ? items(above) : (items ?? ITEMS);
}
