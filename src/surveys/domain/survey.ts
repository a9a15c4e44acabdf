import { type Instrument, isAboutStep } from "./instrument";
import type { Moment } from "./moment";

/** Where a survey version stands. Drafts may change, what is published never does, what is retired asks nobody new. */
export const SurveyState = { DRAFT: "DRAFT", PUBLISHED: "PUBLISHED", RETIRED: "RETIRED" } as const;
export type SurveyState = keyof typeof SurveyState;

/** One version of what a service asks at one moment. */
export interface Survey {
  readonly id: string;
  /** Null: a national definition, which services take over and which asks nobody itself. */
  readonly serviceId: string | null;
  readonly code: string;
  readonly moment: Moment;
  /** Counts up from 1 within the service and the moment. */
  readonly version: number;
  readonly state: SurveyState;
  readonly questions: readonly SurveyQuestion[];
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
}

/** One instrument in its place. One that is about a step is put once for each step asked about. */
export interface SurveyQuestion {
  readonly instrument: string;
  readonly version: number;
  /** Put only to those who answered an earlier question so; null: to everybody. */
  readonly showIf: ShowIf | null;
}

export interface ShowIf {
  readonly instrument: string;
  /** Choices, or numbers written as text. */
  readonly anyOf: readonly string[];
}

/** A question with its instrument. */
export interface Item {
  readonly instrument: Instrument;
  readonly showIf: ShowIf | null;
}

/** How the bank is asked: by code and version. */
export function instrumentKey(code: string, version: number): string {
  return `${code}@${String(version)}`;
}

/**
 * The questions with their instruments, in order.
 *
 * @throws Error for an instrument that the bank does not hold: surveys are checked before they are stored
 */
export function itemsOf(survey: Pick<Survey, "questions">, bank: ReadonlyMap<string, Instrument>): readonly Item[] {
  return survey.questions.map(({ instrument: code, version, showIf }) => {
    const instrument = bank.get(instrumentKey(code, version));
    if (instrument === undefined) throw new Error(`The instrument bank lost ${instrumentKey(code, version)}.`);
    return { instrument, showIf };
  });
}

/** Whether the survey puts a question about single steps. */
export function asksAboutSteps(survey: Pick<Survey, "questions">): boolean {
  return survey.questions.some(({ instrument }) => isAboutStep({ code: instrument }));
}

/** Where a survey stands in the list of its service. */
export function surveyKey({ moment, version }: Pick<Survey, "moment" | "version">): string {
  return `${moment} ${String(version)}`;
}
