import { contributions } from "../../src/tallies/domain/contributions";
import { FATE_TALLY, PLACE_TALLY } from "../../src/tallies/domain/tally";
import type { Transaction } from "../../src/transactions/domain/transaction";
import { procedureFacts } from "../support/procedure-facts";
import { at, passage, transaction } from "../support/transaction-fixture";

const PROCEDURE = procedureFacts([{ code: "FILL", kind: "FILL_IN" }, { code: "CHECK", kind: "REVIEW" }, { code: "FIX", kind: "FIX" }]);
const SERVICE = { id: "0190a000-0000-7000-8000-0000000000ff", procedureId: PROCEDURE.id };
const COUNTER = "0190a000-0000-7000-8000-0000000000cc";

function rows(one: Transaction, name: "fate" | "place"): readonly Readonly<Record<string, unknown>>[] {
  return contributions(one, PROCEDURE, "Asia/Muscat", null)
    .filter(({ tally }) => tally === (name === "fate" ? FATE_TALLY : PLACE_TALLY))
    .map(({ key, measures }) => ({ ...key, ...measures }));
}
const minutes = (n: number): number => n * 60_000;

describe("fates, and the time since the step was first entered", () => {
  const fates = (one: Transaction) => rows(one, "fate").map(({ stepCode, fate, totalMs, day }) => [stepCode, fate, totalMs, day]);

  test("to the last leaving, however often it came back; still open is no fate", () => {
    const passages = [passage("FILL", at(0), at(10)), passage("CHECK", at(20), at(30)), passage("FILL", at(40), at(55)), passage("CHECK", at(60), null)];
    expect(fates(transaction(SERVICE, { passages }))).toEqual([["FILL", "PROCEEDED", minutes(55), "2026-03-01"]]);
  });
  test("where nobody said when it was left: to the next passage, or the end", () => {
    const passages = [passage("FILL", at(0), null), passage("CHECK", at(20), null)];
    expect(fates(transaction(SERVICE, { passages, endedAt: at(90), outcome: "GRANTED" }))).toEqual([
      ["FILL", "PROCEEDED", minutes(20), "2026-03-01"],
      ["CHECK", "PROCEEDED", minutes(70), "2026-03-01"],
    ]);
  });
  test("giving up takes until the end", () => {
    const passages = [passage("FILL", at(0), at(5))];
    expect(fates(transaction(SERVICE, { passages, endedAt: at(300), outcome: "ABANDONED" }))).toEqual([["FILL", "ABANDONED", minutes(300), "2026-03-01"]]);
  });
  test("a failure is no fate", () => {
    expect(fates(transaction(SERVICE, { passages: [passage("FILL", at(0), at(5))], endedAt: at(5), outcome: "FAILED" }))).toEqual([]);
  });
});

describe("places", () => {
  test("one row per stage, in the month it was first entered, with all the time in its steps", () => {
    const passages = [passage("FILL", at(0), at(10)), passage("CHECK", at(20), at(30)), passage("FILL", at(40), at(55)), passage("CHECK", at(60), null)];
    const found = rows(transaction(SERVICE, { passages, touchpointId: COUNTER }), "place");
    expect(found.map(({ day, touchpointId }) => [day, touchpointId])).toEqual(found.map(() => ["2026-03-01", COUNTER]));
    expect(found.reduce((sum, { totalMs }) => sum + Number(totalMs), 0)).toBe(minutes(35));
    expect(found.reduce((sum, { returned }) => sum + Number(returned), 0)).toBe(1);
    expect(new Set(found.map(({ stageCode }) => stageCode)).size).toBe(found.length);
  });
  test("giving up counts at its stage, and no touchpoint counts nowhere", () => {
    const facts = { passages: [passage("FILL", at(0), null)], endedAt: at(9), outcome: "ABANDONED" as const };
    expect(rows(transaction(SERVICE, { ...facts, touchpointId: COUNTER }), "place")).toMatchObject([{ reached: 1, abandoned: 1, returned: 0 }]);
    expect(rows(transaction(SERVICE, facts), "place")).toEqual([]);
  });
});
