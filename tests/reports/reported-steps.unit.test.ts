import type { ProcedureFacts, ServiceFacts, StepFacts } from "../../src/catalogue/domain/service-facts";
import { reportedSteps } from "../../src/reports/domain/reported-steps";

function procedure(version: number, steps: readonly (readonly [string, string])[], stages: readonly string[] = [...new Set(steps.map(([, stage]) => stage))]): ProcedureFacts {
  const step = ([code, stageCode]: readonly [string, string], position: number): StepFacts => ({
    ...{ code, names: { en: `${code} v${String(version)}` }, position, stageCode, kind: "FILL_IN", seenBy: "BENEFICIARY", askAs: {}, turn: "BENEFICIARY", automation: "MANUAL", optional: false, expectedSeconds: null },
  });
  return {
    ...{ id: `p${String(version)}`, version, publishedAt: new Date(0), standard: version === 1, abandonAfterDays: 14, overTimeTolerance: 0.25 },
    stages: stages.map((code, position) => ({ code, names: { en: code }, position })),
    steps: steps.map(step),
  };
}

function service(...procedures: readonly ProcedureFacts[]): ServiceFacts {
  return { id: "s", number: 1, code: "S", names: {}, agencyId: "a", agencyCode: "A", agencyNames: {}, timeZone: "Asia/Muscat", calendarRevision: 1, surveyPolicy: "NORMAL", segments: [], procedures };
}

const codes = (of: ServiceFacts, ...passed: readonly string[]) => reportedSteps(of, new Set(passed)).steps.map((step) => step.code);

test("steps come in the order of the stages, then of the steps, whatever order they are stored in", () => {
  const facts = procedure(1, [["B1", "B"], ["A1", "A"], ["B2", "B"]], ["A", "B"]);
  expect(codes(service({ ...facts, steps: [...facts.steps].reverse(), stages: [...facts.stages].reverse() }))).toEqual(["A1", "B1", "B2"]);
});

test("retired steps follow where they were passed, the youngest version first; UNMAPPED comes last", () => {
  const facts = service(procedure(2, [["OLD", "X"], ["BOTH", "M"], ["UNUSED", "X"]]), procedure(3, [["BOTH", "M"], ["NEW", "M"]]), procedure(1, [["OLDEST", "Y"], ["OLD", "Y"]]));
  const { steps, stages } = reportedSteps(facts, new Set(["UNMAPPED", "OLDEST", "OLD", "BOTH"]));
  expect(steps.map((step) => [step.code, step.names["en"], step.stage, step.retired])).toEqual([
    ["BOTH", "BOTH v3", "M", false],
    ["NEW", "NEW v3", "M", false],
    ["OLD", "OLD v2", "X", true],
    ["OLDEST", "OLDEST v1", "Y", true],
    ["UNMAPPED", "Not mapped yet", null, false],
  ]);
  expect(stages.map((stage) => stage.code)).toEqual(["M", "X", "Y"]);
  expect(codes(facts)).toEqual(["BOTH", "NEW"]);
});

test("a stage of a retired version that only holds known steps is not shown again", () => {
  const facts = service(procedure(1, [["A", "OLD-STAGE"]]), procedure(2, [["A", "NEW-STAGE"]]));
  expect(reportedSteps(facts, new Set(["A"])).stages.map((stage) => stage.code)).toEqual(["NEW-STAGE"]);
});

test("before applying and after the decision nobody logs; a service without a procedure has no steps", () => {
  const { steps } = reportedSteps(service(procedure(1, [["GATHER", "BEFORE_APPLYING"], ["APPLY", "M"], ["RECEIVE", "AFTER_APPLYING"]])), new Set());
  expect(steps.map((step) => step.unlogged)).toEqual([true, false, true]);
  expect(reportedSteps(service(), new Set(["UNMAPPED"]))).toMatchObject({ stages: [], steps: [{ code: "UNMAPPED" }] });
});
