import { createHmac, timingSafeEqual } from "node:crypto";
import { defaultFieldResolver, type GraphQLField, GraphQLError, type GraphQLSchema, isObjectType } from "graphql";

/** Characters of the seal in front of a cursor: 96 bits. */
const SEAL = 16;

/**
 * Seals every cursor that the schema gives out, and takes back only what it gave: a cursor that somebody made up or
 * changed is refused with `INVALID_CURSOR`, and what a cursor says is never read from outside. All processes of one
 * installation know each other's.
 */
export function sealCursors(schema: GraphQLSchema, key: Buffer): GraphQLSchema {
  const sealOf = (cursor: string): string => createHmac("sha256", key).update(cursor).digest("base64url").slice(0, SEAL);
  const seal = (cursor: unknown): unknown => (typeof cursor === "string" ? `${sealOf(cursor)}${cursor}` : cursor);
  const open = (sealed: string): string => {
    const cursor = sealed.slice(SEAL);
    const [given, own] = [Buffer.from(sealed.slice(0, SEAL)), Buffer.from(sealOf(cursor))];
    if (given.length === own.length && timingSafeEqual(given, own)) return cursor;
    throw new GraphQLError("This cursor was not given out here. Begin again without one.", { extensions: { code: "INVALID_CURSOR" } });
  };
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      if (takesCursor(field)) opened(field, open);
      else if (field.name === "endCursor" || (field.name === "cursor" && type.name.endsWith("Edge"))) sealed(field, seal);
    }
  }
  return schema;
}

function takesCursor({ args }: GraphQLField<unknown, unknown>): boolean {
  return ["first", "after"].every((name) => args.some((arg) => arg.name === name));
}

function opened(field: GraphQLField<unknown, unknown>, open: (sealed: string) => string): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args: Record<string, unknown>, context, info): unknown =>
    resolve(source, typeof args["after"] === "string" ? { ...args, after: open(args["after"]) } : args, context, info);
}

function sealed(field: GraphQLField<unknown, unknown>, seal: (cursor: unknown) => unknown): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context, info): unknown => {
    const cursor: unknown = resolve(source, args, context, info);
    return cursor instanceof Promise ? cursor.then(seal) : seal(cursor);
  };
}
