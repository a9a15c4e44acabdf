import { ABANDON_AFTER_DAYS, OVER_TIME_TOLERANCE, type StageOutline } from "../../catalogue/domain/procedure-outline";
import type { WrittenProcedure, WrittenStep } from "../../catalogue/domain/written-procedure";
import type { Texts } from "../../shared/texts";

const PROCESSING: StageOutline = { code: "PROCESSING", names: { ar: "المعالجة", en: "Processing" } };

/**
 * The procedure that a log shows: its activities in the order in which cases come to them, under their own names. A log
 * does not say who did what, so every step is the agency's own review, done by hand and not asked about in surveys: the
 * reading that flatters nobody and asks nobody about what they never saw. The owner knows better and drafts the next
 * version.
 */
export function procedureOfLog(activities: readonly string[], codes: ReadonlyMap<string, string>): WrittenProcedure {
  return {
    abandonAfterDays: ABANDON_AFTER_DAYS,
    overTimeTolerance: OVER_TIME_TOLERANCE,
    stages: [PROCESSING],
    steps: activities.map((activity) => stepOf(codes.get(activity) ?? activity, namesOf(activity))),
  };
}

/** A name in the language of its script: Arabic where it has an Arabic letter, else English. */
export function namesOf(text: string): Texts {
  return /\p{Script=Arabic}/u.test(text) ? { ar: text } : { en: text };
}

function stepOf(code: string, names: Texts): WrittenStep {
  return {
    code,
    stageCode: PROCESSING.code,
    names,
    kind: "REVIEW",
    seenBy: "GOVERNMENT",
    askAs: {},
    automation: "MANUAL",
    responsibleAgency: null,
    responsibleParty: "AGENCY",
    documents: [],
    inPerson: false,
    fee: null,
    optional: true,
    expectedTime: null,
  };
}
