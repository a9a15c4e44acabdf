import type { ProcedureFacts, StepFacts } from "../../src/catalogue/domain/service-facts";
import type { StepKind } from "../../src/catalogue/domain/step-kind";
import { defaultAskAs, defaultAutomation, defaultParty, defaultSeenBy } from "../../src/catalogue/domain/step-kind-defaults";
import { turnOf } from "../../src/catalogue/domain/turn";

/** A procedure as other modules see it, for tests without a database: steps are a code, a kind and perhaps an expected time. */
export function procedureFacts(steps: readonly { code: string; kind: StepKind; expectedSeconds?: number }[], overTimeTolerance = 0.25): ProcedureFacts {
  return {
    id: "0190a000-0000-7000-8000-000000000001",
    version: 1,
    publishedAt: new Date("2000-01-01T00:00:00Z"),
    standard: false,
    abandonAfterDays: 14,
    overTimeTolerance,
    stages: [{ code: "MAIN", names: { en: "Main" }, position: 1 }],
    steps: steps.map(({ code, kind, expectedSeconds }, position): StepFacts => ({
      code,
      names: { en: code },
      position,
      stageCode: "MAIN",
      kind,
      seenBy: defaultSeenBy(kind),
      askAs: defaultAskAs(kind),
      turn: turnOf({ kind, seenBy: defaultSeenBy(kind), responsibleParty: defaultParty(kind) }),
      automation: defaultAutomation(kind),
      optional: false,
      expectedSeconds: expectedSeconds ?? null,
    })),
  };
}
