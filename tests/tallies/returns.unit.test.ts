import fc from "fast-check";
import type { Passage, Transaction } from "../../src/transactions/domain/transaction";
import { DeltaSum } from "../../src/tallies/domain/delta";
import { effortBand } from "../../src/tallies/domain/effort-band";
import { historyOf } from "../../src/tallies/domain/history";
import { changedReturns, returnsOf } from "../../src/tallies/domain/return-chain";
import { returnContribution, returnContributions } from "../../src/tallies/domain/return-contributions";
import { procedureFacts } from "../support/procedure-facts";
import { at, passage, transaction } from "../support/transaction-fixture";

const PROCEDURE = procedureFacts([
  { code: "FILL", kind: "FILL_IN" },
  { code: "UPLOAD", kind: "UPLOAD", expectedSeconds: 600 },
  { code: "CHECK", kind: "REVIEW" },
]);
const SERVICE = { id: "0190a000-0000-7000-8000-0000000000ff", procedureId: PROCEDURE.id };
const history = (one: Transaction) => historyOf(one, PROCEDURE, "Asia/Muscat");
const DAY = 86_400_000;
const START = Date.parse("2026-03-01T08:00:00+04:00");
const after = (days: number): Date => new Date(START + days * DAY);
const on = (days: number, facts: Partial<Omit<Transaction, "passages">> = {}): Transaction =>
  transaction(SERVICE, { startedAt: after(days), subjectKey: "v1:someone", ...facts });

const rows = (chain: readonly Transaction[]) => returnContributions(chain.map(history)).map(({ key, measures }) => ({ ...key, ...measures }));

describe("the returns of a subject", () => {
  test("each transaction after the first is one, with what was before it", () => {
    const chain = [
      on(0, { channel: "SERVICE_CENTRE", outcome: "REFUSED", endedAt: after(2) }),
      on(5, { channel: "WEB", outcome: "GRANTED", endedAt: after(6) }),
      on(370, { channel: null }),
    ];
    const common = { serviceId: SERVICE.id, procedureId: PROCEDURE.id, channelFirst: "SERVICE_CENTRE", band: "UNKNOWN", n: 1 };
    expect(rows(chain)).toEqual([
      { ...common, day: "2026-03-06", opportunity: "1", channelBefore: "SERVICE_CENTRE", channelNow: "WEB", gap: "D7", outcomeBefore: "REFUSED" },
      { ...common, day: "2027-03-06", opportunity: "2", channelBefore: "WEB", channelNow: "", gap: "D400", outcomeBefore: "GRANTED" },
    ]);
  });

  test("one transaction is none; one taken back leaves the chain", () => {
    expect(rows([])).toEqual([]);
    expect(rows([on(0)])).toEqual([]);
    const between = on(10, { channel: "KIOSK" });
    expect(rows([on(0), between, on(20)]).map(({ channelBefore, gap }) => [channelBefore, gap])).toEqual([["WEB", "D30"], ["KIOSK", "D30"]]);
    expect(rows([on(0), { ...between, withdrawn: true }, on(20)]).map(({ channelBefore, opportunity }) => [channelBefore, opportunity])).toEqual([["WEB", "1"]]);
  });

  test("of one instant, the id tells which came first", () => {
    const [a, b] = [on(0, { id: "0190a000-0000-7000-8000-00000000000a", channel: "WEB" }), on(0, { id: "0190a000-0000-7000-8000-00000000000b", channel: "KIOSK" })];
    expect(rows([b, a])).toEqual(rows([a, b]));
    expect(rows([b, a])).toMatchObject([{ channelBefore: "WEB", channelNow: "KIOSK" }]);
  });

  test("only the first 25 transactions make returns", () => {
    const many = Array.from({ length: 40 }, (_, i) => on(i));
    expect(rows(many).map(({ opportunity }) => opportunity)).toEqual(Array.from({ length: 24 }, (_, i) => String(i + 1)));
  });

  test.each([
    [-1, "D7"], [0, "D7"], [6.999, "D7"], [7, "D30"], [29.999, "D30"], [30, "D90"], [89.999, "D90"], [90, "D400"], [365, "D400"], [399.999, "D400"], [400, "LONGER"], [4000, "LONGER"],
  ])("%d days after the end of the one before: %s", (days, gap) => {
    expect(rows([on(0, { endedAt: after(2), outcome: "GRANTED" }), on(2 + days)])).toMatchObject([{ gap }]);
  });

  test("in flight, the gap counts from the start", () => {
    expect(rows([on(0), on(7)])).toMatchObject([{ gap: "D30", outcomeBefore: "IN_FLIGHT" }]);
  });
});

describe("what changed of a chain", () => {
  const link = fc.record({ days: fc.integer({ min: 0, max: 40 }), channel: fc.constantFrom("WEB", "KIOSK", null), outcome: fc.constantFrom("GRANTED", "REFUSED"), errors: fc.constantFrom(0, 1, null) });
  const chainOf = fc.array(link, { maxLength: 60 }).map((all) =>
    all.map(({ days, channel, outcome, errors }) => transaction(SERVICE, {
      startedAt: after(days), endedAt: after(days + 1), outcome: outcome as "GRANTED", channel: channel as "WEB", subjectKey: "v1:x",
      passages: [passage("FILL", after(days), after(days), { errors })],
    })));
  const summed = (chain: readonly Transaction[]) => new DeltaSum().count(returnContributions(chain.map(history)), 1).deltas().map(({ key, measures }) => [key.join(" "), ...measures]).toSorted();

  test("any order of arrival, any change and any taking back adds up to what the chain is at last", () => {
    fc.assert(
      fc.property(chainOf, fc.infiniteStream(fc.nat()), (chain, chance) => {
        const pick = (n: number): number => (n === 0 ? 0 : (chance.next().value ?? 0) % n);
        const sum = new DeltaSum();
        let known: readonly Transaction[] = [];
        const become = (next: readonly Transaction[]): void => {
          for (const { sign, ...one } of changedReturns(known, next)) sum.count([returnContribution({ ...one, earlier: history(one.earlier) })], sign);
          known = next;
        };
        const waiting = [...chain];
        while (waiting.length > 0) become([...known, ...waiting.splice(pick(waiting.length), 1 + pick(4))]);
        const at = pick(known.length);
        become(known.map((one, i) => (i === at ? { ...one, channel: "EMAIL" as const, startedAt: after(pick(40)), endedAt: after(50) } : one)));
        become(known.filter((_, i) => i % 3 !== pick(3)));
        expect(sum.deltas().map(({ key, measures }) => [key.join(" "), ...measures]).toSorted()).toEqual(summed(known));
      }),
    );
  });

  test("a new last transaction adds one return and touches no other", () => {
    const chain = [on(0), on(10), on(20)];
    const next = on(30);
    expect(changedReturns(chain, [...chain, next])).toEqual([{ opportunity: 3, first: chain[0], earlier: chain[2], later: next, sign: 1 }]);
    expect(changedReturns(chain, chain)).toEqual([]);
  });

  test("of the last transaction, an end changes nothing; its channel, start and procedure do", () => {
    const chain = [on(0), on(10)];
    const [first = on(0), last = on(0)] = chain;
    expect(changedReturns(chain, [first, { ...last, outcome: "GRANTED", endedAt: after(11) }])).toEqual([]);
    for (const change of [{ channel: "KIOSK" }, { startedAt: after(12) }, { procedureId: SERVICE.id }] as const) {
      expect(changedReturns(chain, [first, { ...last, ...change }]).map(({ sign }) => sign)).toEqual([-1, 1]);
    }
  });

  test("the order of what is given is no matter, and it is left as it is", () => {
    const chain = [on(20), on(0), on(10)];
    const given = [...chain];
    expect(returnsOf(chain).map(({ later }) => later)).toEqual([chain[2], chain[0]]);
    expect(chain).toEqual(given);
  });
});

describe("the observed effort of a transaction", () => {
  const QUIET = { errors: 0, retries: 0, helpRequests: 0, channelSwitched: false };
  const band = (...passages: readonly (Omit<Passage, "ordinal"> & Partial<Passage>)[]) => effortBand(history(transaction(SERVICE, { passages })));
  const fill = (more: Partial<Passage>) => passage("FILL", at(0), at(1), more);
  test.each([
    ["nothing happened", [], "UNKNOWN"],
    ["nothing was measured", [passage("FILL", at(0), at(1))], "UNKNOWN"],
    ["an open step with an expected time shows nothing yet", [passage("UPLOAD", at(0), null)], "UNKNOWN"],
    ["all was measured and nothing found", [fill(QUIET)], "NONE"],
    ["one signal measured and nothing found", [fill({ retries: 0 })], "NONE"],
    ["in time", [passage("UPLOAD", at(0), at(9))], "NONE"],
    ["an error", [fill({ ...QUIET, errors: 1 })], "SOME"],
    ["a retry", [fill({ ...QUIET, retries: 1 })], "SOME"],
    ["help", [fill({ ...QUIET, helpRequests: 1 })], "SOME"],
    ["another channel", [fill({ ...QUIET, channelSwitched: true })], "SOME"],
    ["over time", [passage("UPLOAD", at(0), at(20))], "SOME"],
    ["returned for completion, and nothing else measured", [fill({}), passage("CHECK", at(1), at(2)), passage("FILL", at(2), at(3))], "SOME"],
    ["many errors at two steps are one kind", [fill({ errors: 9 }), passage("CHECK", at(2), at(3), { errors: 4 })], "SOME"],
    ["two kinds at one step", [fill({ errors: 1, helpRequests: 1 })], "MUCH"],
    ["two kinds at two steps", [fill({ errors: 1 }), passage("UPLOAD", at(2), at(30))], "MUCH"],
    ["measured in only one of two passages of the step", [fill({ errors: 1 }), passage("FILL", at(2), at(3))], "UNKNOWN"],
  ])("%s", (_, passages, expected) => {
    expect(band(...passages)).toBe(expected);
  });
});
