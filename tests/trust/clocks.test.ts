import { randomInt } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET_VARIABLES } from "../../src/config/config";
import { givenAgency, givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { figure } from "../support/figures";
import { type ServerProcess, startServer } from "../support/server-process";
import { OPERATOR, send, startTestApp, TEST_KEYS, type TestApp } from "../support/test-app";
import { PUBLISH, SURVEY } from "../surveys/survey-support";
import { unusedReference } from "../transactions/intake-support";

/** Messages to each clock; in the long form servers are started with each clock, and each is then put to all others while it runs. */
const MESSAGES = Number(process.env["TRUST_CLOCK_MESSAGES"] ?? 150);
const LONG = process.env["TRUST_CLOCK_MESSAGES"] !== undefined;
const CLOCKS = LONG ? ["-3d", "+2h", "+10m", "-10m"] : ["-3d", "+2h", "-10m"];
const STARTS = LONG ? CLOCKS : ["-3d"];
const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) { ... on TransactionResults { results { status code path receipt invitation { token expiresAt } } } ... on Refusal { code } }
}`;

/** The library that makes a process believe another time. */
function faketime(): string {
  const library = readdirSync("/usr/lib").map((folder) => join("/usr/lib", folder, "faketime/libfaketime.so.1")).find((file) => existsSync(file));
  if (library === undefined) throw new Error("This test needs Debian's package faketime: apt-get install faketime");
  return library;
}

let app: TestApp;
let service: ServiceFixture;
/** A service that asks after each outcome, and a portal for it. */
async function givenAsking(): Promise<{ readonly service: ServiceFixture; readonly portal: { readonly id: string } }> {
  const asking = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }] });
  const owner = await app.key({ role: "owner", agencyId: asking.agencyId, serviceIds: undefined });
  expect((await app.send(owner, PUBLISH, { input: { service: asking.name, moment: "AFTER_OUTCOME" } })).data.publishSurvey.state).toBe("PUBLISHED");
  return { service: asking, portal: await givenPortal(app, { services: [asking] }) };
}
beforeAll(async () => {
  app = await startTestApp();
  ({ service } = await givenAsking());
});
afterAll(() => app.close());

/** One that lasted a while and was granted. */
function lasting(from: number, to: number, of: Pick<ServiceFixture, "name"> = service): { readonly reference: string } & Record<string, unknown> {
  const [startedAt, endedAt] = [new Date(from).toISOString(), new Date(to).toISOString()];
  return { service: of.name, reference: unusedReference(), startedAt, endedAt, outcome: "GRANTED", channel: "WEB", passages: [{ ordinal: 1, step: "FILL", enteredAt: startedAt, leftAt: endedAt }] };
}

async function record(address: string, key: string, items: readonly object[]): Promise<any[]> {
  const results: any[] = [];
  for (let i = 0; i < items.length; i += 500) {
    const { body } = await send(address, key, RECORD, { input: { items: items.slice(i, i + 500) } });
    if (body.data?.recordTransactions.results === undefined) throw new Error(JSON.stringify(body));
    results.push(...body.data.recordTransactions.results);
  }
  return results;
}

/** How a server judges times, keys and links that are right or wrong by the true clock; none of these is ever to be more than 0. */
interface Misjudged {
  /** What did happen, and was refused. */
  refused: number;
  /** What lies more than a day ahead, and was taken; or refused without saying so. */
  believed: number;
  /** Accepted and not there. */
  lost: number;
  /** Keys that were ended early, or late, and links whose end is not thirty days off. */
  keys: number;
  links: number;
}

async function misjudged(address: string): Promise<Misjudged> {
  const found: Misjudged = { refused: 0, believed: 0, lost: 0, keys: 0, links: 0 };
  const now = Date.now();
  // Of its own: where many were asked already, few more are.
  const own = await givenAsking();
  const create = async (expiresAt: Date): Promise<string> => (await app.house.security.keys.create(OPERATOR, { role: "portal", portalId: own.portal.id }, "test", expiresAt)).key;
  const [key, over] = [await create(new Date(now + 5 * MINUTE)), await create(new Date(now - MINUTE))];
  for (const [one, status] of [[key, 200], [over, 401]] as const) if ((await send(address, one, "{ viewer { role } }")).status !== status) found.keys += 1;
  if (found.keys > 0) return found;

  const [{ invitation }] = await record(address, key, [lasting(now - HOUR, now, own.service)]);
  if (Math.abs(Date.parse(invitation.expiresAt) - now - 30 * DAY) > 5 * MINUTE) found.links += 1;
  for (const [left, type] of [[5 * MINUTE, "SurveyForm"], [-5 * MINUTE, "SurveyClosed"]] as const) {
    await app.house.dataSource.query("UPDATE invitation SET expires_at = $2 WHERE service_id = $1 AND state = 'OPEN'", [own.service.id, new Date(now + left)]);
    const survey = (await send(address, undefined, SURVEY.replace("survey(token: $token) {", "survey(token: $token) { __typename"), { token: invitation.token })).data.survey;
    if (survey.__typename !== type) found.links += 1;
  }

  // From five years ago to a year ahead, and close to either side of what is too far ahead.
  const ends = Array.from({ length: MESSAGES }, (_, i) => now + (i % 3 === 0 ? DAY + (i % 2 === 0 ? -2 : 2) * MINUTE : i % 3 === 1 ? -randomInt(5 * 365) * DAY : randomInt(2 * DAY)) + (i % 50 === 49 ? 365 * DAY : 0));
  const items = ends.map((end) => lasting(end - HOUR, end, own.service));
  const results = await record(address, key, items);
  for (const [i, { status, code, path }] of results.entries()) {
    const ahead = (ends[i] ?? 0) > now + DAY + MINUTE;
    if (!ahead && status !== "RECORDED") found.refused += 1;
    if (ahead && (code !== "TIME_IN_FUTURE" || path[2] === undefined)) found.believed += 1;
  }
  const receipts = results.flatMap(({ status, receipt }) => (status === "RECORDED" ? [receipt] : []));
  const [{ stored }] = await app.house.dataSource.query("SELECT count(*)::integer AS stored FROM transaction WHERE service_id = $1 AND id = ANY ($2)", [own.service.id, receipts]);
  found.lost = receipts.length - stored;
  return found;
}

const RIGHT: Misjudged = { refused: 0, believed: 0, lost: 0, keys: 0, links: 0 };

test("F12 servers whose clocks are wrong, or are put forward and back while they run, judge by the database's: nothing true is refused, nothing taken is lost", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yusr-clock-"));
  const file = join(folder, "offset");
  const secrets = Object.fromEntries(Object.entries(SECRET_VARIABLES).map(([name, variable]) => [variable, (name === "reference" ? TEST_KEYS.reference : TEST_KEYS[name as "token"].key).toString("base64url")]));
  let judged = 0;
  for (const start of STARTS) {
    writeFileSync(file, start);
    const server: ServerProcess = startServer({
      DATABASE_URL: app.database.url, YUSR_JOBS: "off", YUSR_RATE_LIMIT: "0", ...secrets,
      LD_PRELOAD: faketime(), FAKETIME_TIMESTAMP_FILE: file, FAKETIME_DONT_FAKE_MONOTONIC: "1", FAKETIME_NO_CACHE: "1",
    });
    try {
      const address = await server.ready();
      for (const clock of [start, ...CLOCKS.filter((one) => one !== start)]) {
        writeFileSync(file, clock);
        const [, sign, n, unit] = /^([+-])(\d+)([dhm])$/u.exec(clock) ?? [];
        const offset = (sign === "-" ? -1 : 1) * Number(n) * (unit === "d" ? DAY : unit === "h" ? HOUR : MINUTE);
        // The server does believe the wrong time: it says so in each answer.
        const believes = async (): Promise<number> => Date.parse((await fetch(address)).headers.get("date") ?? "") - Date.now();
        for (let waited = 0; Math.abs((await believes()) - offset) > 5 * SECOND; waited += 1) {
          expect(waited).toBeLessThan(100);
          await sleep(200);
        }
        expect([clock, await misjudged(address)]).toEqual([clock, RIGHT]);
        judged += MESSAGES;
      }
    } finally {
      server.child.kill("SIGTERM");
      await server.ended();
    }
  }
  rmSync(folder, { recursive: true });
  figure("F12", `${String(judged)} messages of −5 y to +1 y to clocks of ${CLOCKS.join(", ")}: 0 refused wrongly, believed wrongly or lost; keys and links end on time`);
}, 120_000 + STARTS.length * CLOCKS.length * MESSAGES * 20);

test("F12 control: a server that goes by its own clock refuses what did happen, and ends keys early or late", async () => {
  const found: Misjudged[] = [];
  for (const offset of [-3 * DAY, 2 * HOUR]) {
    const wrong = await startTestApp({ database: app.database, clock: () => new Date(Date.now() + offset) });
    try {
      found.push(await misjudged(wrong.address));
    } finally {
      await wrong.close();
    }
  }
  const [behind, ahead] = found;
  expect(behind?.keys).toBe(1);
  expect(ahead?.keys).toBe(1);
  figure("F12", `3 days behind: ${String(behind?.keys)} dead key taken; 2 hours ahead: ${String(ahead?.keys)} good key refused`);
});

/** First days of the months of the Hijri calendar of 2025, as the Gregorian calendar calls them. */
function hijriFirsts(): readonly string[] {
  const day = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura", { day: "numeric", timeZone: "UTC" });
  return Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2025, 0, 1 + i))).filter((one) => day.format(one) === "1").map((one) => one.toISOString().slice(0, 10));
}

/** Zones with the days round which counting by days is hard: months that end at sunset somewhere, clocks that change, in Cairo at midnight, in Casablanca with Ramadan. */
const HARD_DAYS: readonly (readonly [zone: string, days: readonly string[]])[] = [
  ["Asia/Muscat", [...hijriFirsts(), "2024-02-29", "2025-01-01"]],
  ["Europe/Berlin", ["2025-03-30", "2025-10-26"]],
  ["Africa/Cairo", ["2025-04-25", "2025-10-31"]],
  ["Africa/Casablanca", ["2025-02-23", "2025-04-06"]],
];

/** Every half hour from the evening before to the night after, and the last millisecond before each. */
function instantsRound(days: readonly string[]): number[] {
  return days.flatMap((day) => Array.from({ length: 64 }, (_, i) => Date.parse(`${day}T00:00:00Z`) - 10 * HOUR + i * 30 * MINUTE).flatMap((at) => [at, at - 1]));
}

/** Days on which what was counted of a service is not what its messages say, counted by PostgreSQL in a zone. */
async function wrongDays(of: ServiceFixture, zone: string, starts: readonly number[]): Promise<number> {
  const { dataSource } = app.house;
  let wrong = 0;
  for (const [tally, measure, lasted] of [["passage", "reached", 0], ["transaction", "n", 90 * MINUTE]] as const) {
    const counted = await dataSource.query(`SELECT day::text, sum(${measure})::integer AS n FROM (SELECT * FROM ${tally}_delta WHERE service_id = $1) AS kept GROUP BY day ORDER BY day`, [of.id]);
    const sent = await dataSource.query("SELECT (at AT TIME ZONE $2)::date::text AS day, count(*)::integer AS n FROM unnest($1::timestamptz[]) AS at GROUP BY 1 ORDER BY 1", [starts.map((start) => new Date(start + lasted).toISOString()), zone]);
    const days = new Map<string, number>(sent.map(({ day, n }: any) => [day, n]));
    for (const { day, n } of counted) days.set(day, (days.get(day) ?? 0) - n);
    wrong += [...days.values()].filter((n) => n !== 0).length;
  }
  return wrong;
}

async function given(zone: string): Promise<{ readonly of: ServiceFixture; readonly key: string }> {
  const of = await givenService(app, { agency: await givenAgency(app, { timeZone: zone }), steps: [{ code: "FILL", kind: "FILL_IN" }] });
  return { of, key: await app.key({ role: "portal", portalId: (await givenPortal(app, { services: [of] })).id }) };
}

test("F12 days are the agency's, to the millisecond, also when clocks change and Hijri months end; no time is negative", async () => {
  let sent = 0;
  for (const [zone, days] of HARD_DAYS) {
    const { of, key } = await given(zone);
    const starts = instantsRound(days);
    const results = await record(app.address, key, starts.map((start) => lasting(start, start + 90 * MINUTE, of)));
    expect(results.filter(({ status }) => status !== "RECORDED")).toEqual([]);
    expect([zone, await wrongDays(of, zone, starts)]).toEqual([zone, 0]);
    // An hour and a half is one, whatever the clock on the wall did.
    const [whole] = await app.house.dataSource.query("SELECT sum(n)::integer AS n, sum(total_ms)::float8 AS ms, min(total_ms)::float8 AS least FROM duration_delta WHERE service_id = $1 AND calendar = 'CLOCK' AND kind IN ('WHOLE', 'SERVICE')", [of.id]);
    expect(whole).toEqual({ n: 2 * starts.length, ms: 2 * starts.length * 90 * MINUTE, least: expect.any(Number) });
    expect(whole.least).toBeGreaterThanOrEqual(90 * MINUTE);
    sent += starts.length;
  }
  figure("F12", `${String(sent)} transactions round ${String(HARD_DAYS.flatMap(([, days]) => days).length)} hard days in ${String(HARD_DAYS.length)} zones: 0 on a wrong day, 0 of a wrong length`);
});

test("F12 control: days of universal time are found to be wrong in Muscat", async () => {
  const { of, key } = await given("UTC");
  const starts = instantsRound(["2025-03-01"]);
  await record(app.address, key, starts.map((start) => lasting(start, start + 90 * MINUTE, of)));
  expect(await wrongDays(of, "UTC", starts)).toBe(0);
  expect(await wrongDays(of, "Asia/Muscat", starts)).toBeGreaterThan(0);
});

test("F12 a leap second is no instant: the item that names one is refused with its place, and its neighbours are kept as told", async () => {
  const { of, key } = await given("Asia/Muscat");
  const second = (startedAt: string): object => ({ service: of.name, reference: unusedReference(), startedAt });
  const results = await record(app.address, key, ["2016-12-31T23:59:59Z", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2017-01-01T03:59:60+04:00"].map(second));
  expect(results.map(({ status, code, path }) => [code ?? status, path?.join(".")])).toEqual([["RECORDED", undefined], ["INVALID_TIME", "items.1.startedAt"], ["RECORDED", undefined], ["INVALID_TIME", "items.3.startedAt"]]);
  const stored = await app.house.dataSource.query("SELECT started_at FROM transaction WHERE service_id = $1 ORDER BY started_at", [of.id]);
  expect(stored.map(({ started_at }: any) => started_at.toISOString())).toEqual(["2016-12-31T23:59:59.000Z", "2017-01-01T00:00:00.000Z"]);
});

