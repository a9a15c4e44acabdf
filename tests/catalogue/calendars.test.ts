import { type AgencyFixture, givenAgency, unusedCode } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let own: AgencyFixture;
let foreign: AgencyFixture;
let owner: string;
let office: string;
beforeAll(async () => {
  // 23:00 in UTC is the next day in Muscat.
  app = await startTestApp({ clock: () => new Date("2026-02-17T23:00:00Z") });
  own = await givenAgency(app);
  foreign = await givenAgency(app);
  owner = await app.key({ role: "owner", agencyId: own.id, serviceIds: undefined });
  office = await app.key({ role: "office" });
});
afterAll(() => app.close());

const send = async (key: string, query: string, variables: object): Promise<any> => Object.values((await app.send(key, query, variables)).data ?? {})[0];
const HOURS = [{ weekday: "SUNDAY", opens: "07:30", closes: "14:30" }];
const SET = `mutation ($agency: String!, $validFrom: Date!, $hours: [OpeningHoursInput!]!) { setCalendar(agency: $agency, validFrom: $validFrom, hours: $hours) {
  ... on Agency { code calendars { validFrom hours { weekday opens closes period } } } ... on Refusal { code path } } }`;
const ANNOUNCE = `mutation ($day: Date!, $names: Texts!, $agency: String, $announcedOn: Date) { announceHoliday(day: $day, names: $names, agency: $agency, announcedOn: $announcedOn) {
  ... on Holiday { day names announcedOn national } ... on Refusal { code path } } }`;
const WITHDRAW = `mutation ($day: Date!, $agency: String) { withdrawHoliday(day: $day, agency: $agency) { ... on Holiday { day } ... on Refusal { code path } } }`;
const PERIOD = `mutation ($code: String!, $names: Texts!, $from: Date!, $to: Date!) { definePeriod(code: $code, names: $names, from: $from, to: $to) { ... on NamedPeriod { code names from to } ... on Refusal { code path } } }`;
const HOLIDAYS = `query ($code: String!) { agency(code: $code) { holidays(from: "2026-01-01", to: "2027-01-01") { day names national } } }`;

describe("a working calendar", () => {
  const set = (agency: AgencyFixture, validFrom: string, hours: readonly object[]): Promise<any> => send(owner, SET, { agency: agency.code, validFrom, hours });

  test("begins with Sunday to Thursday, 07:30 to 14:30, and holds from its day until the next", async () => {
    await send(office, PERIOD, { code: "RAMADAN_1447", names: { ar: "رمضان 1447" }, from: "2026-02-18", to: "2026-03-20" });
    await set(own, "2026-06-01", [{ weekday: "MONDAY", opens: "08:00", closes: "24:00" }]);
    const answer = await set(own, "2026-01-01", [...HOURS, { weekday: "SUNDAY", opens: "09:00", closes: "13:00", period: "RAMADAN_1447" }]);
    const [first, ...set_] = answer.calendars;
    expect([first.validFrom, first.hours.map((entry: { weekday: string }) => entry.weekday)]).toEqual([null, ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"]]);
    expect(set_).toEqual([
      { validFrom: "2026-01-01", hours: [{ ...HOURS[0], period: null }, { weekday: "SUNDAY", opens: "09:00", closes: "13:00", period: "RAMADAN_1447" }] },
      { validFrom: "2026-06-01", hours: [{ weekday: "MONDAY", opens: "08:00", closes: "24:00", period: null }] },
    ]);
    expect((await set(own, "2026-06-01", [])).calendars.at(-1)).toEqual({ validFrom: "2026-06-01", hours: [] });
  });

  test("with a slip is refused with its place, as is somebody else's", async () => {
    expect(await set(own, "2026-01-01", [...HOURS, { weekday: "SUNDAY", opens: "14:00", closes: "16:00" }])).toEqual({ code: "HOURS_OVERLAP", path: ["hours", "1", "opens"] });
    for (const period of ["NEVER", "NEVER\0"]) {
      expect(await set(own, "2026-01-01", [{ ...HOURS[0], period }])).toEqual({ code: "PERIOD_UNKNOWN", path: ["hours", "0", "period"] });
    }
    expect(await set(own, "1666-01-01", HOURS)).toEqual({ code: "INVALID_DAY", path: ["validFrom"] });
    expect(await set(foreign, "2026-01-01", HOURS)).toEqual({ code: "NOT_FOUND", path: ["agency"] });
    expect((await app.send(undefined, SET, { agency: own.code, validFrom: "2026-01-01", hours: [] })).status).toBe(401);
    expect((await app.send(owner, SET, { agency: own.code, validFrom: "0000-01-01", hours: [] })).errors[0].extensions.code).toBe("BAD_USER_INPUT");
  });
});

describe("a holiday", () => {
  test("is an agency's or everybody's, and was announced today where nobody says otherwise", async () => {
    expect(await send(owner, ANNOUNCE, { day: "2026-04-05", names: { en: "Stocktaking" }, agency: own.code })).toEqual({ day: "2026-04-05", names: { en: "Stocktaking" }, announcedOn: "2026-02-18", national: false });
    expect(await send(office, ANNOUNCE, { day: "2026-03-20", names: { ar: "عيد الفطر" }, announcedOn: "2026-03-19" })).toMatchObject({ announcedOn: "2026-03-19", national: true });
    await send(office, ANNOUNCE, { day: "2026-03-20", names: { ar: "عيد الفطر", en: "Eid al-Fitr" } });
    expect((await send(owner, HOLIDAYS, { code: own.code })).holidays).toEqual([
      { day: "2026-03-20", names: { ar: "عيد الفطر", en: "Eid al-Fitr" }, national: true },
      { day: "2026-04-05", names: { en: "Stocktaking" }, national: false },
    ]);
    expect((await send(owner, HOLIDAYS, { code: foreign.code })).holidays).toHaveLength(1);
  });

  test("is taken back when the moon is seen a day later", async () => {
    await send(office, ANNOUNCE, { day: "2026-05-27", names: { en: "Eid al-Adha" } });
    expect(await send(office, WITHDRAW, { day: "2026-05-27" })).toEqual({ day: "2026-05-27" });
    expect(await send(office, WITHDRAW, { day: "2026-05-27" })).toEqual({ code: "NOT_FOUND", path: ["day"] });
  });

  test("is not announced by whom it does not concern", async () => {
    const holiday = { day: "2026-07-23", names: { en: "Renaissance Day" } };
    expect((await app.send(owner, ANNOUNCE, holiday)).errors[0].extensions.code).toBe("FORBIDDEN");
    expect((await app.send(undefined, ANNOUNCE, holiday)).errors[0].extensions.code).toBe("UNAUTHENTICATED");
    expect(await send(owner, ANNOUNCE, { ...holiday, agency: foreign.code })).toEqual({ code: "NOT_FOUND", path: ["agency"] });
    expect(await send(owner, ANNOUNCE, { ...holiday, agency: own.code, names: {} })).toEqual({ code: "TEXT_REQUIRED", path: ["names"] });
    expect(await send(owner, WITHDRAW, { day: "2026-04-05", agency: foreign.code })).toEqual({ code: "NOT_FOUND", path: ["agency"] });
    expect((await app.send(owner, WITHDRAW, { day: "2026-03-20" })).errors[0].extensions.code).toBe("FORBIDDEN");
  });
});

describe("a named period", () => {
  const period = { code: unusedCode("P"), names: { en: "A period" }, from: "2026-02-18", to: "2026-03-20" };

  test("is defined by who governs, corrected under its code, and read by everybody signed in", async () => {
    expect(await send(office, PERIOD, period)).toEqual(period);
    expect(await send(office, PERIOD, { ...period, to: "2026-03-19" })).toMatchObject({ to: "2026-03-19" });
    const { edges } = await send(owner, "{ namedPeriods(first: 500) { edges { node { code from to } } } }", {});
    expect(edges).toContainEqual({ node: { code: period.code, from: "2026-02-18", to: "2026-03-19" } });
    expect((await app.send(undefined, "{ namedPeriods { totalCount } }")).status).toBe(401);
  });

  test("without a day, a name or a code is refused", async () => {
    expect(await send(office, PERIOD, { ...period, to: period.from })).toEqual({ code: "EMPTY_PERIOD", path: ["to"] });
    expect(await send(office, PERIOD, { ...period, names: {} })).toEqual({ code: "TEXT_REQUIRED", path: ["names"] });
    expect(await send(office, PERIOD, { ...period, code: "رمضان" })).toEqual({ code: "INVALID_CODE", path: ["code"] });
    expect((await app.send(owner, PERIOD, period)).errors[0].extensions.code).toBe("FORBIDDEN");
    expect((await app.send(undefined, PERIOD, period)).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  });
});
