import { checkStatusMeanings, type StatusMapping } from "../../src/catalogue/domain/check-status-meanings";
import { StatusOutcome } from "../../src/catalogue/domain/status-outcome";
import { Outcome } from "../../src/transactions/domain/outcome";

const REVIEW: StatusMapping = { status: "قيد المراجعة", stepCode: "REVIEW", outcome: null };
const problems = (...statuses: StatusMapping[]): [string, string][] => checkStatusMeanings(statuses, new Set(["REVIEW", "PAY"])).map(({ code, path }) => [code, path.join(".")]);

test("a status enters a step, ends the transaction, or both", () => {
  expect(problems(REVIEW, { status: "PAID", stepCode: "PAY", outcome: "GRANTED" }, { status: "CANCELLED", stepCode: null, outcome: "WITHDRAWN" })).toEqual([]);
  expect(problems({ ...REVIEW, stepCode: null })).toEqual([["STATUS_WITHOUT_MEANING", "0"]]);
});

test("each stands once, under a name that can be stored, on a step that is there", () => {
  expect(problems(REVIEW, REVIEW)).toEqual([["STATUS_REPEATED", "1.status"]]);
  expect(problems({ ...REVIEW, stepCode: "NOWHERE" })).toEqual([["STEP_UNKNOWN", "0.step"]]);
  expect(problems({ ...REVIEW, status: " " }, { ...REVIEW, status: "a\0" }, { ...REVIEW, status: "x".repeat(201) })).toEqual([
    ["TEXT_EMPTY", "0.status"],
    ["TEXT_INVALID", "1.status"],
    ["TEXT_TOO_LONG", "2.status"],
  ]);
});

test("nothing and far too much are refused", () => {
  expect(problems()).toEqual([["EMPTY_BATCH", ""]]);
  expect(problems(...Array.from({ length: 501 }, () => REVIEW))).toEqual([["TOO_MANY_STATUSES", ""]]);
});

test("the outcomes a status may mean are those of a transaction, but for being in flight", () => {
  expect(["IN_FLIGHT", ...Object.keys(StatusOutcome)]).toEqual(Object.keys(Outcome));
});
