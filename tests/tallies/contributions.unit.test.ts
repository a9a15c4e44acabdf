import type { Outcome } from "../../src/transactions/domain/outcome";
import type { Passage, Transaction } from "../../src/transactions/domain/transaction";
import { contributions } from "../../src/tallies/domain/contributions";
import { logBucket } from "../../src/statistics/log-bucket";
import { procedureFacts } from "../support/procedure-facts";
import { at, passage, transaction } from "../support/transaction-fixture";

const PROCEDURE = procedureFacts([
  { code: "FILL", kind: "FILL_IN" },
  { code: "UPLOAD", kind: "UPLOAD", expectedSeconds: 600 },
  { code: "CHECK", kind: "REVIEW" },
  { code: "FIX", kind: "FIX" },
  { code: "PAY", kind: "PAY" },
]);
const SERVICE = { id: "0190a000-0000-7000-8000-0000000000ff", procedureId: PROCEDURE.id };
const rowsOf = (one: Transaction) => contributions(one, PROCEDURE, "Asia/Muscat", null);

type Steps = readonly (Omit<Passage, "ordinal"> & Partial<Passage>)[];
/** Passages of ten minutes each, one after the other, the last still open where `open`. */
const walk = (steps: readonly string[], open = false): Steps =>
  steps.map((step, i) => passage(step, at(i * 10), open && i === steps.length - 1 ? null : at(i * 10 + 10)));

function passageRow(step: string, passages: Steps, facts: Partial<Omit<Transaction, "passages">> = {}): Readonly<Record<string, number | undefined>> {
  const row = rowsOf(transaction(SERVICE, { ...facts, passages })).find(({ tally, key }) => tally.name === "passage" && (key as { stepCode?: string }).stepCode === step);
  if (row === undefined) throw new Error(`${step} is not reached`);
  return row.measures;
}
const ended = (outcome: Outcome) => ({ outcome, endedAt: at(600) });

describe("fate of a transaction-step", () => {
  const fate = (step: string, passages: Steps, facts = {}): string => {
    const { proceeded, abandoned } = passageRow(step, passages, facts);
    return proceeded === 1 ? "proceeded" : abandoned === 1 ? "abandoned" : "none";
  };
  test.each([
    ["in flight at the step", "UPLOAD", walk(["FILL", "UPLOAD"], true), {}, "none"],
    ["in flight further on", "FILL", walk(["FILL", "UPLOAD"], true), {}, "proceeded"],
    ["decided at the step", "CHECK", walk(["FILL", "CHECK"]), ended("REFUSED"), "proceeded"],
    ["given up in the beneficiary's turn", "UPLOAD", walk(["FILL", "UPLOAD"], true), ended("ABANDONED"), "abandoned"],
    ["expired in the beneficiary's turn", "PAY", walk(["CHECK", "PAY"], true), ended("EXPIRED"), "abandoned"],
    ["withdrawn in the beneficiary's turn", "FILL", walk(["FILL"], true), ended("WITHDRAWN"), "abandoned"],
    ["given up while the agency has the turn", "CHECK", walk(["FILL", "CHECK"], true), ended("WITHDRAWN"), "none"],
    ["failed", "PAY", walk(["FILL", "PAY"]), ended("FAILED"), "none"],
    ["left, came back, gave up there", "UPLOAD", walk(["UPLOAD", "CHECK", "UPLOAD"], true), ended("ABANDONED"), "abandoned"],
    ["left, came back, still there", "UPLOAD", walk(["UPLOAD", "CHECK", "UPLOAD"], true), {}, "none"],
    ["a status mapping gave the turn to the beneficiary", "CHECK", [passage("CHECK", at(0), null, { turn: "BENEFICIARY" })], ended("ABANDONED"), "abandoned"],
  ])("%s", (_, step, passages, facts, expected) => {
    expect(fate(step, passages, facts)).toBe(expected);
  });
});

describe("returned for completion", () => {
  const returned = (passages: Steps): readonly string[] =>
    [...new Set(passages.map((one) => one.step))].filter((step) => passageRow(step, passages).returnedForCompletion === 1);
  test.each([
    ["back at a step passed before", walk(["FILL", "CHECK", "FILL", "CHECK"]), ["FILL"]],
    ["three times back is once", walk(["FILL", "CHECK", "FILL", "CHECK", "FILL", "CHECK", "FILL"]), ["FILL"]],
    ["a step to fix counts at once", walk(["FILL", "CHECK", "FIX", "CHECK"]), ["FIX"]],
    ["going on to a new step of one's own is none", walk(["FILL", "CHECK", "PAY"]), []],
    ["going back oneself is none", walk(["FILL", "UPLOAD", "FILL", "CHECK"]), []],
    ["a step to fix straight after one's own is none", walk(["FILL", "FIX"]), []],
    ["the agency's own repeat is none", walk(["CHECK", "PAY", "CHECK"]), []],
  ])("%s", (_, passages, expected) => {
    expect(returned(passages)).toEqual(expected);
  });
});

describe("not measured is not zero", () => {
  test("a signal is known only where every passage of the step was measured", () => {
    const twice = (first: number | null, second: number | null): Steps => [
      passage("FILL", at(0), at(1), { errors: first }), passage("CHECK", at(2), at(3)), passage("FILL", at(4), at(5), { errors: second }),
    ];
    expect(passageRow("FILL", twice(null, null))).toMatchObject({ withError: 0, errorKnown: 0, errors: 0, errorPassages: 0, passages: 2 });
    expect(passageRow("FILL", twice(2, null))).toMatchObject({ withError: 0, errorKnown: 0, errors: 2, errorPassages: 1 });
    expect(passageRow("FILL", twice(2, 0))).toMatchObject({ withError: 1, errorKnown: 1, errors: 2, errorPassages: 2 });
    expect(passageRow("FILL", twice(0, 0))).toMatchObject({ withError: 0, errorKnown: 1, errors: 0, errorPassages: 2 });
  });
  test("each signal has its own denominator", () => {
    expect(passageRow("FILL", [passage("FILL", at(0), at(1), { retries: 0, helpRequests: 1, channelSwitched: false })])).toMatchObject({
      errorKnown: 0, withRetry: 0, retryKnown: 1, withHelp: 1, helpKnown: 1, withChannelSwitch: 0, channelSwitchKnown: 1,
    });
  });
  test("over time is known only of closed passages of a step with an expected time", () => {
    const of = (minutes: number | null) => passageRow("UPLOAD", [passage("UPLOAD", at(0), minutes === null ? null : at(minutes))]);
    expect(of(10)).toMatchObject({ overTime: 0, overTimeKnown: 1, overExpectedMs: 0 });
    expect(of(12.5)).toMatchObject({ overTime: 0, overTimeKnown: 1, overExpectedMs: 150_000 });
    expect(of(13)).toMatchObject({ overTime: 1, overTimeKnown: 1, overExpectedMs: 180_000 });
    expect(of(null)).toMatchObject({ overTime: 0, overTimeKnown: 0, overExpectedMs: 0 });
    expect(passageRow("FILL", walk(["FILL"])).overTimeKnown).toBeUndefined();
  });
});

describe("days are those of the event in the agency's zone", () => {
  test("a transaction on the day it ended, a step on the day it was first entered, an edge on the day of its second step", () => {
    const passages = [
      passage("FILL", new Date("2026-03-01T19:59:00Z"), new Date("2026-03-01T20:01:00Z")),
      passage("CHECK", new Date("2026-03-01T20:01:00Z"), new Date("2026-03-05T08:00:00Z")),
      passage("FILL", new Date("2026-03-07T08:00:00Z"), new Date("2026-03-07T09:00:00Z")),
    ];
    const rows = rowsOf(transaction(SERVICE, { passages, outcome: "GRANTED", endedAt: new Date("2026-03-09T21:00:00Z") }));
    const days = (name: string, label: string) =>
      rows.filter(({ tally }) => tally.name === name).map(({ key }) => [(key as unknown as Record<string, string>)[label], key.day]);
    expect(days("transaction", "outcome")).toEqual([["GRANTED", "2026-03-10"]]);
    expect(days("variant", "outcome")).toEqual([[undefined, "2026-03-10"]]);
    expect(days("passage", "stepCode")).toEqual([["FILL", "2026-03-01"], ["CHECK", "2026-03-02"]]);
    expect(days("edge", "toStep")).toEqual([["FILL", "2026-03-01"], ["CHECK", "2026-03-02"], ["FILL", "2026-03-07"], ["", "2026-03-10"]]);
    expect(new Set(days("duration", "stepCode").map(String))).toEqual(new Set(["FILL,2026-03-01", "CHECK,2026-03-02", ",2026-03-10"]));
    expect(days("transaction", "outcome")).toEqual([["GRANTED", "2026-03-10"]]);
  });
  test("in flight: on the day it started, without an edge to the end", () => {
    const rows = rowsOf(transaction(SERVICE, { passages: walk(["FILL", "CHECK"], true) }));
    expect(rows.filter(({ tally }) => tally.name === "transaction").map(({ key }) => key.day)).toEqual(["2026-03-01"]);
    expect(rows.filter(({ tally }) => tally.name === "edge").map(({ key }) => (key as { toStep?: string }).toStep)).toEqual(["FILL", "CHECK"]);
  });
});

describe("waiting and service time", () => {
  // METHODS 6.5, vector `waiting-service` (seconds).
  const EVENTS = [
    { step: "FILL", start: 0, end: 60, waiting: null },
    { step: "UPLOAD", start: 600, end: 720, waiting: 540 },
    { step: "UPLOAD", start: 720, end: 780, waiting: 0 },
    { step: "CHECK", start: 700, end: 900, waiting: 0 },
  ];
  test("as the vector says: waiting from the latest end so far, never negative, none for the first", () => {
    const passages = EVENTS.map(({ step, start, end }) => passage(step, at(start / 60), at(end / 60)));
    const rows = rowsOf(transaction(SERVICE, { passages })).filter(({ tally }) => tally.name === "duration");
    const got = rows.map(({ key, measures, bucket }) => [(key as { stepCode?: string }).stepCode, (key as { kind?: string }).kind, (measures as { totalMs: number }).totalMs / 1000, bucket]);
    const bucketOf = (seconds: number) => (seconds === 0 ? undefined : logBucket(seconds));
    expect(got).toEqual(EVENTS.flatMap(({ step, start, end, waiting }) => [
      ...(waiting === null ? [] : [[step, "WAITING", waiting, bucketOf(waiting)]]), [step, "SERVICE", end - start, bucketOf(end - start)],
    ]));
  });
  test("waiting carries the turn of the step entered", () => {
    const rows = rowsOf(transaction(SERVICE, { passages: [passage("FILL", at(0), at(1)), passage("CHECK", at(5), null)] }));
    expect(rows.find(({ key }) => (key as { kind?: string }).kind === "WAITING")).toMatchObject({ key: { stepCode: "CHECK", turn: "AGENCY" }, measures: { totalMs: 240_000 } });
  });
});

describe("the transaction itself", () => {
  const measures = (facts: Partial<Omit<Transaction, "passages">>, passages: Steps = walk(["FILL"])) => rowsOf(transaction(SERVICE, { ...facts, passages }))[0]?.measures;
  test("withdrawn before any step of the government", () => {
    expect(measures(ended("WITHDRAWN"))).toMatchObject({ withdrawnBeforeGovernment: 1 });
    expect(measures(ended("WITHDRAWN"), [])).toMatchObject({ withdrawnBeforeGovernment: 1 });
    expect(measures(ended("WITHDRAWN"), walk(["FILL", "CHECK"]))).toMatchObject({ withdrawnBeforeGovernment: 0 });
    expect(measures(ended("ABANDONED"))).toMatchObject({ withdrawnBeforeGovernment: 0 });
  });
  test("a promise is kept by a decision on the day promised, and by nothing else", () => {
    expect(measures({ ...ended("REFUSED"), promisedBy: "2026-03-01" })).toMatchObject({ withPromise: 1, promiseKept: 1 });
    expect(measures({ ...ended("GRANTED"), promisedBy: "2026-02-28" })).toMatchObject({ withPromise: 1, promiseKept: 0 });
    expect(measures({ ...ended("ABANDONED"), promisedBy: "2026-03-01" })).toMatchObject({ withPromise: 1, promiseKept: 0 });
    expect(measures({ promisedBy: "2026-03-01" })).toMatchObject({ withPromise: 1, promiseKept: 0 });
  });
  test("taken back, it counts nowhere", () => {
    expect(rowsOf(transaction(SERVICE, { passages: walk(["FILL", "CHECK"]), withdrawn: true }))).toEqual([]);
  });
  test("without a passage there is no path and no edge", () => {
    expect(rowsOf(transaction(SERVICE, ended("GRANTED"))).map(({ tally }) => tally.name)).toEqual(["transaction", "duration"]);
  });
});
