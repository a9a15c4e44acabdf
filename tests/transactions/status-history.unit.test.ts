import fc from "fast-check";
import { readStatuses, type StatusChange, type StatusReading } from "../../src/transactions/domain/status-history";

const STEPS = new Set(["FILL", "REVIEW", "PAY", "RECEIVE"]);
const reading = (stepCode: string | null, mark: StatusReading["mark"] = "ENTERED", rest: Partial<StatusReading> = {}): StatusReading => ({ stepCode, mark, turn: null, outcome: null, ...rest });
const MEANINGS = new Map<string, StatusReading>([
  ["Draft", reading("FILL")],
  ["Under review", reading("REVIEW", "ENTERED", { turn: "AGENCY" })],
  ["With the committee", reading("REVIEW", "ENTERED", { turn: "AGENCY" })],
  ["Returned to applicant", reading("REVIEW", "ENTERED", { turn: "BENEFICIARY" })],
  ["Awaiting payment", reading("PAY")],
  ["Paid", reading("PAY", "LEFT")],
  ["Approved", reading(null, "ENTERED", { outcome: "GRANTED" })],
  ["Rejected", reading("REVIEW", "LEFT", { outcome: "REFUSED" })],
  ["Elsewhere", reading("STEP_OF_ANOTHER_VERSION")],
]);

const change = (status: string, day: number, rest: Partial<StatusChange> = {}): StatusChange => ({ at: new Date(Date.UTC(2026, 2, day)), status, sequence: 0, startedAt: null, channel: null, ...rest });
const history = (...rows: readonly (readonly [string, number])[]): StatusChange[] => rows.map(([status, day]) => change(status, day));

/** "STEP entered left turn", days of March; open: -. Then the end. */
function told(changes: readonly StatusChange[]): string[] {
  const { passages, end } = readStatuses(changes, MEANINGS, STEPS);
  const lines = passages.map(({ step, enteredAt, leftAt, turn }) => [step, enteredAt.getUTCDate(), leftAt?.getUTCDate() ?? "-", ...(turn === null ? [] : [turn])].join(" "));
  return [...lines, ...(end === null ? [] : [`${end.outcome} ${String(end.at.getUTCDate())}`])];
}

test("a status lasts until the next one: a fortnight under review is the review's, not the payment's", () => {
  expect(told(history(["Draft", 1], ["Under review", 2], ["Awaiting payment", 16], ["Paid", 17], ["Approved", 18]))).toEqual(["FILL 1 2", "REVIEW 2 16 AGENCY", "PAY 16 17", "GRANTED 18"]);
  // Also where the table only says that the fee was paid.
  expect(told(history(["Under review", 2], ["Paid", 16]))).toEqual(["REVIEW 2 16 AGENCY", "PAY 16 16"]);
});

test("the last status is open until something follows; a repeated one, or another name for the step, is no second passing", () => {
  expect(told(history(["Under review", 2], ["Under review", 5], ["With the committee", 6]))).toEqual(["REVIEW 2 - AGENCY"]);
  expect(told(history(["Under review", 2], ["Returned to applicant", 5], ["Under review", 9]))).toEqual(["REVIEW 2 5 AGENCY", "REVIEW 5 9 BENEFICIARY", "REVIEW 9 - AGENCY"]);
});

test("a table that says when steps were done: the time since the change before is their own", () => {
  expect(told(history(["Paid", 3], ["Rejected", 9]))).toEqual(["PAY 3 3", "REVIEW 3 9", "REFUSED 9"]);
});

test("an outcome ends the transaction, unless a later status enters a step again", () => {
  expect(told(history(["Under review", 2], ["Rejected", 5]))).toEqual(["REVIEW 2 5 AGENCY", "REFUSED 5"]);
  expect(told(history(["Under review", 2], ["Rejected", 5], ["Under review", 8]))).toEqual(["REVIEW 2 5 AGENCY", "REVIEW 8 - AGENCY"]);
  expect(told(history(["Under review", 2], ["Approved", 5], ["Paid", 7]))).toEqual(["REVIEW 2 5 AGENCY", "PAY 5 7", "GRANTED 7"]);
  expect(told(history(["Rejected", 1], ["Paid", 2], ["Paid", 3]))).toEqual(["REVIEW 1 1", "PAY 1 2", "PAY 2 3", "REFUSED 3"]);
});

test("what nobody mapped, or the procedure does not have, waits under UNMAPPED and lasts as long as any status", () => {
  expect(told(history(["Strange", 1], ["Strange", 2], ["Stranger", 3], ["Elsewhere", 5], ["Paid", 9]))).toEqual(["UNMAPPED 1 3", "UNMAPPED 3 5", "UNMAPPED 5 9", "PAY 9 9"]);
});

test("the earliest change tells start and channel, unless a start was said", () => {
  const changes = [change("Paid", 9, { channel: "WEB" }), change("Under review", 4, { channel: "KIOSK", startedAt: new Date("2026-03-01T00:00:00Z") })];
  expect(readStatuses(changes, MEANINGS, STEPS)).toMatchObject({ startedAt: new Date("2026-03-01T00:00:00Z"), channel: "KIOSK" });
});

test("the order of arrival does not matter, passages neither overlap nor run backwards, and none begins after the end", () => {
  const statuses = [...MEANINGS.keys(), "Strange", "Stranger"];
  const rows = fc.uniqueArray(fc.record({ status: fc.constantFrom(...statuses), day: fc.integer({ min: 1, max: 8 }), sequence: fc.integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 8, selector: ({ status, day }) => `${status} ${String(day)}` });
  fc.assert(
    fc.property(rows.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
      const of = (some: typeof list): ReturnType<typeof readStatuses> => readStatuses(some.map(({ status, day, sequence }) => change(status, day, { sequence })), MEANINGS, STEPS);
      const story = of(list);
      expect(of(shuffled)).toEqual(story);
      story.passages.forEach((passage, index) => {
        const next = story.passages[index + 1];
        expect(passage.enteredAt >= story.startedAt && (passage.leftAt === null || passage.leftAt >= passage.enteredAt)).toBe(true);
        if (next !== undefined) expect(passage.leftAt !== null && passage.leftAt <= next.enteredAt).toBe(true);
        if (story.end !== null) expect(passage.enteredAt <= story.end.at).toBe(true);
      });
    }),
  );
});
