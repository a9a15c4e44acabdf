import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import type { ValidationError } from "class-validator";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { ArgumentValidationError } from "type-graphql";
import { type DatabaseTrouble, databaseTrouble } from "../database/trouble";
import { sqlState } from "../database/unit-of-work";
import { AccessDenied } from "../security/access";
import { TooManyGuesses } from "../security/guess-limit";
import { type Actor, actorName } from "../security/actor";
import { QueryTooCostly } from "./query-cost";

/** What a client is told of a bug or a broken machine: the truth is in the log alone. */
export const BROKEN_ON_OUR_SIDE = "Something broke on our side. Nothing half-done was kept; try again.";

/** What a client is told of trouble with the database that is nobody's bug. */
const TROUBLE: Readonly<Record<DatabaseTrouble, { readonly message: string; readonly status: number }>> = {
  OVERLOADED: { message: "Too much is going on just now. Nothing half-done was kept; try again in a moment.", status: 503 },
  TIMED_OUT: { message: "This took longer than it may and was ended. Nothing half-done was kept; ask for less at once.", status: 504 },
  DEADLINE_EXCEEDED: { message: "No answer came in time. Whether it was kept is not known: send the same again, what was kept comes back as a duplicate.", status: 504 },
  UNAVAILABLE: { message: "The database is away or takes nothing new. Nothing half-done was kept; try again later.", status: 503 },
};

interface InputProblem {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

/**
 * The one place that turns what was thrown into what a client sees: denied access under its code, bad input as a list of
 * problems without the input, trouble with the database under its code, everything else as `INTERNAL_SERVER_ERROR` with
 * the truth in the log alone ({@link logThrown}).
 */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const error = unwrapResolverError(thrown);
  const where = { ...(formatted.path === undefined ? {} : { path: formatted.path }), ...(formatted.locations === undefined ? {} : { locations: formatted.locations }) };
  if (error instanceof AccessDenied || error instanceof TooManyGuesses) return { message: error.message, ...where, extensions: { code: error.code } };
  if (error instanceof ArgumentValidationError) {
    const problems = error.extensions.validationErrors.flatMap((problem) => flatten(problem, []));
    return { message: "The input is not valid; see extensions.problems.", ...where, extensions: { code: ApolloServerErrorCode.BAD_USER_INPUT, problems } };
  }
  if (error instanceof QueryTooCostly) return { message: error.message, ...where, extensions: { ...error.extensions } };
  const code = formatted.extensions?.["code"];
  if (isExpected(code)) return { message: withoutSentValue(formatted.message, thrown), ...where, extensions: { code } };
  const trouble = databaseTrouble(error);
  if (trouble !== undefined) return { ...troubleTold(trouble), ...where };
  return { message: BROKEN_ON_OUR_SIDE, ...where, extensions: { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR } };
}

/**
 * Writes what a client is not told into the log of its request, and who tried what they may not; what else a client did
 * itself is none of the log's business.
 */
export function logThrown(log: Pick<Logger, "info" | "warn" | "error">, thrown: unknown, actor: Actor = { kind: "anonymous" }): void {
  const error = unwrapResolverError(thrown);
  if (error instanceof AccessDenied || error instanceof TooManyGuesses) {
    log.info({ actor: actorName(actor), code: error.code }, "not allowed");
    return;
  }
  if (error instanceof ArgumentValidationError || error instanceof QueryTooCostly) return;
  if (thrown instanceof GraphQLError && isExpected(thrown.extensions["code"])) return;
  const trouble = databaseTrouble(error);
  if (trouble === undefined) log.error({ thrown: withoutValues(error) }, "unexpected error in a resolver");
  else log.warn({ trouble, thrown: withoutValues(error) }, "the database is in trouble");
}

/** Whether an error with this code is a client's own. */
function isExpected(code: unknown): boolean {
  return code !== undefined && code !== ApolloServerErrorCode.INTERNAL_SERVER_ERROR;
}

/** The error that tells a client of trouble with the database. */
export function troubleTold(trouble: DatabaseTrouble): { readonly message: string; readonly extensions: { readonly code: DatabaseTrouble } } {
  return { message: TROUBLE[trouble].message, extensions: { code: trouble } };
}

/** GraphQL's own coercion errors repeat the value that was sent, as a whole and once more in the reason: keep the place and the reason, not the value. */
function withoutSentValue(message: string, thrown: unknown): string {
  const variable = /^(Variable "\$\w+" got )invalid value /u.exec(message)?.[1];
  const reason = thrown instanceof GraphQLError ? thrown.originalError?.message : undefined;
  if (variable === undefined) return reasonAlone(message);
  if (reason === undefined || !message.endsWith(`; ${reason}`)) return `${variable}an invalid value.`;
  // GraphQL escapes the quotes of what was sent, so this can only be its own.
  const place = / at "[\w.[\]]+"$/u.exec(message.slice(0, -reason.length - 2))?.[0] ?? "";
  return `${variable}an invalid value${place}; ${reasonAlone(reason)}`;
}

function reasonAlone(reason: string): string {
  return reason
    .replace(/^Unknown operation named .*$/su, "The document has no operation of this name.")
    .replace(/^((?:\w+|Enum "\w+") cannot represent (?:a )?non[\w -]* value): .*$/su, "$1.")
    .replace(/^(\w+ cannot represent an invalid [\w-]+) .*$/su, "$1.")
    .replace(/^Value ".*" does not exist in ("\w+" enum)\..*$/su, "Value does not exist in $1.")
    .replace(/^(Expected value of type "[\w![\]]+"), found .*$/su, "$1.");
}

/** An error as the log may show it: TypeORM's carry the statement's parameters, which are what people sent. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const state = sqlState(error);
  return { type: name, message, stack, ...(state === undefined ? {} : { state }) };
}

function flatten(error: ValidationError, above: readonly string[]): InputProblem[] {
  const path = [...above, error.property];
  const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({ path, code, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}

/** HTTP status of an answer whose only content is an error. */
export function statusOf(code: unknown): number {
  if (code === "UNAUTHENTICATED") return 401;
  if (code === "FORBIDDEN") return 403;
  if (code === "TOO_MANY_REQUESTS") return 429;
  if (typeof code === "string" && code in TROUBLE) return TROUBLE[code as DatabaseTrouble].status;
  return code === ApolloServerErrorCode.INTERNAL_SERVER_ERROR ? 500 : 400;
}
