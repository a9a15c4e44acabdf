import {
  type FieldNode, getArgumentValues, getDirectiveValues, GraphQLIncludeDirective, type GraphQLObjectType, type GraphQLResolveInfo, GraphQLSkipDirective, isAbstractType, isObjectType, Kind, type SelectionNode, type SelectionSetNode,
} from "graphql";

/**
 * The arguments of every selection of a field on what is being resolved: once for each alias, none where it is not
 * selected. So that a use case can make just the parts that are wanted, all in one snapshot. `type` is the object type
 * that has the field; what is being resolved may be a union that holds it.
 */
export function selectedArguments(info: GraphQLResolveInfo, type: string, field: string): readonly Readonly<Record<string, unknown>>[] {
  const object = info.schema.getType(type);
  if (!isObjectType(object)) throw new Error(`${type} is no object type`);
  const definition = object.getFields()[field];
  if (definition === undefined) throw new Error(`${type} has no field ${field}`);
  return info.fieldNodes
    .flatMap(({ selectionSet }) => selectedFields(info, object, selectionSet))
    .filter((node) => node.name.value === field)
    .map((node) => getArgumentValues(definition, node, info.variableValues));
}

/** Whether any of these fields is selected anywhere below what is being resolved: what nobody looks at need not be read. */
export function selectsAny(info: GraphQLResolveInfo, fields: readonly string[]): boolean {
  const inside = (selections: SelectionSetNode | undefined): boolean =>
    (selections?.selections ?? []).some((node) => {
      if (!isIncluded(info.variableValues, node)) return false;
      if (node.kind === Kind.FRAGMENT_SPREAD) return inside(info.fragments[node.name.value]?.selectionSet);
      return (node.kind === Kind.FIELD && fields.includes(node.name.value)) || inside(node.selectionSet);
    });
  return info.fieldNodes.some(({ selectionSet }) => inside(selectionSet));
}

/** The fields that are selected of an object, also through fragments. */
function selectedFields(info: GraphQLResolveInfo, object: GraphQLObjectType, selectionSet: SelectionSetNode | undefined): readonly FieldNode[] {
  return (selectionSet?.selections ?? []).filter((node) => isIncluded(info.variableValues, node)).flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
    const condition = fragment?.typeCondition;
    const applies = condition === undefined || appliesTo(info, condition.name.value, object);
    return applies ? selectedFields(info, object, fragment?.selectionSet) : [];
  });
}

function appliesTo({ schema }: GraphQLResolveInfo, condition: string, object: GraphQLObjectType): boolean {
  const type = schema.getType(condition);
  return type === object || (isAbstractType(type) && schema.isSubType(type, object));
}

/** Whether `@skip` and `@include` leave a selection in. */
export function isIncluded(variableValues: Readonly<Record<string, unknown>>, node: SelectionNode): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return skip?.["if"] !== true && include?.["if"] !== false;
}
