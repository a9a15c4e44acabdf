import fc from "fast-check";
import { inferAbandonment } from "../../src/transactions/domain/infer-abandonment";
import type { Transaction } from "../../src/transactions/domain/transaction";
import { procedureFacts } from "../support/procedure-facts";
import { passage, transaction } from "../support/transaction-fixture";

const procedure = procedureFacts([{ code: "FILL", kind: "FILL_IN" }, { code: "PAY", kind: "PAY" }, { code: "REVIEW", kind: "REVIEW" }, { code: "FIX", kind: "FIX" }]);
const day = (n: number): Date => new Date(Date.UTC(2026, 1, n));
const of = (...passages: ReturnType<typeof passage>[]): Transaction => transaction({ id: "s", procedureId: procedure.id }, { startedAt: day(1), passages });
const infer = (one: Transaction, now: Date) => inferAbandonment(one, procedure, now)?.endedAt;

test("fourteen days after the last sign of life in an open step of the beneficiary, and not a millisecond before", () => {
  const one = of(passage("FILL", day(1), day(2)), passage("PAY", day(3), null));
  expect(infer(one, new Date(day(17).getTime() - 1))).toBeUndefined();
  expect(inferAbandonment(one, procedure, day(17))).toEqual({ outcome: "ABANDONED", outcomeSource: "INFERRED", endedAt: day(3) });
  expect(inferAbandonment(one, { ...procedure, abandonAfterDays: 30 }, day(17))).toBeUndefined();
});

test("leaving another step of one's own later is a sign of life, and the end", () => {
  expect(infer(of(passage("FILL", day(1), null), passage("PAY", day(2), day(5))), day(28))).toEqual(day(5));
});

test.each([
  ["it waits for the agency", of(passage("FILL", day(1), day(1)), passage("REVIEW", day(2), null))],
  ["the agency had the turn last", of(passage("FILL", day(1), null), passage("REVIEW", day(2), day(3)))],
  ["the person left every step of theirs", of(passage("FILL", day(1), day(2)))],
  ["nobody knows the step", of(passage("UNMAPPED", day(1), null))],
  ["a status says that it is the agency's turn", of(passage("FILL", day(1), null, { turn: "AGENCY" }))],
  ["no passage is known", of()],
  ["it has ended", { ...of(passage("FILL", day(1), null)), outcome: "GRANTED", outcomeSource: "PORTAL", endedAt: day(2) } as const],
  ["it was withdrawn", { ...of(passage("FILL", day(1), null)), withdrawn: true }],
])("nothing is inferred where %s", (_, one) => {
  expect(infer(one, day(1000))).toBeUndefined();
});

test("back with the beneficiary after the agency: a step to mend something can be given up, also where portals never say when a step is left", () => {
  expect(infer(of(passage("FILL", day(1), null), passage("REVIEW", day(2), null), passage("FIX", day(3), null)), day(28))).toEqual(day(3));
  expect(infer(of(passage("REVIEW", day(2), null, { turn: "BENEFICIARY" })), day(28))).toEqual(day(2));
});

test("property: the end is no earlier than anything that happened, and does not depend on when silence was looked for", () => {
  const step = fc.record({ step: fc.constantFrom("FILL", "PAY", "REVIEW", "FIX"), enters: fc.integer({ min: 1, max: 20 }), stays: fc.option(fc.integer({ min: 0, max: 10 })) });
  fc.assert(fc.property(fc.array(step, { maxLength: 6 }), fc.integer({ min: 0, max: 100 }), (steps, later) => {
    const sorted = steps.toSorted((a, b) => a.enters - b.enters);
    const one = of(...sorted.map(({ step: code, enters, stays }) => passage(code, day(enters), stays === null ? null : day(enters + stays))));
    const end = infer(one, day(45));
    for (const { enteredAt, leftAt } of end === undefined ? [] : one.passages) expect(end?.getTime()).toBeGreaterThanOrEqual((leftAt ?? enteredAt).getTime());
    expect(infer(one, day(45 + later))).toEqual(end);
  }));
});
