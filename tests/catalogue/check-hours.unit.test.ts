import { checkHours, DEFAULT_HOURS } from "../../src/catalogue/domain/check-hours";
import type { OpeningHours } from "../../src/catalogue/domain/weekly-hours";

const entry = (change: Partial<OpeningHours> = {}): OpeningHours => ({ weekday: 7, opens: "07:30", closes: "14:30", period: null, ...change });
const problems = (...hours: OpeningHours[]): [string, string][] => checkHours(hours).map(({ code, path }) => [code, path.join(".")]);

test("the hours of an agency that said nothing are Sunday to Thursday, 07:30–14:30", () => {
  expect(checkHours(DEFAULT_HOURS)).toEqual([]);
  expect(DEFAULT_HOURS.map(({ weekday, opens, closes }) => [weekday, opens, closes])).toEqual([7, 1, 2, 3, 4].map((weekday) => [weekday, "07:30", "14:30"]));
});

test("a break at noon, a whole day, and other hours in Ramadan are fine; so is a week without hours", () => {
  expect(problems(entry({ closes: "12:00" }), entry({ opens: "12:00" }), entry({ opens: "09:00", period: "RAMADAN_1447" }), entry({ weekday: 1, opens: "00:00", closes: "24:00" }))).toEqual([]);
  expect(problems()).toEqual([]);
});

test.each([
  [entry({ weekday: 0 }), "WEEKDAY_OUT_OF_RANGE", "0.weekday"],
  [entry({ weekday: 8 }), "WEEKDAY_OUT_OF_RANGE", "0.weekday"],
  [entry({ opens: "7:30" }), "INVALID_TIME_OF_DAY", "0.opens"],
  [entry({ opens: "24:00" }), "INVALID_TIME_OF_DAY", "0.opens"],
  [entry({ closes: "14:60" }), "INVALID_TIME_OF_DAY", "0.closes"],
  [entry({ closes: "07:30" }), "EMPTY_HOURS", "0.closes"],
  [entry({ opens: "22:00", closes: "02:00" }), "EMPTY_HOURS", "0.closes"],
])("%j is refused", (hours, code, path) => {
  expect(problems(hours)).toEqual([[code, path]]);
});

test("two entries of one weekday do not overlap", () => {
  expect(problems(entry(), entry({ opens: "14:29", closes: "16:00" }))).toEqual([["HOURS_OVERLAP", "1.opens"]]);
  expect(problems(entry(), entry({ opens: "08:00", closes: "09:00" }), entry({ weekday: 1 }))).toEqual([["HOURS_OVERLAP", "1.opens"]]);
  expect(problems(...Array.from({ length: 301 }, () => entry()))).toEqual([["TOO_MANY_HOURS", ""]]);
});
