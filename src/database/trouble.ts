import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from "typeorm";
import { DEADLINE_EXCEEDED } from "../shared/deadline-exceeded";
import { sqlState } from "./unit-of-work";

/** What may be wrong with the database without anything being wrong with the request. */
export const DatabaseTrouble = {
  /** No connection was free in time, or a lock was not: trying again in a moment helps. */
  OVERLOADED: "OVERLOADED",
  /** A statement ran longer than it may and was ended: asking for less helps. */
  TIMED_OUT: "TIMED_OUT",
  /** No answer came in time: whether anything was kept is not known, so the same is to be sent again. */
  DEADLINE_EXCEEDED: "DEADLINE_EXCEEDED",
  /** The database does not answer, restarts, is being switched over, or has no room: trying again later helps. */
  UNAVAILABLE: "UNAVAILABLE",
} as const;
export type DatabaseTrouble = keyof typeof DatabaseTrouble;

/** PostgreSQL cannot write to its disk; it goes on answering what only reads. */
export const DISK_FULL = "53100";

const SYSTEM_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);

/** Which trouble of the database an error tells of; undefined where it is something else, a bug for instance. */
export function databaseTrouble(error: unknown): DatabaseTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const state = sqlState(error) ?? "";
  if (state === DEADLINE_EXCEEDED) return "DEADLINE_EXCEEDED";
  if (state === "57014") return "TIMED_OUT";
  if (state === DISK_FULL) return "UNAVAILABLE";
  // The last two were tried again inside, and met others each time.
  if (state === "55P03" || /^53...$/u.test(state) || state === "40001" || state === "40P01") return "OVERLOADED";
  // All the pool says when none of its connections came free.
  if (error.message === "timeout exceeded when trying to connect") return "OVERLOADED";
  // 25006: the address leads to a standby, in the middle of a switch-over.
  if (/^(?:08...|57P0[1-5]|25006)$/u.test(state) || SYSTEM_CODES.has(state)) return "UNAVAILABLE";
  // All TypeORM says to whoever goes on with a unit of work whose connection broke between two statements.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError) return "UNAVAILABLE";
  return /^(?:Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/u.test(error.message) ? "UNAVAILABLE" : undefined;
}
