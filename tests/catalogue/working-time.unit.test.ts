import fc from "fast-check";
import { changedDays } from "../../src/catalogue/domain/changed-days";
import { DEFAULT_HOURS } from "../../src/catalogue/domain/check-hours";
import type { EffectiveCalendar } from "../../src/catalogue/domain/effective-calendar";
import type { OpeningHours } from "../../src/catalogue/domain/weekly-hours";
import { workingMs } from "../../src/catalogue/domain/working-time";
import { addDays } from "../../src/shared/local-day";

const HOUR = 3_600_000;
const open = (weekday: number, opens: string, closes: string, period: string | null = null): OpeningHours => ({ weekday, opens, closes, period });
const calendar = (more: Partial<EffectiveCalendar> = {}): EffectiveCalendar => ({ timeZone: "Asia/Muscat", weeks: [{ validFrom: null, hours: DEFAULT_HOURS }], periods: [], holidays: [], ...more });
const hours = (from: string, to: string, of: EffectiveCalendar, offset = "+04:00"): number => workingMs(new Date(`${from}:00${offset}`), new Date(`${to}:00${offset}`), of) / HOUR;

test("an agency that has said nothing works from Sunday to Thursday, 07:30 to 14:30", () => {
  // 1 March 2026 is a Sunday.
  expect(hours("2026-03-01T00:00", "2026-03-08T00:00", calendar())).toBe(35);
  expect(hours("2026-03-01T09:00", "2026-03-01T11:30", calendar())).toBe(2.5);
  expect(hours("2026-03-05T14:00", "2026-03-08T08:00", calendar())).toBe(1);
  expect(hours("2026-03-05T14:30", "2026-03-08T07:30", calendar())).toBe(0);
  expect(hours("2026-03-08T08:00", "2026-03-05T14:00", calendar())).toBe(0);
});

test("days off, a calendar's first day, a break at noon, and the hours of a Ramadan in place of the whole week", () => {
  const spring = [open(7, "08:00", "12:00"), open(7, "13:00", "24:00"), open(6, "09:00", "10:00"), open(7, "10:00", "12:00", "RAMADAN"), open(1, "10:00", "12:00", "RAMADAN")];
  const one = calendar({ weeks: [{ validFrom: null, hours: DEFAULT_HOURS }, { validFrom: "2026-03-03", hours: spring }], periods: [{ code: "RAMADAN", from: "2026-03-15", to: "2026-03-20" }], holidays: ["2026-03-01"] });
  const ofDay = (day: string): number => hours(`${day}T00:00`, `${addDays(day, 1)}T00:00`, one);
  expect(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-07", "2026-03-08", "2026-03-15", "2026-03-16", "2026-03-19", "2026-03-21", "2026-03-22"].map(ofDay)).toEqual([0, 7, 0, 1, 15, 2, 2, 0, 1, 15]);
  const overlapping = { ...one, periods: [...one.periods, { code: "SUMMER", from: "2026-03-10", to: "2026-04-01" }] };
  expect(hours("2026-03-15T00:00", "2026-03-16T00:00", overlapping)).toBe(2);
});

test("where clocks are changed, what the clock on the wall shows counts", () => {
  const night = [1, 2, 3, 4, 5, 6, 7].map((weekday) => open(weekday, "01:30", "03:30"));
  const berlin = calendar({ timeZone: "Europe/Berlin", weeks: [{ validFrom: null, hours: night }] });
  const ofNight = (day: string): number => workingMs(new Date(`${addDays(day, -1)}T12:00:00Z`), new Date(`${day}T12:00:00Z`), berlin) / HOUR;
  expect(["2026-03-28", "2026-03-29", "2026-10-25"].map(ofNight)).toEqual([2, 1, 3]);
});

test("outside 1900–2199 nobody works", () => {
  expect(workingMs(new Date("0001-01-01T00:00:00Z"), new Date("1890-01-01T00:00:00Z"), calendar())).toBe(0);
  const all = calendar({ weeks: [{ validFrom: null, hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => open(weekday, "00:00", "24:00")) }], timeZone: "UTC" });
  expect(workingMs(new Date("2199-12-31T00:00:00Z"), new Date("2300-01-01T00:00:00Z"), all)).toBe(24 * HOUR);
});

const day = fc.integer({ min: 0, max: 500 }).map((n) => addDays("2025-09-01", n));
const time = fc.integer({ min: 0, max: 47 }).map((n) => `${String(Math.floor(n / 2)).padStart(2, "0")}:${n % 2 === 0 ? "00" : "30"}`);
const week = fc.uniqueArray(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), opens: time, closes: fc.oneof(time, fc.constant("24:00")), period: fc.constantFrom(null, null, "A", "B") }), {
  selector: ({ weekday, period }) => `${String(weekday)} ${period ?? ""}`, maxLength: 14,
}).map((entries) => entries.filter(({ opens, closes }) => opens < closes));
const calendars = fc.record({
  timeZone: fc.constantFrom("Asia/Muscat", "Europe/Berlin", "Africa/Cairo", "Africa/Casablanca", "America/St_Johns", "Australia/Lord_Howe"),
  weeks: fc.tuple(week, fc.uniqueArray(fc.record({ validFrom: day, hours: week }), { selector: ({ validFrom }) => validFrom, maxLength: 2 }))
    .map(([first, later]) => [{ validFrom: null, hours: first }, ...later.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))]),
  periods: fc.tuple(day, day).map(([a, b]) => [{ code: "A", from: a, to: addDays(a, 30) }, { code: "B", from: b, to: addDays(b, 10) }]),
  holidays: fc.uniqueArray(day, { maxLength: 5 }),
});
const instant = fc.integer({ min: Date.UTC(2025, 8, 1), max: Date.UTC(2027, 0, 1) }).map((ms) => new Date(ms));

test("property: parts of a time add up to the whole, and working time is part of clock time", () => {
  fc.assert(fc.property(calendars, fc.array(instant, { minLength: 2, maxLength: 6 }), (of, instants) => {
    const sorted = instants.toSorted((a, b) => a.getTime() - b.getTime());
    const [first, last] = [sorted[0] as Date, sorted.at(-1) as Date];
    const parts = sorted.slice(1).map((to, i) => workingMs(sorted[i] as Date, to, of));
    const whole = workingMs(first, last, { ...of });
    expect(parts.reduce((sum, ms) => sum + ms, 0)).toBe(whole);
    expect(whole).toBeLessThanOrEqual(last.getTime() - first.getTime());
    for (const ms of parts) expect(ms >= 0 && Number.isInteger(ms)).toBe(true);
  }));
});

/** Whether the clock on the wall shows an opening hour: read anew, minute by minute. */
function openAt(minute: number, { timeZone, weeks, periods, holidays }: EffectiveCalendar): boolean {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", weekday: "short" }).formatToParts(minute).map(({ type, value }) => [type, value]));
  const [today, now] = [`${parts["year"] ?? ""}-${parts["month"] ?? ""}-${parts["day"] ?? ""}`, `${parts["hour"] ?? ""}:${parts["minute"] ?? ""}`];
  if (holidays.includes(today)) return false;
  const week = weeks.filter(({ validFrom }) => validFrom === null || validFrom <= today).at(-1)?.hours ?? [];
  const inForce = periods.filter(({ code, from, to }) => from <= today && today < to && week.some(({ period }) => period === code));
  const latest = inForce.toSorted((a, b) => (`${a.from}${a.code}` < `${b.from}${b.code}` ? 1 : -1))[0]?.code ?? null;
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts["weekday"] ?? "") + 1;
  return week.some((entry) => entry.period === latest && entry.weekday === weekday && entry.opens <= now && now < entry.closes);
}

test("property: as many minutes as an independent walk over the clock on the wall finds open", () => {
  fc.assert(fc.property(calendars, fc.integer({ min: 0, max: 480 * 24 }), fc.integer({ min: 0, max: 72 * 60 }), (of, startHour, minutes) => {
    const from = Date.UTC(2025, 8, 1) + startHour * HOUR;
    let counted = 0;
    for (let minute = 0; minute < minutes; minute += 15) if (openAt(from + minute * 60_000, of)) counted += 15;
    // Openings and changes of clocks fall on quarters of an hour, so one minute stands for fifteen.
    expect(workingMs(new Date(from), new Date(from + Math.ceil(minutes / 15) * 900_000), of)).toBe(counted * 60_000);
  }), { numRuns: 60 });
});

test("property: what calendars count differently has a share in the changed days", () => {
  fc.assert(fc.property(calendars, calendars, fc.array(fc.tuple(instant, instant), { maxLength: 5 }), (a, other, pairs) => {
    const b = { ...other, timeZone: "UTC" };
    const before = { ...a, timeZone: "UTC" };
    const changed = changedDays([before, b], "2030-01-01");
    for (const [from, to] of pairs) {
      if (workingMs(from, to, before) === workingMs(from, to, b)) continue;
      expect(changed).toBeDefined();
      const [first, end] = [`${changed?.from ?? ""}T00:00:00.000Z`, `${changed?.to ?? ""}T00:00:00.000Z`];
      expect(from.toISOString() < end && to.toISOString() > first).toBe(true);
    }
  }), { numRuns: 30 });
});

test("changed days: one holiday is one day; what changed and changed back has changed; a day that is still to come has not", () => {
  const holiday = calendar({ holidays: ["2026-03-02"] });
  expect(changedDays([calendar(), holiday], "2027-01-01")).toEqual({ from: "2026-03-02", to: "2026-03-03" });
  expect(changedDays([calendar(), holiday, calendar()], "2027-01-01")).toEqual({ from: "2026-03-02", to: "2026-03-03" });
  expect(changedDays([calendar(), holiday], "2026-03-02")).toBeUndefined();
  expect(changedDays([calendar(), calendar({ holidays: ["2026-03-06"] })], "2027-01-01")).toBeUndefined();
  expect(changedDays([calendar(), calendar({ weeks: [{ validFrom: null, hours: [] }] })], "2027-01-01")).toEqual({ from: "1900-01-01", to: "2027-01-01" });
});
