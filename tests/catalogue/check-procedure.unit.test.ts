import { checkProcedure } from "../../src/catalogue/domain/check-procedure";
import type { ProcedureOutline, StepOutline } from "../../src/catalogue/domain/procedure-outline";
import { standardProcedure } from "../../src/catalogue/domain/standard-procedure";
import { withStandingStages } from "../../src/catalogue/domain/standing-stages";

const STEP: StepOutline = {
  code: "FILL",
  names: { ar: "تعبئة الطلب" },
  stageCode: "APPLYING",
  kind: "FILL_IN",
  seenBy: "BENEFICIARY",
  askAs: { ar: "تعبئة الطلب", en: "Filling in the application" },
  automation: "AUTOMATED",
  responsibleParty: "AGENCY",
  responsibleAgencyId: null,
  documents: [{ names: { en: "Passport" }, heldByAgency: "ROP" }],
  inPerson: false,
  fee: { amount: 20_500, currency: "OMR" },
  optional: false,
  expectedTime: { seconds: 1, source: "OWNER" },
};
const APPLYING = { code: "APPLYING", names: { en: "Applying" } };
const PROCEDURE: ProcedureOutline = { abandonAfterDays: 14, overTimeTolerance: 0.25, stages: withStandingStages([APPLYING]), steps: [STEP] };

function problems(change: Partial<ProcedureOutline>): [string, string][] {
  return checkProcedure({ ...PROCEDURE, ...change }).map(({ code, path }) => [code, path.join(".")]);
}
const step = (change: Partial<StepOutline>): [string, string][] => problems({ steps: [{ ...STEP, ...change }] });

test("a sound procedure has no problems, nor has the standard one, nor a draft that is still without steps", () => {
  expect(problems({})).toEqual([]);
  expect(problems({ steps: [] })).toEqual([]);
  expect(checkProcedure(standardProcedure())).toEqual([]);
});

describe("codes", () => {
  test.each(["", "-A", "A B", "خطوة", "A".repeat(65), "A\n"])("%j is none", (code) => {
    expect(step({ code })).toEqual([["INVALID_CODE", "steps.0.code"]]);
  });

  test("stand once; the second is told", () => {
    expect(problems({ steps: [STEP, { ...STEP, code: "PAY" }, STEP] })).toEqual([["STEP_CODE_REPEATED", "steps.2.code"]]);
    expect(problems({ stages: [APPLYING, APPLYING] })).toEqual([["STAGE_CODE_REPEATED", "stages.1.code"]]);
  });

  test("UNMAPPED is reserved", () => {
    expect(step({ code: "UNMAPPED" })).toEqual([["STEP_CODE_RESERVED", "steps.0.code"]]);
  });
});

describe("stages", () => {
  test("a step stands in one that is there", () => {
    expect(step({ stageCode: "NOWHERE" })).toEqual([["STAGE_UNKNOWN", "steps.0.stage"]]);
  });

  test("before and after applying may be left out, else they stand first and last", () => {
    expect(problems({ stages: [APPLYING], steps: [STEP, { ...STEP, code: "FIND_OUT", stageCode: "BEFORE_APPLYING" }] })).toEqual([]);
    const [before, , after] = PROCEDURE.stages;
    if (before === undefined || after === undefined) throw new Error("the procedure has three stages");
    expect(problems({ stages: [APPLYING, before, after] })).toEqual([["STAGE_ORDER", "stages.1.code"]]);
    expect(problems({ stages: [before, after, APPLYING] })).toEqual([["STAGE_ORDER", "stages.1.code"]]);
  });

  test("the two that every procedure has are put in where nobody wrote them down", () => {
    expect(withStandingStages(PROCEDURE.stages)).toEqual(PROCEDURE.stages);
    expect(PROCEDURE.stages.map((stage) => stage.code)).toEqual(["BEFORE_APPLYING", "APPLYING", "AFTER_APPLYING"]);
  });
});

describe("what a person reads", () => {
  test("names a step in six words at most, in each language", () => {
    expect(step({ askAs: { en: "one  two three four\tfive six ", ar: "واحد اثنان ثلاثة أربعة خمسة ستة سبعة" } })).toEqual([["ASK_AS_TOO_LONG", "steps.0.askAs.ar"]]);
  });

  test("may be missing or blank: the step is then not asked about", () => {
    expect(step({ askAs: {} })).toEqual([]);
    expect(step({ askAs: { en: " " } })).toEqual([]);
  });

  test("is a name in some language, that can be stored", () => {
    expect(step({ names: { en: " " } })).toEqual([["TEXT_REQUIRED", "steps.0.names"]]);
    expect(step({ names: { ar: "\ud800" } })).toEqual([["TEXT_INVALID", "steps.0.names.ar"]]);
    expect(step({ askAs: { ar: "x".repeat(501) } })).toEqual([["TEXT_TOO_LONG", "steps.0.askAs.ar"]]);
    expect(step({ documents: [{ names: {}, heldByAgency: "no code" }] })).toEqual([
      ["TEXT_REQUIRED", "steps.0.documents.0.names"],
      ["INVALID_CODE", "steps.0.documents.0.heldByAgency"],
    ]);
  });
});

describe("numbers", () => {
  test.each([0, -1, 1.5, Number.NaN, 1e12])("%p seconds are no expected time", (seconds) => {
    expect(step({ expectedTime: { seconds, source: "OWNER" } })).toEqual([["EXPECTED_TIME_OUT_OF_RANGE", "steps.0.expectedTime.seconds"]]);
  });

  test("a fee is nothing or whole coins of a currency that exists", () => {
    expect(step({ fee: { amount: 0, currency: "OMR" } })).toEqual([]);
    for (const amount of [-1, 0.5, Number.NaN, 2 ** 31]) expect(step({ fee: { amount, currency: "OMR" } })).toEqual([["FEE_OUT_OF_RANGE", "steps.0.fee.amount"]]);
    for (const currency of ["omr", "RIAL", "ZZZ"]) expect(step({ fee: { amount: 1, currency } })).toEqual([["CURRENCY_UNKNOWN", "steps.0.fee.currency"]]);
  });

  test("giving up takes a day at least, a tolerance is no debt", () => {
    for (const abandonAfterDays of [0, 367, 1.5]) expect(problems({ abandonAfterDays })).toEqual([["ABANDON_AFTER_DAYS_OUT_OF_RANGE", "abandonAfterDays"]]);
    for (const overTimeTolerance of [-0.1, 11, Number.NaN]) expect(problems({ overTimeTolerance })).toEqual([["TOLERANCE_OUT_OF_RANGE", "overTimeTolerance"]]);
  });
});

test("a list out of all bounds is refused by its length alone", () => {
  expect(problems({ steps: Array.from({ length: 301 }, () => ({ ...STEP, code: "" })) })).toEqual([["TOO_MANY_STEPS", "steps"]]);
  expect(problems({ stages: Array.from({ length: 41 }, () => ({ code: "", names: {} })) })).toEqual([["TOO_MANY_STAGES", "stages"]]);
  expect(step({ documents: Array.from({ length: 51 }, () => ({ names: {} })) })).toEqual([["TOO_MANY_DOCUMENTS", "steps.0.documents"]]);
});
