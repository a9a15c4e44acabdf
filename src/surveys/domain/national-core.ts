import { Moment } from "./moment";
import type { SurveyComment, SurveyQuestion } from "./survey";

/** Name of the survey that every service may take over as it is. */
export const CORE = "CORE";

/** What a survey asks. */
export interface Arrangement {
  readonly questions: readonly SurveyQuestion[];
  readonly comments: readonly SurveyComment[];
}

const core = (...codes: readonly string[]): readonly SurveyQuestion[] => codes.map((instrument) => ({ instrument, version: 1, showIf: null }));

/** What would have made it easier: the last thing asked. */
const DONE: SurveyComment = { text: "comment.done", after: null, showIf: null };

/** What stopped them: asked while the reason is hot. */
const NOT_DONE: SurveyComment = { text: "comment.notDone", after: "COMPLETED", showIf: { instrument: "COMPLETED", anyOf: ["NO", "PARTLY"] } };

/**
 * The survey of one minute (PEOPLE section 1), by moment. Completion comes first: everybody can answer it, and it
 * explains the rest. The whole comes before its parts, because parts colour the whole. Whoever waits for the outcome
 * cannot be satisfied with it yet; whoever gave up is promised two questions. Who went through it (`ROLE`) is left out
 * where the portal said so, and the hardest step where the person went through none. A changed definition becomes the
 * next version by itself, at the start.
 */
export const NATIONAL_CORE: Readonly<Record<Moment, Arrangement>> = {
  AFTER_OWN_PART: { questions: core("COMPLETED", "CES5_EASE", "HARDEST_STEP", "STEP_EASE5", "ROLE"), comments: [NOT_DONE, DONE] },
  AFTER_OUTCOME: { questions: core("COMPLETED", "CES5_EASE", "CSAT5", "HARDEST_STEP", "STEP_EASE5", "ROLE"), comments: [NOT_DONE, DONE] },
  AFTER_GIVING_UP: { questions: core("CES5_EASE", "HARDEST_STEP"), comments: [{ ...NOT_DONE, after: null, showIf: null }] },
};

/** Where people may write if nobody says anything else. */
export function usualComments(moment: Moment): readonly SurveyComment[] {
  return moment === Moment.AFTER_GIVING_UP ? NATIONAL_CORE[moment].comments : [DONE];
}
