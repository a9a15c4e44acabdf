import { Writable } from "node:stream";
import { pino } from "pino";
import { OPERATOR } from "../support/test-app";
import { granted, NOW, openSurveyDesk, SUBMIT, SURVEY, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
const logged: string[] = [];
beforeAll(async () => {
  const keep = (chunk: Buffer, _encoding: string, done: () => void): void => {
    logged.push(chunk.toString());
    done();
  };
  desk = await openSurveyDesk({ random: () => 0, trustedProxy: "127.0.0.1", log: pino({ level: "trace" }, new Writable({ write: keep })) });
  await desk.publish();
});
beforeEach(async () => {
  desk.at(NOW);
  await desk.query("DELETE FROM recent_answer");
});
afterAll(() => desk.app.close());

const PRAISE = [{ instrument: "COMPLETED", choice: "YES" }, { instrument: "CES5_EASE", score: 5 }, { instrument: "CSAT5", score: 5 }];
const MIXED = [{ instrument: "COMPLETED", choice: "NO" }, { instrument: "CES5_EASE", score: 2 }, { instrument: "CSAT5", score: 4 }];
const ADDRESS = "82.178.10.20";

const invited = async (n: number, more: object = {}): Promise<string[]> => (await desk.record(Array.from({ length: n }, () => granted(desk.service, more)))).map(({ invitation }) => invitation.token);

/** Over HTTP, from an address that a proxy tells. */
async function send(query: string, variables: object, address?: string, key?: string): Promise<any> {
  const headers = { "content-type": "application/json", ...(address === undefined ? {} : { "x-forwarded-for": address }), ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
  const response = await fetch(`${desk.app.address}/graphql`, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return ((await response.json()) as { data: unknown }).data;
}

interface Way {
  readonly answers?: readonly object[];
  readonly ms?: number;
  readonly address?: string;
  readonly key?: string;
}

/** Somebody reads the questions and answers; the signals that came of it. */
async function answered(token: string, { answers = MIXED, ms = 60_000, address, key }: Way = {}, from = NOW): Promise<string[]> {
  desk.at(from);
  await send(SURVEY, { token });
  desk.at(new Date(from.getTime() + ms));
  const before = (await desk.query("SELECT id FROM response")).map(({ id }) => id);
  expect((await send(SUBMIT, { token, input: { language: "ar", answers } }, address, key)).submitResponse).toMatchObject({ status: "RECORDED" });
  const [stored] = await desk.query("SELECT signals FROM response WHERE id <> ALL ($1::uuid[])", [before]);
  return stored.signals;
}

const all = async (tokens: readonly string[], way: Way, from = NOW): Promise<string[][]> => {
  const found: string[][] = [];
  for (const token of tokens) found.push(await answered(token, way, from));
  return found;
};

test("a robot's answers are one for each token, flagged and kept; a report leaves them out", async () => {
  const tokens = await invited(60);
  const [{ n: before }] = await desk.query("SELECT count(*)::int AS n FROM response");
  for (const token of tokens) await send(SURVEY, { token });
  desk.at(new Date(NOW.getTime() + 500));
  const sent = await Promise.all(tokens.map((token) => send(SUBMIT, { token, input: { language: "ar", answers: PRAISE } }, ADDRESS)));
  expect(sent.every(({ submitResponse }) => submitResponse.status === "RECORDED")).toBe(true);
  const again = await Promise.all(Array.from({ length: 200 }, () => send(SUBMIT, { token: tokens[0], input: { language: "ar", answers: PRAISE } }, ADDRESS)));
  expect(new Set(again.map(({ submitResponse }) => submitResponse.status))).toEqual(new Set(["DUPLICATE"]));
  expect(await desk.query("SELECT count(*)::int AS n, count(*) FILTER (WHERE signals @> '{TOO_FAST}')::int AS fast, count(*) FILTER (WHERE signals @> '{SAME_ADDRESS}')::int > 20 AS same FROM response WHERE signals <> '{}'")).toEqual([{ n: 60, fast: 60, same: true }]);
  for (const token of await invited(20)) await answered(token);
  expect((await desk.query("SELECT count(*)::int AS n FROM response"))[0].n - before).toBe(80);
  await desk.app.house.tallies.release.release(OPERATOR);
  const office = await desk.app.key({ role: "office" });
  const eases = async (flagged: string): Promise<any> =>
    (await send(`query ($service: String!) { effortReport(filter: { period: { from: "2026-03-01", to: "2026-04-01" }, services: [$service], flagged: ${flagged} }) { ... on EffortReport { services { edges { node { ces { mean { n value } } } } } } } }`, { service: desk.service.name }, undefined, office)).effortReport.services.edges[0].node.ces[0].mean;
  expect(await eases("INCLUDE")).toEqual({ n: 80, value: 4.25 });
  expect(await eases("EXCLUDE")).toEqual({ n: 20, value: 2 });
});

test("from the twenty-first answer of one address within ten minutes on; another address, later, or none that names a place: nothing", async () => {
  const tokens = await invited(29);
  expect(await all(tokens.slice(0, 20), { address: ADDRESS })).toEqual(Array.from({ length: 20 }, () => []));
  expect(await answered(tokens[20] ?? "", { address: ADDRESS })).toEqual(["SAME_ADDRESS"]);
  expect(await answered(tokens[21] ?? "", { address: `::ffff:${ADDRESS}` })).toEqual(["SAME_ADDRESS"]);
  expect(await answered(tokens[22] ?? "", { address: "82.178.10.21" })).toEqual([]);
  // Whoever the proxy does not vouch for, and a portal that sends for others, come from nowhere.
  expect(await answered(tokens[23] ?? "")).toEqual([]);
  expect(await answered(tokens[24] ?? "", { address: ADDRESS, key: desk.portal })).toEqual([]);
  expect(await answered(tokens[25] ?? "", { address: ADDRESS }, new Date(NOW.getTime() + 11 * 60_000))).toEqual([]);
});

test("a burst through one clerk or one kiosk, not through a counter with many people", async () => {
  const clerk = { operator: "clerk-7", channel: "SERVICE_CENTRE" };
  expect(await all(await invited(10, clerk), {})).toEqual(Array.from({ length: 10 }, () => []));
  expect(await all(await invited(2, clerk), {})).toEqual([["BURST"], ["BURST"]]);
  expect(await all(await invited(1, { ...clerk, operator: "clerk-8" }), {})).toEqual([[]]);
});

test("one clerk behind hurried praise: the sixth such answer of a day, not a slow, worded or mixed one, nor the next day's", async () => {
  const clerk = { operator: "clerk-9", channel: "SERVICE_CENTRE" };
  const hour = (n: number): Date => new Date(NOW.getTime() + n * 3_600_000);
  const found: string[][] = [];
  for (const [i, token] of (await invited(6, clerk)).entries()) found.push(await answered(token, { answers: PRAISE, ms: 4_000 }, hour(i)));
  expect(found).toEqual([[], [], [], [], [], ["ONE_OPERATOR"]]);
  const [slow = "", mixed = "", next = ""] = await invited(3, clerk);
  expect(await answered(slow, { answers: PRAISE, ms: 6_000 }, hour(7))).toEqual([]);
  expect(await answered(mixed, { answers: MIXED, ms: 4_000 }, hour(7))).toEqual([]);
  expect(await answered(next, { answers: PRAISE, ms: 4_000 }, hour(24))).toEqual([]);
});

test("no address is kept or logged, a digest for the day at most, and nothing leads from it to an answer", async () => {
  const [one = "", two = ""] = await invited(2);
  await all([one, two], { address: ADDRESS });
  const kept = await desk.query("SELECT * FROM recent_answer");
  expect(kept).toHaveLength(2);
  expect(Object.keys(kept[0] ?? {}).sort()).toEqual(["day", "hurried", "id", "minute", "service_id", "source"]);
  const tables = await desk.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
  for (const { table_name } of tables) expect(await desk.behind(`SELECT 1 FROM "${String(table_name)}" AS row WHERE row::text LIKE $1 LIMIT 1`, ["%82.178.10.2%"])).toEqual([]);
  expect(logged.join("")).not.toContain("82.178.10.2");
  const forget = () => desk.app.house.surveys.forgetRecentAnswers.forget({ kind: "system", job: "test" });
  expect(await forget()).toBe(0);
  desk.at(new Date(NOW.getTime() + 86_400_000));
  // The same address has another name tomorrow.
  const [three = ""] = await invited(1);
  await answered(three, { address: ADDRESS }, new Date(NOW.getTime() + 86_400_000));
  expect(new Set((await desk.query("SELECT source FROM recent_answer")).map(({ source }) => source)).size).toBe(2);
  expect(await forget()).toBe(2);
});

test("without a proxy that is trusted no header is believed", async () => {
  const open = await openSurveyDesk({ random: () => 0 });
  try {
    await open.publish();
    const [{ invitation }] = await open.record([granted(open.service)]);
    await fetch(`${open.app.address}/graphql`, { method: "POST", headers: { "content-type": "application/json", "x-forwarded-for": ADDRESS }, body: JSON.stringify({ query: SUBMIT, variables: { token: invitation.token, input: { language: "ar", answers: MIXED } } }) });
    expect(await open.query("SELECT count(*)::int AS n FROM recent_answer")).toEqual([{ n: 0 }]);
    expect(await open.query("SELECT count(*)::int AS n FROM response")).toEqual([{ n: 1 }]);
  } finally {
    await open.app.close();
  }
});
