import type { Moment } from "./moment";
import type { SurveyQuestion } from "./survey";

/** Name of the survey that every service may take over as it is. */
export const CORE = "CORE";

/** The version the definitions below stand under. A changed definition takes the next number. */
export const CORE_VERSION = 1;

const core = (...codes: readonly string[]): readonly SurveyQuestion[] => codes.map((instrument) => ({ instrument, version: 1, showIf: null }));

/**
 * The survey of one minute (PEOPLE section 1), by moment. Completion comes first: everybody can answer it, and it
 * explains the rest. The whole comes before its parts, because parts colour the whole. Whoever waits for the outcome
 * cannot be satisfied with it yet; whoever gave up is promised two questions.
 */
export const NATIONAL_CORE: Readonly<Record<Moment, readonly SurveyQuestion[]>> = {
  AFTER_OWN_PART: core("COMPLETED", "CES5_EASE", "HARDEST_STEP", "STEP_EASE5"),
  AFTER_OUTCOME: core("COMPLETED", "CES5_EASE", "CSAT5", "HARDEST_STEP", "STEP_EASE5"),
  AFTER_GIVING_UP: core("CES5_EASE", "HARDEST_STEP"),
};
