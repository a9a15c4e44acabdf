import fc from "fast-check";
import { parseInstant } from "../../src/shared/instant";
import { localDay } from "../../src/shared/local-day";

const ZONES = ["Asia/Muscat", "Asia/Riyadh", "Asia/Kathmandu", "Africa/Monrovia", "America/St_Johns", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia"];
const slow = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);

test("the day of an instant is the formatter's, in every zone, also around changes of the clock", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.date({ min: new Date("1960-01-01"), max: new Date("2037-01-01"), noInvalidDate: true }), (zone, instant) => {
      // Neighbours share a quarter of an hour or just do not.
      for (const ms of [0, 1, 59_999, 900_000]) {
        const near = new Date(instant.getTime() + ms);
        expect(localDay(near, zone)).toBe(slow(near, zone));
      }
    }),
    { numRuns: 300 },
  );
  expect([localDay(new Date("2026-03-01T19:59:59.999Z"), "Asia/Muscat"), localDay(new Date("2026-03-01T20:00:00Z"), "Asia/Muscat")]).toEqual(["2026-03-01", "2026-03-02"]);
});

test.each([
  ["2026-03-01T09:30:00+04:00", "2026-03-01T05:30:00.000Z"],
  ["2026-03-01 09:30:00.123456+0400", "2026-03-01T05:30:00.123Z"],
  ["2024-02-29t23:59:59z", "2024-02-29T23:59:59.000Z"],
  ["2023-02-29T00:00:00Z", undefined],
  ["2026-04-31T00:00:00Z", undefined],
  ["2026-13-01T00:00:00Z", undefined],
  ["2026-00-10T00:00:00Z", undefined],
  ["2026-01-00T00:00:00Z", undefined],
  ["2026-01-01T24:00:00Z", undefined],
  ["2026-01-01T23:60:00Z", undefined],
  ["2026-12-31T23:59:60Z", undefined],
  ["2026-03-01T09:30:00", undefined],
  ["2026-03-01T09:30:00+25:00", undefined],
  ["2026-03-01", undefined],
  ["", undefined],
])("%s is %s", (text, instant) => {
  expect(parseInstant(text)?.toISOString()).toBe(instant);
});
