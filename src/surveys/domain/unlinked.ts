import type { ProcedureFacts, ServiceFacts } from "../../catalogue/domain/service-facts";
import { type FormQuestion, formQuestions } from "./form";
import { Moment } from "./moment";
import type { Item, Survey } from "./survey";

/** Hours for which a form that was handed out can be sent. */
export const FORM_HOURS = 24;

/** Whoever reads a code at a counter has done their part; whether it was decided, or given up, nobody knows. */
const ORDER: readonly Moment[] = [Moment.AFTER_OWN_PART, Moment.AFTER_OUTCOME];

/** What is asked of whoever reads a code at a counter. */
export interface UnlinkedSurvey {
  readonly survey: Survey;
  /** The version in force: what they went through, as far as anybody can tell. */
  readonly procedure: ProcedureFacts;
}

/**
 * The survey of a service for people about whose transaction nothing is known: what it asks after people's own part, else
 * after the outcome. Undefined where it asks neither, has no procedure yet, or may never be asked about.
 */
export function unlinkedSurvey({ surveyPolicy, procedures }: Pick<ServiceFacts, "surveyPolicy" | "procedures">, published: readonly Survey[]): UnlinkedSurvey | undefined {
  const procedure = procedures.reduce<ProcedureFacts | undefined>((latest, one) => (latest === undefined || one.version > latest.version ? one : latest), undefined);
  const survey = ORDER.flatMap((moment) => published.filter((one) => one.moment === moment))[0];
  return surveyPolicy === "NEVER" || survey === undefined || procedure === undefined ? undefined : { survey, procedure };
}

/**
 * Its questions: of nobody who reads a code is known which steps they went through, so none is asked about. Asked of all
 * steps, "the hardest" would be one that they perhaps never saw.
 */
export function unlinkedQuestions(items: readonly Item[]): readonly FormQuestion[] {
  return formQuestions(items, [], [], { actedBy: null });
}
