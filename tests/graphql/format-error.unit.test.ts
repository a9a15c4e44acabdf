import {
  GraphQLBoolean, GraphQLEnumType, GraphQLError, GraphQLInputObjectType, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString,
  type OperationDefinitionNode, parse, validate,
} from "graphql";
import { getVariableValues } from "graphql/execution/values";
import { pino } from "pino";
import { QueryFailedError } from "typeorm";
import { formatError, logThrown } from "../../src/graphql/format-error";
import { AccessDenied } from "../../src/security/access";

test("what a failed statement was given is told to nobody and logged nowhere", () => {
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
  const broken = new QueryFailedError("INSERT INTO t VALUES ($1)", ["canary-712"], Object.assign(new Error("a rule was broken"), { code: "23514", detail: "canary-712" }));
  const thrown = new GraphQLError(broken.message, { originalError: broken, path: ["recordTransactions"] });
  logThrown(log, thrown);
  const answer = formatError({ message: broken.message, path: ["recordTransactions"] }, thrown);
  expect(answer.extensions).toEqual({ code: "INTERNAL_SERVER_ERROR" });
  expect(JSON.stringify(answer)).not.toContain("a rule was broken");
  expect(lines.join("")).not.toContain("canary-712");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ thrown: { type: "QueryFailedError", message: "a rule was broken", state: "23514" } });
});

test("who tries what they may not is in the log, what they sent is not", () => {
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
  const denied = new AccessDenied("FORBIDDEN");
  logThrown(log, new GraphQLError(denied.message, { originalError: denied, path: ["canary"] }), { kind: "owner", agencyId: "a", serviceIds: undefined, keyId: "k7" });
  expect(JSON.parse(lines.join(""))).toMatchObject({ actor: "owner:k7", code: "FORBIDDEN", msg: "not allowed" });
  expect(lines.join("")).not.toContain("canary");
});

const Mode = new GraphQLEnumType({ name: "Mode", values: { WEB: {} } });
const Item = new GraphQLInputObjectType({ name: "Item", fields: { score: { type: GraphQLInt }, comment: { type: GraphQLString }, sure: { type: GraphQLBoolean }, mode: { type: Mode }, items: { type: new GraphQLList(Mode) } } });
const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: "Query", fields: { ask: { type: GraphQLInt, args: { input: { type: Item } } } } }) });
const formatted = (error: GraphQLError): string => formatError({ message: error.message, extensions: { code: "BAD_USER_INPUT" } }, error).message;

test.each<[object | string, string]>([
  [{ score: "canary; canary" }, 'got an invalid value at "input.score"; Int cannot represent non-integer value.'],
  [{ score: 2_147_483_648_712 }, "Int cannot represent non 32-bit signed integer value."],
  [{ comment: { canary: 'canary at "canary"; ' } }, 'got an invalid value at "input.comment"; String cannot represent a non string value.'],
  [{ sure: "canary" }, "Boolean cannot represent a non boolean value."],
  [{ mode: 'canary" does not exist in "canary" enum. canary' }, 'at "input.mode"; Value does not exist in "Mode" enum.'],
  [{ items: ["WEB", { canary: 1 }] }, 'at "input.items[1]"; Enum "Mode" cannot represent non-string value.'],
  ['canary at "canary"', 'got an invalid value; Expected type "Item" to be an object.'],
])("a variable that does not fit is told by its place, without what was sent: %j", (input, expected) => {
  const [operation] = parse("query ($input: Item) { ask(input: $input) }").definitions as readonly OperationDefinitionNode[];
  const { errors = [] } = getVariableValues(schema, operation?.variableDefinitions ?? [], { input });
  const message = formatted(errors[0] as GraphQLError);
  expect(message).toContain(expected);
  expect(message).not.toMatch(/canary|712/u);
});

test.each(['{ ask(input: { score: "canary" }) }', '{ ask(input: { mode: canary }) }', '{ ask(input: { mode: "canary" }) }', '{ ask(input: "canary") }'])("nor is a value written into the document: %s", (document) => {
  const [error] = validate(schema, parse(document));
  expect(formatted(error as GraphQLError)).not.toContain("canary");
});
