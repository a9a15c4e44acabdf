import fc from "fast-check";
import { localDay } from "../../src/shared/local-day";
import { zoneOffset } from "../../src/shared/zone-offset";
import { NATIONAL_SENDING_HOURS, parseSendingHours, rangesOn, type SendingRule } from "../../src/surveys/domain/sending-hours";
import { sendingWindow } from "../../src/surveys/domain/sending-window";

const NATIONAL = parseSendingHours(NATIONAL_SENDING_HOURS) as readonly SendingRule[];
const RAMADAN = { code: "RAMADAN_1447", from: "2026-02-18", to: "2026-03-20" };
const MUSCAT = { timeZone: "Asia/Muscat", periods: [RAMADAN] };

const at = (text: string): Date => new Date(`${text}+04:00`);
const window = (now: string, rules = NATIONAL): string[] => {
  const { notBefore, notAfter } = sendingWindow(at(now), rules, MUSCAT);
  return [notBefore, notAfter].map((time) => new Date(time.getTime() + 4 * 3_600_000).toISOString().slice(0, 16));
};

test.each([
  ["by day: now, until the evening", "2026-01-13T10:17:00", ["2026-01-13T10:17", "2026-01-13T20:00"]],
  ["at night: in the morning", "2026-01-13T23:30:00", ["2026-01-14T09:00", "2026-01-14T20:00"]],
  ["too late to begin", "2026-01-13T19:45:00", ["2026-01-14T09:00", "2026-01-14T20:00"]],
  ["on Friday before the prayer", "2026-01-16T09:30:00", ["2026-01-16T09:30", "2026-01-16T11:00"]],
  ["on Friday noon: after it", "2026-01-16T12:10:00", ["2026-01-16T14:00", "2026-01-16T20:00"]],
  ["in Ramadan, early", "2026-02-24T08:00:00", ["2026-02-24T10:00", "2026-02-24T16:00"]],
  ["in Ramadan, when the fast is broken: after it", "2026-02-24T18:30:00", ["2026-02-24T20:30", "2026-02-24T22:00"]],
  ["on a Friday of Ramadan", "2026-02-27T10:30:00", ["2026-02-27T14:00", "2026-02-27T16:00"]],
  ["the night after Ramadan", "2026-03-19T22:30:00", ["2026-03-20T09:00", "2026-03-20T11:00"]],
])("%s", (_when, now, expected) => {
  expect(window(now)).toEqual(expected);
});

const zone = fc.constantFrom("Asia/Muscat", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns", "Africa/Cairo");
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) }).map((time) => new Date(time));
const ranges = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }).map((hours) => [...hours].sort((a, b) => a - b).map((hour) => `${String(hour).padStart(2, "0")}:00-${String(hour + 1).padStart(2, "0")}:00`).join(" "));
const heads = fc.subarray(["FRI", "SUN", "RAMADAN", "RAMADAN FRI", "EID"]);
const rules = fc.tuple(ranges, heads, fc.array(ranges, { minLength: 5, maxLength: 5 })).map(([first, names, others]) => parseSendingHours([first, ...names.map((name, i) => `${name} ${others[i] ?? ""}`)].join("; ")));

test("never before now, never outside the hours, never long in coming", () => {
  fc.assert(
    fc.property(instant, zone, fc.oneof(fc.constant(NATIONAL), rules), fc.date({ min: new Date("2024-01-01"), max: new Date("2032-01-01"), noInvalidDate: true }), (now, timeZone, given, start) => {
      const chosen = given as readonly SendingRule[];
      const from = start.toISOString().slice(0, 10);
      const periods = [{ code: "RAMADAN_X", from, to: new Date(start.getTime() + 30 * 86_400_000).toISOString().slice(0, 10) }];
      const { notBefore, notAfter } = sendingWindow(now, chosen, { timeZone, periods });
      expect(notBefore.getTime()).toBeGreaterThanOrEqual(now.getTime());
      expect(notAfter.getTime() - notBefore.getTime()).toBeGreaterThanOrEqual(30 * 60_000);
      expect(notBefore.getTime() - now.getTime()).toBeLessThanOrEqual(3 * 86_400_000);
      // Anywhere within, the clock on the wall shows an allowed hour of that day.
      for (const share of [0, 0.3, 0.7, 0.999]) {
        const time = notBefore.getTime() + share * (notAfter.getTime() - notBefore.getTime());
        const day = localDay(new Date(time), timeZone);
        const sinceMidnight = time + zoneOffset(time, timeZone) - Date.parse(`${day}T00:00:00Z`);
        const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
        const codes = periods.filter((period) => period.from <= day && day < period.to).map(({ code }) => code);
        const allowed = rangesOn(chosen, weekday, codes);
        expect([time, allowed.some((range) => range.from <= sinceMidnight && sinceMidnight < range.to)]).toEqual([time, true]);
      }
    }),
    { numRuns: 400 },
  );
});

test.each(["", "FRI 09:00-10:00", "09:00-09:30", "10:00-09:00", "09:00-25:00", "09:00-24:30", "9-10", "09:00-10:00; FRI", "09:00-10:00; FRI 09:00-10:00; FRI 10:00-11:00", "09:00-11:00 10:00-12:00", "09:00-10:00; A B 09:00-10:00", "09:00-10:00;"])("cannot be read: %j", (text) => {
  expect(parseSendingHours(text)).toBeUndefined();
});
