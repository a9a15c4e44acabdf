import type { Texts } from "../../shared/texts";
import { ABANDON_AFTER_DAYS, OVER_TIME_TOLERANCE, type ProcedureOutline, type StageOutline, type StepOutline } from "./procedure-outline";
import { AFTER_APPLYING, BEFORE_APPLYING } from "./standing-stages";
import type { StepKind } from "./step-kind";
import { defaultAskAs, defaultAutomation, defaultParty, defaultSeenBy } from "./step-kind-defaults";

const APPLYING: StageOutline = { code: "APPLYING", names: { ar: "التقديم", en: "Applying" } };
const PROCESSING: StageOutline = { code: "PROCESSING", names: { ar: "المعالجة", en: "Processing" } };

/**
 * Since when every service is on it: since ever. It stands for "nobody has modelled this yet", so a version that
 * somebody models later may begin in the past, and follows it all the same.
 */
export const STANDARD_SINCE = new Date(0);

/** The usual order of things, every kind once. */
const ORDER: readonly (readonly [StageOutline, readonly StepKind[]])[] = [
  [BEFORE_APPLYING, ["FIND_OUT", "GATHER"]],
  [APPLYING, ["SIGN_IN", "FILL_IN", "UPLOAD", "BOOK", "VISIT", "PAY"]],
  [PROCESSING, ["SYSTEM", "REVIEW", "FIX", "INSPECTION", "OTHER_AGENCY", "WAIT", "DECIDE"]],
  [AFTER_APPLYING, ["RECEIVE", "FOLLOW_UP"]],
];

/** What the government's own steps are called to those who work there; the others are called as people are asked about them. */
const OWN_NAMES: Partial<Record<StepKind, Texts>> = {
  SYSTEM: { ar: "معالجة آلية", en: "Automatic processing" },
  REVIEW: { ar: "دراسة الطلب", en: "Review" },
  DECIDE: { ar: "اتخاذ القرار", en: "Decision" },
};

/**
 * The procedure that a service starts on before anybody modelled it: one optional step for each kind, whose code is the
 * kind itself, so that a portal can report from the first day without defining anything (PEOPLE section 3). It promises
 * no times and no fees. The same for every service.
 */
export function standardProcedure(): ProcedureOutline {
  return {
    abandonAfterDays: ABANDON_AFTER_DAYS,
    overTimeTolerance: OVER_TIME_TOLERANCE,
    stages: ORDER.map(([stage]) => stage),
    steps: ORDER.flatMap(([stage, kinds]) => kinds.map((kind) => stepOf(stage, kind))),
  };
}

function stepOf(stage: StageOutline, kind: StepKind): StepOutline {
  return {
    code: kind,
    stageCode: stage.code,
    names: OWN_NAMES[kind] ?? defaultAskAs(kind),
    kind,
    seenBy: defaultSeenBy(kind),
    askAs: defaultAskAs(kind),
    automation: defaultAutomation(kind),
    responsibleAgencyId: null,
    responsibleParty: defaultParty(kind),
    documents: [],
    inPerson: kind === "VISIT",
    fee: null,
    optional: true,
    expectedTime: null,
  };
}
