import { textProblem } from "../../shared/clean-text";
import { parseLocalInstant } from "../../shared/local-instant";
import { Refusal } from "../../shared/refusal";

/** A case as a log file has it: attributes of the case, and its events in the order of the file. */
export interface RawTrace {
  /** Line on which the case begins, counted from 1. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly events: readonly RawEvent[];
}

export interface RawEvent {
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Under which names a log keeps what we read. */
export interface LogNames {
  /** The portal's own id of the case, an attribute of the case. */
  readonly case: string;
  readonly activity: string;
  readonly time: string;
  /** Where an event has two times: when the step began; `time` is then when it was over. */
  readonly start: string | null;
  readonly lifecycle: string;
  readonly instance: string;
}

/** A case whose names and times are understood. */
export interface Trace {
  readonly line: number;
  readonly reference: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** In the order of the file. */
  readonly events: readonly LoggedEvent[];
}

export interface LoggedEvent {
  readonly line: number;
  readonly activity: string;
  readonly at: Date;
  /** When it began, where the event itself says so. */
  readonly startedAt: Date | null;
  /** The lifecycle transition in small letters (`start`, `complete`, …); null where the log has none. */
  readonly transition: string | null;
  /** Tells apart several goes at one activity; null where the log does not. */
  readonly instance: string | null;
}

/** Something of a file that was not taken, and why. */
export interface NotTaken {
  readonly line: number;
  readonly refusal: Refusal;
}

const LONGEST_NAME = 500;
const LONGEST_REFERENCE = 200;

/**
 * Understands a case; times without an offset are read by the clocks of `timeZone`, where one is given. One event that is not understood refuses the whole case: with a hole in it, the time of the
 * missing event would be charged to its neighbour. Codes: `CASE_MISSING`, `NO_EVENTS`, `ACTIVITY_MISSING`,
 * `INVALID_TIME`, `LEFT_BEFORE_ENTERED`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
 */
export function readTrace(raw: RawTrace, names: LogNames, timeZone: string | null = null): Trace | NotTaken {
  const reference = (raw.attributes[names.case] ?? "").trim();
  const problem = textProblem(reference, LONGEST_REFERENCE);
  if (problem === "TEXT_EMPTY") return notTaken(raw.line, "CASE_MISSING", `A case needs its own number: "${names.case}" is missing or empty.`);
  if (problem !== undefined) return notTaken(raw.line, problem, `"${names.case}" is longer than ${String(LONGEST_REFERENCE)} characters or not proper text.`);
  if (raw.events.length === 0) return notTaken(raw.line, "NO_EVENTS", "A case without events says nothing.");
  const events: LoggedEvent[] = [];
  for (const event of raw.events) {
    const read = readEvent(event, names, timeZone);
    if ("refusal" in read) return read;
    events.push(read);
  }
  return { line: raw.line, reference, attributes: raw.attributes, events };
}

function readEvent({ line, attributes }: RawEvent, names: LogNames, timeZone: string | null): LoggedEvent | NotTaken {
  const activity = (attributes[names.activity] ?? "").trim();
  const problem = textProblem(activity, LONGEST_NAME);
  if (problem === "TEXT_EMPTY") return notTaken(line, "ACTIVITY_MISSING", `An event needs an activity: "${names.activity}" is missing or empty.`);
  if (problem !== undefined) return notTaken(line, problem, `"${names.activity}" is longer than ${String(LONGEST_NAME)} characters or not proper text.`);
  const at = parseLocalInstant((attributes[names.time] ?? "").trim(), timeZone);
  if (at === undefined) return badTime(line, names.time);
  const start = names.start === null ? "" : (attributes[names.start] ?? "").trim();
  const startedAt = start === "" ? null : parseLocalInstant(start, timeZone);
  if (startedAt === undefined) return badTime(line, names.start ?? "");
  if (startedAt !== null && startedAt > at) return notTaken(line, "LEFT_BEFORE_ENTERED", "The step is over before it began.");
  const transition = (attributes[names.lifecycle] ?? "").trim().toLowerCase();
  const instance = (attributes[names.instance] ?? "").trim();
  return { line, activity, at, startedAt, transition: transition === "" ? null : transition, instance: instance === "" ? null : instance };
}

function badTime(line: number, name: string): NotTaken {
  return notTaken(line, "INVALID_TIME", `"${name}" must be a date-time with an offset, such as 2026-03-01T09:30:00+04:00, or without one where a time zone was named.`);
}

function notTaken(line: number, code: string, message: string): NotTaken {
  return { line, refusal: new Refusal(code, message, ["line", line]) };
}
