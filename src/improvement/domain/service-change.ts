import { isDay } from "../../shared/local-day";
import { textProblem } from "../../shared/clean-text";
import { Refusal } from "../../shared/refusal";
import type { ServiceName } from "../../reports/domain/service-effort";

/** A change as it is written down. */
export interface WrittenChange {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  /** Code of the step; null: the whole service. */
  readonly step: string | null;
  /** In the words of whoever changed it. */
  readonly what: string;
  /** The first day on which it held. */
  readonly day: string;
}

/** A change in the register. */
export interface StoredChange {
  readonly serviceId: string;
  readonly id: string;
  readonly stepCode: string | null;
  readonly what: string;
  readonly day: string;
  readonly recordedAt: Date;
}

/** A change as it is told. */
export interface ServiceChange extends Omit<StoredChange, "serviceId"> {
  readonly service: ServiceName;
}

const LONGEST_WORDS = 500;
/** Letters of the longest name: `AGENCY/CODE`. */
const LONGEST_NAME = 130;

/** What is wrong with a change before anything is looked up: `TEXT_…`, `INVALID_DAY`, `IN_THE_FUTURE`. */
export function checkChange({ service, step, what, day }: WrittenChange, today: string): Refusal | undefined {
  for (const [name, text, most] of [["service", service, LONGEST_NAME], ["step", step, LONGEST_NAME], ["what", what, LONGEST_WORDS]] as const) {
    const problem = text === null ? undefined : textProblem(text, most);
    if (problem !== undefined) return new Refusal(problem, `This cannot be ${name === "what" ? "kept as words" : "the name of anything"}.`, [name]);
  }
  if (!isDay(day)) return new Refusal("INVALID_DAY", "The day must be an existing day written YYYY-MM-DD.", ["day"]);
  return day > today ? new Refusal("IN_THE_FUTURE", "Write a change down once it holds.", ["day"]) : undefined;
}
