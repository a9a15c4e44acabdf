import type { House } from "../../src/app";
import { fine } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { statementsOf } from "../support/count-statements";
import { type Desk, openDesk, status, unusedReference } from "../transactions/intake-support";
import { fromCounts, fromFacts } from "./recount";

let desk: Desk;
let house: House;
beforeAll(async () => {
  desk = await openDesk();
  ({ house } = desk.app);
});
afterAll(() => desk.app.close());

const DAY = 86_400_000;
const T = (days: number): string => new Date(Date.parse("2024-01-01T09:00:00+04:00") + days * DAY).toISOString();
const CHANNELS = ["WEB", "KIOSK", "MOBILE_APP", "SERVICE_CENTRE"];
const person = () => ({ scheme: "CIVIL_NUMBER", value: String(100_000_000 + Math.floor(Math.random() * 899_999_999)) });
/** A transaction of one day that is granted, with errors as told. */
const whole = (days: number, more: object = {}, errors = 0) => ({
  service: desk.service.code, reference: unusedReference(), startedAt: T(days), channel: "WEB", endedAt: T(days + 1), outcome: "GRANTED",
  passages: [{ ordinal: 1, step: "FILL", enteredAt: T(days), leftAt: T(days + 0.5), errors }],
  ...more,
});

const returnsOnly = (rows: Record<string, readonly number[]>) => Object.fromEntries(Object.entries(rows).filter(([key]) => key.startsWith("return ")));
async function exact(): Promise<number> {
  const facts = returnsOnly(await fromFacts(house, desk.service.id));
  expect(returnsOnly(await fromCounts(house, desk.service.id))).toEqual(facts);
  const lengths = await desk.query(`
    SELECT 1 FROM return_subject FULL JOIN (
      SELECT service_id, subject_key, count(*) AS n FROM transaction WHERE subject_key IS NOT NULL AND NOT withdrawn GROUP BY service_id, subject_key
    ) AS chain USING (service_id, subject_key)
    WHERE coalesce(transactions, 0) <> coalesce(n, 0)`);
  expect(lengths).toEqual([]);
  const verified = fine(await house.tallyChecks.verify.verify(OPERATOR, [desk.service.code]));
  expect(verified.differences).toEqual({});
  return Object.values(facts).reduce((sum, [n = 0]) => sum + n, 0);
}

test("reports read who came back, through which channel, after how long and how hard it had been; before and after the fold", async () => {
  const subject = person();
  await desk.record([whole(0, { subject, channel: "SERVICE_CENTRE", outcome: "REFUSED" }, 2)]);
  await desk.record([whole(3, { subject, channel: "WEB" }), whole(370, { subject, channel: "WEB" })]);
  await desk.record([whole(3, { subject: person() }), whole(4)]);
  const query = { serviceIds: [desk.service.id], period: { from: "2024-01-01", to: "2024-06-01" } };
  const counted = async (period = query.period) => house.units.read((unit) => house.tallies.lookup.returns(unit, { ...query, period }));
  const first = { serviceId: desk.service.id, opportunity: 1, channelFirst: "SERVICE_CENTRE", channelBefore: "SERVICE_CENTRE", channelNow: "WEB", gap: "D7", outcomeBefore: "REFUSED", band: "SOME", n: 1 };
  const second = { ...first, opportunity: 2, channelBefore: "WEB", gap: "D400", outcomeBefore: "GRANTED", band: "NONE" };
  expect(await counted()).toEqual([first]);
  const years = { from: "2024-01-01", to: "2026-01-01" };
  expect(await counted(years)).toEqual([first, second]);
  expect(await counted({ from: "2024-01-04", to: "2024-01-05" })).toEqual([first]);
  expect(await counted({ from: "2024-01-01", to: "2024-01-04" })).toEqual([]);
  await house.tallies.fold.fold(OPERATOR);
  expect(await counted(years)).toEqual([first, second]);
});

test("eight batches at once about the same twenty people, in any order, extended, replaced and withdrawn meanwhile", async () => {
  const people = Array.from({ length: 20 }, person);
  const batches = Array.from({ length: 8 }, (_, b) =>
    Array.from({ length: 4 }, (__, round) =>
      people.map((subject, p) => {
        // Rounds and batches interleave in time, so that most come between two that are there.
        const days = ((round * 37 + b * 11 + p * 7) % 90) + b / 10;
        const sent = whole(days, { subject, channel: CHANNELS[(b + round + p) % 4] }, (p + round) % 3 === 0 ? 1 : 0);
        return round % 2 === 0 ? { ...sent, endedAt: null, outcome: null } : sent;
      })));
  const results = await Promise.all(batches.map(async (rounds, b) => {
    const told: unknown[] = [];
    for (const [round, items] of rounds.entries()) {
      told.push(...status(await desk.record(b % 2 === 0 ? items : items.toReversed())));
      if (round % 2 === 0) told.push(...status(await desk.record(items.map((item) => ({ ...item, endedAt: T(95), outcome: "REFUSED" })))));
      const named = items.slice(b, b + 4).map(({ service, reference }) => ({ service, reference }));
      if (round === 1) told.push(...status(await desk.correct(named.map((one) => ({ ...one, action: "WITHDRAW" })))));
      if (round === 2) {
        const wrong = items.slice(b, b + 4).map((item, i) => ({ ...item, subject: people[(b + i + 5) % 20], channel: "EMAIL" }));
        told.push(...status(await desk.correct(named.map((one, i) => ({ ...one, action: "REPLACE", transaction: wrong[i] })))));
      }
      if (round === 3) await house.tallies.fold.fold(OPERATOR);
    }
    return told;
  }));
  expect([...new Set(results.flat())].toSorted()).toEqual(["EXTENDED", "RECORDED", "REPLACED", "WITHDRAWN"]);
  expect(await exact()).toBeGreaterThan(350);
  await house.tallies.fold.fold(OPERATOR);
  await exact();
});

test("one with very many transactions has 24 returns, whichever come late and whichever are taken back", async () => {
  const subject = person();
  const before = await exact();
  const many = Array.from({ length: 60 }, (_, i) => whole(100 + i, { subject }));
  await desk.record(many.slice(20));
  expect(await exact()).toBe(before + 24);
  await desk.record(many.slice(0, 20).toReversed());
  expect(await exact()).toBe(before + 24);
  const named = many.map(({ service, reference }) => ({ service, reference, action: "WITHDRAW" }));
  await desk.correct(named.slice(3, 30));
  expect(await exact()).toBe(before + 24);
  await desk.correct(named.slice(30, 50));
  expect(await exact()).toBe(before + 12);
  const back = many.slice(3, 6).map((transaction) => ({ service: transaction.service, reference: transaction.reference, action: "REPLACE", transaction }));
  await desk.correct(back);
  expect(await exact()).toBe(before + 15);
  await desk.correct(named);
  expect(await exact()).toBe(before);
});

test("learning late whom a transaction was for puts it in the chain; correcting whom moves it", async () => {
  const before = await exact();
  const [someone, other] = [person(), person()];
  const unsaid = whole(30);
  await desk.record([whole(10, { subject: someone }), whole(50, { subject: someone }), whole(20, { subject: other }), unsaid]);
  expect(await exact()).toBe(before + 1);
  expect(status(await desk.record([{ ...unsaid, subject: someone }]))).toEqual(["EXTENDED"]);
  expect(await exact()).toBe(before + 2);
  const correct = (transaction: object) => desk.correct([{ service: unsaid.service, reference: unsaid.reference, action: "REPLACE", transaction }]);
  await correct({ ...unsaid, subject: other });
  expect(await exact()).toBe(before + 2);
  await correct(unsaid);
  expect(await exact()).toBe(before + 1);
});

test("statements: none without subjects, one for people nobody knew, and to read only what a return needs", async () => {
  const sent = async (items: readonly object[]) => {
    const all = await statementsOf(house.dataSource, () => desk.record(items));
    return all.flatMap((sql) => /\/\* (lock-return-subjects|subject-chains|transactions|passages|append-return-deltas) \*\//u.exec(sql)?.[1] ?? []);
  };
  const people = Array.from({ length: 50 }, person);
  const items = people.map((subject, i) => whole(i, { subject }));
  const open = items.map((item) => ({ ...item, endedAt: null, outcome: null }));
  expect(await sent(items.map((item) => ({ ...item, reference: unusedReference(), subject: null })))).toEqual([]);
  expect(await sent(open)).toEqual(["lock-return-subjects"]);
  expect(await sent(items)).toEqual(["transactions", "passages", "lock-return-subjects"]);
  expect(await sent(people.map((subject) => whole(200, { subject })))).toEqual(["lock-return-subjects", "subject-chains", "transactions", "passages", "append-return-deltas"]);
  expect(await sent([whole(300, { subject: people[0] }), whole(301, { subject: people[0] })])).toEqual(["lock-return-subjects", "subject-chains", "transactions", "passages", "append-return-deltas"]);
  const both = person();
  expect(await sent([whole(0, { subject: both }), whole(1, { subject: both })])).toEqual(["lock-return-subjects", "append-return-deltas"]);
  await exact();
});
