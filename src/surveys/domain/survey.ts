import { type Instrument, isAboutStep } from "./instrument";
import type { Moment } from "./moment";
import type { ShowIf } from "./show-if";

/**
 * Where a survey version stands. Drafts wait for an approval or for being published as they are, what is published never
 * changes, what is retired asks nobody new.
 */
export const SurveyState = { DRAFT: "DRAFT", APPROVED: "APPROVED", PUBLISHED: "PUBLISHED", RETIRED: "RETIRED" } as const;
export type SurveyState = keyof typeof SurveyState;

/** For whom a survey is: a service, every service of an agency, or every service. The nearest one published is what a service asks. */
export const SurveyScope = { SERVICE: "SERVICE", AGENCY: "AGENCY", NATIONAL: "NATIONAL" } as const;
export type SurveyScope = keyof typeof SurveyScope;

/** One version of what is asked at one moment. */
export interface Survey {
  readonly id: string;
  /** Null: for more than one service. */
  readonly serviceId: string | null;
  /** Set where it is for every service of an agency. With neither: for every service. */
  readonly agencyId: string | null;
  readonly code: string;
  readonly moment: Moment;
  /** Counts up from 1 within the scope and the moment. */
  readonly version: number;
  readonly state: SurveyState;
  readonly questions: readonly SurveyQuestion[];
  readonly comments: readonly SurveyComment[];
  /** Null: nobody approved it. */
  readonly approval: Approval | null;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
}

/** That an authority lets people be asked so, such as the statistics office. */
export interface Approval {
  readonly authority: string;
  /** Number or date of its letter. */
  readonly reference: string;
  /** Last day (YYYY-MM-DD, the agency's) on which anybody new may be asked. */
  readonly validUntil: string;
}

/** One instrument in its place. One that is about a step is put once for each step asked about. */
export interface SurveyQuestion {
  readonly instrument: string;
  readonly version: number;
  /** Put only to those who answered an earlier question so; null: to everybody. */
  readonly showIf: ShowIf | null;
}

/** An open comment in its place. */
export interface SurveyComment {
  /** Key of the text that asks for it, such as `comment.done`. */
  readonly text: string;
  /** Code of the instrument it stands directly after; null: at the end. */
  readonly after: string | null;
  readonly showIf: ShowIf | null;
}

/** For whom a survey is. */
export function scopeOf({ serviceId, agencyId }: Pick<Survey, "serviceId" | "agencyId">): SurveyScope {
  if (serviceId !== null) return "SERVICE";
  return agencyId === null ? "NATIONAL" : "AGENCY";
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
