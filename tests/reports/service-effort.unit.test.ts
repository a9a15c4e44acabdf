import type { ServiceFacts } from "../../src/catalogue/domain/service-facts";
import { checkEffortFilter } from "../../src/reports/domain/report-filter";
import { type AnswerCounts, type ServiceCounts, serviceEffort } from "../../src/reports/domain/service-effort";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { Refusal } from "../../src/shared/refusal";
import { NO_BASIS } from "../support/effort-policy";

const STEP = { position: 0, stageCode: "M", names: {}, kind: "FILL_IN", seenBy: "BENEFICIARY", askAs: {}, turn: "BENEFICIARY", automation: "MANUAL", optional: false, expectedSeconds: 60 } as const;
const SERVICE: ServiceFacts = {
  ...{ id: "s", number: 1, code: "S", names: {}, agencyId: "a", agencyCode: "A", agencyNames: {}, timeZone: "Asia/Muscat", calendarRevision: 1, surveyPolicy: "NORMAL", segments: [] },
  procedures: [
    {
      ...{ id: "p", version: 1, publishedAt: new Date(0), standard: false, abandonAfterDays: 14, overTimeTolerance: 0.25, stages: [{ code: "M", names: {}, position: 0 }] },
      steps: [{ ...STEP, code: "A" }, { ...STEP, code: "B", position: 1 }],
    },
  ],
};
const NOTHING: ServiceCounts = { transactions: [], passages: [], durations: [], invitations: [], answers: [] };

function effort(counts: Partial<ServiceCounts>, minimumCell = 10) {
  const filter = checkEffortFilter({ period: { from: "2026-03-01", to: "2026-04-01" } });
  if (filter instanceof Refusal) throw new Error(filter.message);
  return serviceEffort(SERVICE, { ...NOTHING, ...counts }, filter, currentThresholds(minimumCell), NO_BASIS);
}

function ease(stepCode: string | null, n: number, more: Partial<AnswerCounts> = {}): AnswerCounts {
  return { instrumentCode: "STEP_EASE5", instrumentVersion: 1, moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", stepCode, counts: [0, 0, 0, 0, n, 0, 0, 0, 0, 0, 0], waiting: false, ...more };
}

test("a stage adds up the answers about its steps", () => {
  const { stages } = effort({ answers: [ease("A", 10), ease("B", 20)] });
  expect(stages[0]?.ease).toMatchObject([{ share: { n: 30, reasons: [] } }]);
});

test("a cell below a minimum that was raised later is in no sum: the stage less the other step does not tell it", () => {
  const { stages, steps } = effort({ answers: [ease("A", 10), ease("B", 20)] }, 20);
  expect(steps.map((step) => [step.ease[0]?.share.n, step.ease[0]?.share.suppressed])).toEqual([[null, true], [20, false]]);
  expect(stages[0]?.ease).toMatchObject([{ share: { n: 20, reasons: ["ANSWERS_WAITING"] } }]);
  const agency = effort({ answers: [ease("A", 10, { collector: "AGENCY" })] }, 20);
  expect(agency.collectedByAgency).toEqual([]);
});

test("completion: a no is a decision; what is in flight, or withdrawn before the government did anything, is left out", () => {
  const { completion, transactions } = effort({
    transactions: [
      { outcome: "GRANTED", n: 6, withdrawnBeforeGovernment: 0 }, { outcome: "NOT_ELIGIBLE", n: 2, withdrawnBeforeGovernment: 0 }, { outcome: "IN_FLIGHT", n: 50, withdrawnBeforeGovernment: 0 },
      { outcome: "WITHDRAWN", n: 5, withdrawnBeforeGovernment: 3 }, { outcome: "FAILED", n: 1, withdrawnBeforeGovernment: 0 }, { outcome: "EXPIRED", n: 1, withdrawnBeforeGovernment: 0 },
    ],
  });
  expect(completion).toMatchObject({ value: 8 / 12, n: 12 });
  expect(transactions.value).toBe(65);
  expect(effort({ transactions: [{ outcome: "IN_FLIGHT", n: 9, withdrawnBeforeGovernment: 0 }] }).completion).toMatchObject({ value: null, reasons: ["NO_DATA"] });
});

test("invitations of another moment are no invitations of this one", () => {
  const { invited } = effort({
    invitations: [{ moment: "AFTER_OUTCOME", state: "INVITED", n: 20 }, { moment: "AFTER_GIVING_UP", state: "INVITED", n: 100 }, { moment: null, state: "NO_SURVEY", n: 7 }],
  });
  expect(invited.value).toBe(20);
});

test("the response rate is of months in which enough answered; one with fewer is in neither number", () => {
  const month = (name: string, invited: number, answered: number) => [{ month: name, state: "INVITED" as const, value: null, n: invited }, { month: name, state: "ANSWERED" as const, value: null, n: answered }];
  expect(effort({ links: month("2026-03-01", 40, 10) }).responseRate).toMatchObject({ value: 0.25, n: 40, reasons: [] });
  expect(effort({ links: [...month("2026-03-01", 40, 10), ...month("2026-04-01", 30, 9)] }).responseRate).toMatchObject({ value: 0.25, n: 40, reasons: ["MONTHS_LEFT_OUT"] });
  expect(effort({ links: month("2026-03-01", 40, 9) }).responseRate).toMatchObject({ value: null, n: null, suppressed: true, reasons: ["SMALL_CELL"] });
  // That nobody answered may be told.
  expect(effort({ links: month("2026-03-01", 40, 0) }).responseRate).toMatchObject({ value: 0, n: 40, reasons: [] });
});

test("where people were asked and nobody answered, that is no data and not an answer", () => {
  const { ces } = effort({ invitations: [{ moment: "AFTER_OUTCOME", state: "INVITED", n: 20 }] });
  expect(ces).toMatchObject([{ share: { value: null, suppressed: false, reasons: ["NO_DATA"] } }]);
});
