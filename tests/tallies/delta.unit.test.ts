import fc from "fast-check";
import { Outcome } from "../../src/transactions/domain/outcome";
import type { Transaction } from "../../src/transactions/domain/transaction";
import { contributions } from "../../src/tallies/domain/contributions";
import { type Delta, DeltaSum } from "../../src/tallies/domain/delta";
import { procedureFacts } from "../support/procedure-facts";
import { at, passage, transaction } from "../support/transaction-fixture";

const PROCEDURE = procedureFacts([
  { code: "FILL", kind: "FILL_IN" },
  { code: "CHECK", kind: "REVIEW", expectedSeconds: 3600 },
  { code: "FIX", kind: "FIX" },
]);
const SERVICE = { id: "0190a000-0000-7000-8000-0000000000ff", procedureId: PROCEDURE.id };

const signal = fc.option(fc.nat({ max: 3 }));
const state = (id: string): fc.Arbitrary<Transaction> =>
  fc.record({
    channel: fc.constantFrom("WEB", "KIOSK", null),
    segment: fc.constantFrom("CITIZEN", null),
    language: fc.constantFrom("ar", "en", null),
    outcome: fc.constantFrom(...Object.values(Outcome)),
    endMinute: fc.nat({ max: 5000 }),
    promisedBy: fc.constantFrom("2026-03-02", null),
    withdrawn: fc.boolean(),
    passages: fc.array(
      fc.record({ step: fc.constantFrom("FILL", "CHECK", "FIX", "UNMAPPED"), from: fc.nat({ max: 4000 }), minutes: fc.option(fc.nat({ max: 600 })), errors: signal, retries: signal, helpRequests: signal, channelSwitched: fc.option(fc.boolean()) }),
      { maxLength: 6 },
    ),
  }).map(({ endMinute, passages, ...facts }) =>
    transaction(SERVICE, {
      ...facts,
      id,
      startedAt: at(0),
      endedAt: facts.outcome === "IN_FLIGHT" ? null : at(endMinute),
      passages: passages
        .toSorted((a, b) => a.from - b.from)
        .map(({ step, from, minutes, ...signals }) => passage(step, at(from), minutes === null ? null : at(from + minutes), signals)),
    }));

/** For each transaction what was known of it one message after another. */
const lives = fc.array(fc.uuid().chain((id) => fc.array(state(id), { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 5 });

const rowsOf = (one: Transaction) => contributions(one, PROCEDURE, "Asia/Muscat", null);
const shown = (deltas: readonly Delta[]): unknown =>
  Object.fromEntries(deltas.map(({ tally, key, measures, buckets }) => [`${tally.name} ${key.join(" ")}`, { measures, buckets: Object.fromEntries(buckets) }]));

/** Deltas that were appended one after another, added up as a fold would. */
function folded(batches: readonly (readonly Delta[])[]): readonly Delta[] {
  const sums = new Map<string, { tally: Delta["tally"]; key: readonly string[]; measures: number[]; buckets: Map<number, number> }>();
  for (const delta of batches.flat()) {
    const id = `${delta.tally.name} ${delta.key.join(" ")}`;
    const sum = sums.get(id) ?? { tally: delta.tally, key: delta.key, measures: delta.measures.map(() => 0), buckets: new Map<number, number>() };
    for (const [i, n] of delta.measures.entries()) sum.measures[i] = (sum.measures[i] ?? 0) + n;
    for (const [bucket, n] of delta.buckets) sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + n);
    for (const [bucket, n] of sum.buckets) if (n === 0) sum.buckets.delete(bucket);
    sums.set(id, sum);
  }
  return [...sums.values()].filter((sum) => sum.buckets.size > 0 || sum.measures.some((n) => n !== 0));
}

test("whatever way history is cut into messages and batches, the deltas add up to what is known in the end", () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 1, max: 4 }), (histories, batchSize) => {
      const changes = histories.flatMap((states) => states.map((after, i) => ({ before: i === 0 ? undefined : states[i - 1], after })));
      const batches: Delta[][] = [];
      for (let i = 0; i < changes.length; i += batchSize) {
        const sum = new DeltaSum();
        for (const { before, after } of changes.slice(i, i + batchSize)) {
          if (before !== undefined) sum.count(rowsOf(before), -1);
          sum.count(rowsOf(after), 1);
        }
        batches.push([...sum.deltas()]);
      }
      const whole = new DeltaSum();
      for (const states of histories) whole.count(rowsOf(states.at(-1) as Transaction), 1);
      expect(shown(folded(batches))).toEqual(shown(whole.deltas()));
    }),
    { numRuns: 300 },
  );
});

test("what is taken back leaves nothing, and a repeat adds nothing", () => {
  fc.assert(
    fc.property(state("a"), (one) => {
      expect(new DeltaSum().count(rowsOf(one), 1).count(rowsOf({ ...one, withdrawn: true }), 1).count(rowsOf(one), -1).deltas()).toEqual([]);
    }),
  );
});

test("all counts are whole numbers, shares never exceed what they are out of, and fates exclude each other", () => {
  fc.assert(
    fc.property(state("a"), (one) => {
      for (const { tally, measures } of rowsOf(one)) {
        const m: Readonly<Record<string, number | undefined>> = measures;
        const n = (name: string): number => m[name] ?? 0;
        expect(Object.values(m).every(Number.isSafeInteger)).toBe(true);
        if (tally.name !== "passage") continue;
        expect(n("proceeded") + n("abandoned")).toBeLessThanOrEqual(n("reached"));
        for (const [some, known] of [["withError", "errorKnown"], ["withRetry", "retryKnown"], ["withHelp", "helpKnown"], ["withChannelSwitch", "channelSwitchKnown"], ["overTime", "overTimeKnown"]] as const) {
          expect(n(some)).toBeLessThanOrEqual(n(known));
          expect(n(known)).toBeLessThanOrEqual(n("reached"));
        }
      }
    }),
  );
});

test("undeclaring a signal never raises the lower limit of its share and never lowers the upper one", () => {
  fc.assert(
    fc.property(state("a"), fc.nat(), (one, pick) => {
      const passages = one.passages.map((kept, i) => (i === pick % one.passages.length ? { ...kept, errors: null } : kept));
      const limits = (of: Transaction) => {
        const rows = rowsOf(of).filter(({ tally }) => tally.name === "passage").map(({ measures }) => measures as Record<string, number>);
        const sum = (name: string): number => rows.reduce((total, row) => total + (row[name] ?? 0), 0);
        return { low: sum("withError"), high: sum("withError") + sum("reached") - sum("errorKnown") };
      };
      const before = limits(one);
      const after = limits({ ...one, passages });
      expect(after.low).toBeLessThanOrEqual(before.low);
      expect(after.high).toBeGreaterThanOrEqual(before.high);
    }),
  );
});
