import { addSamplingCommand } from "../../src/cli/sampling.command";
import type { ServiceFixture } from "../support/fixtures";
import { givenService } from "../support/fixtures";
import { runCommand } from "../support/test-cli";
import { OPERATOR } from "../support/test-app";
import { granted, NOW, openSurveyDesk, STEPS, type SurveyDesk } from "./survey-support";

const RATES = `query ($service: String!) { samplingRates(service: $service) {
  ... on SamplingRates { service quota quotaSet month invited stopped setAt strata { moment outcomeGroup rate volume invited notSampled recentlyAsked quotaFull optedOut } }
  ... on Refusal { code path }
} }`;
const QUOTA = `mutation ($service: String!, $invitations: Int) { setSurveyQuota(service: $service, invitations: $invitations) {
  ... on SurveyQuota { service invitations } ... on Refusal { code path minimum maximum }
} }`;

let desk: SurveyDesk;
let office: string;
beforeAll(async () => {
  desk = await openSurveyDesk();
  office = await desk.app.key({ role: "office" });
});
beforeEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

async function surveyed(): Promise<ServiceFixture> {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  const [{ portal_id: portalId }] = await desk.query("SELECT portal_id FROM portal_grant LIMIT 1");
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) SELECT $1, $2, '2000-01-01'", [portalId, service.id]);
  await desk.publish(service);
  return service;
}

const rates = async (key: string | undefined, service: string): Promise<any> => (await desk.app.send(key, RATES, { service })).data?.samplingRates;
const setQuota = async (key: string | undefined, service: string, invitations: number | null): Promise<any> => (await desk.app.send(key, QUOTA, { service, invitations })).data?.setSurveyQuota;

/** Yesterday, so that it is over when rates are set. */
const yesterday = { startedAt: "2026-03-09T08:00:00+04:00", endedAt: "2026-03-09T12:00:00+04:00", passages: [] };

test("rates follow from what was counted and the quota, each outcome with a part of its own; a small service asks everybody", async () => {
  const [large, small] = [await surveyed(), await surveyed()];
  expect(await setQuota(office, large.name, 30)).toEqual({ service: large.name, invitations: 30 });
  await desk.record([...Array.from({ length: 90 }, () => granted(large, yesterday)), ...Array.from({ length: 10 }, () => granted(large, { ...yesterday, outcome: "REFUSED" }))]);
  await desk.record(Array.from({ length: 10 }, () => granted(small, yesterday)));
  expect(await rates(desk.owner, large.name)).toMatchObject({ quota: 30, quotaSet: true, month: "2026-03-01", invited: 30, stopped: true, setAt: null });

  expect(await desk.app.house.surveys.setSampling.set(OPERATOR)).toMatchObject({ strata: 3, sampled: 2 });
  // One day's 90 granted and 10 refused are 2,700 and 300 in thirty days; each stratum may ask 15.
  const found = await rates(office, large.name);
  expect(found.strata.map(({ moment, outcomeGroup, rate, volume }: any) => [moment, outcomeGroup, rate, volume])).toEqual([
    ["AFTER_OUTCOME", "GRANTED", 15 / 2_700, 2_700],
    ["AFTER_OUTCOME", "REFUSED", 15 / 300, 300],
  ]);
  expect(found.strata.reduce((sum: number, stratum: { invited: number; quotaFull: number }) => sum + stratum.invited + stratum.quotaFull, 0)).toBe(100);
  expect((await rates(desk.owner, small.name)).strata).toMatchObject([{ rate: 1, volume: 300, invited: 10 }]);

  // The next month asks at those rates, and each invitation keeps its own.
  desk.at(new Date("2026-04-10T09:00:00Z"));
  const april = { startedAt: "2026-04-09T08:00:00+04:00", endedAt: "2026-04-09T12:00:00+04:00", passages: [] };
  await desk.record(Array.from({ length: 400 }, () => granted(large, { ...april, outcome: "REFUSED" })));
  const kept = await desk.query("SELECT DISTINCT inclusion_probability AS p FROM invitation WHERE service_id = $1 AND day > '2026-04-01'", [large.id]);
  expect(kept).toEqual([{ p: 15 / 300 }]);

  // Nobody was counted for thirty days before: no rate, and everybody is asked again.
  desk.at(new Date("2026-07-01T09:00:00Z"));
  await desk.app.house.surveys.setSampling.set(OPERATOR);
  expect((await rates(office, large.name)).strata).toEqual([]);
});

test("the job sets the rates, and setting them again changes nothing but when", async () => {
  const service = await surveyed();
  await desk.record(Array.from({ length: 5 }, () => granted(service, yesterday)));
  await desk.app.house.jobs.find(({ name }) => name === "set-sampling")?.run();
  const first = await rates(desk.owner, service.name);
  await desk.app.house.jobs.find(({ name }) => name === "set-sampling")?.run();
  expect(await rates(desk.owner, service.name)).toEqual(first);
  expect(first).toMatchObject({ quota: 1925, quotaSet: false, setAt: NOW.toISOString(), strata: [{ rate: 1, invited: 5 }] });
});

test("the command sets rates and shows them", async () => {
  const service = await surveyed();
  await desk.record(Array.from({ length: 3 }, () => granted(service, yesterday)));
  const set = await runCommand(desk.app.house, [addSamplingCommand], "sampling", "set", "--json");
  expect(JSON.parse(set.out)).toMatchObject({ services: expect.any(Number), sampled: expect.any(Number) });
  const { out } = await runCommand(desk.app.house, [addSamplingCommand], "sampling", "show", service.name);
  expect(out).toContain(`${service.name}: 3 of`);
  expect(out).toMatch(/AFTER_OUTCOME +GRANTED +1\.000 +3 +0/u);
  expect((await runCommand(desk.app.house, [addSamplingCommand], "sampling", "show", "NO-SUCH-SERVICE")).failed).toBeInstanceOf(Error);
});

test("who may not look, or may not decide, is told so", async () => {
  const service = await surveyed();
  const elsewhere = await givenService(desk.app);
  const stranger = await desk.app.key({ role: "owner", agencyId: elsewhere.agencyId, serviceIds: undefined });
  expect(await rates(stranger, service.name)).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect(await rates(desk.owner, "NO-SUCH-SERVICE")).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect((await desk.app.send(undefined, RATES, { service: service.name })).status).toBe(401);
  expect((await desk.app.send(desk.portal, RATES, { service: service.name })).status).toBe(403);

  expect((await desk.app.send(undefined, QUOTA, { service: service.name, invitations: 5 })).status).toBe(401);
  // An owner could stop the asking when it goes badly.
  expect((await desk.app.send(desk.owner, QUOTA, { service: service.name, invitations: 5 })).status).toBe(403);
  expect(await setQuota(office, "NO-SUCH-SERVICE", 5)).toMatchObject({ code: "NOT_FOUND", path: ["service"] });
  for (const invitations of [0, -1, 1_000_001]) expect(await setQuota(office, service.name, invitations)).toEqual({ code: "QUOTA_OUT_OF_RANGE", path: ["invitations"], minimum: 1, maximum: 1_000_000 });
  expect(await rates(office, service.name)).toMatchObject({ quotaSet: false });
});

test("a quota can be taken back, and who set it is in the audit log", async () => {
  const service = await surveyed();
  await setQuota(office, service.name, 7);
  expect(await rates(office, service.name)).toMatchObject({ quota: 7, quotaSet: true });
  expect(await setQuota(office, service.name, null)).toEqual({ service: service.name, invitations: 1925 });
  expect(await rates(office, service.name)).toMatchObject({ quota: 1925, quotaSet: false });
  const entries = await desk.query("SELECT target FROM audit_entry WHERE action = 'setSurveyQuota' AND target ->> 'serviceId' = $1 ORDER BY id", [service.id]);
  expect(entries.map(({ target }) => target.invitations)).toEqual([7, null]);
});

test("steps weigh by how little is known of them, nightly; a step of which nothing is known weighs most", async () => {
  const service = await surveyed();
  const put = (step: string, scores: readonly number[]): Promise<any[]> =>
    desk.query(
      `INSERT INTO answer_tally (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map((_, i) => `$${String(i + 1)}`).join(", ")})`,
      COLUMNS.map((column) => ({ ...EMPTY, service_id: service.id, procedure_id: service.procedureId, step_code: step, ...Object.fromEntries(scores.map((n, i) => [`n${String(i + 1)}`, n])) })[column]),
    );
  const known: { name: string; type: string }[] = await desk.query("SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = 'answer_tally'");
  const EMPTY: Record<string, unknown> = Object.fromEntries(known.map(({ name, type }) => [name, type === "text" ? "" : type === "date" ? "2026-03-01" : 0]));
  Object.assign(EMPTY, { day: "2026-03-01", moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", instrument_code: "STEP_EASE5", instrument_version: 1 });
  const COLUMNS = known.map(({ name }) => name);
  for (const { name, type } of known) if (type === "boolean") EMPTY[name] = false;
  await put("SIGN", [0, 0, 50, 50, 0]);
  await put("FILL", [5, 0, 0, 0, 5]);
  expect(await desk.app.house.surveys.setSampling.set(OPERATOR)).toMatchObject({ steps: 2 });
  const weights = Object.fromEntries((await desk.query("SELECT step_code, weight FROM step_weight WHERE service_id = $1", [service.id])).map(({ step_code, weight }) => [step_code, weight]));
  expect(weights).toEqual({ FILL: 1, SIGN: 0.25 });

  // PAY has no ratings and weighs as FILL does: 2 · 1/2.25, 2 · 1/2.25, 2 · 0.25/2.25.
  await desk.record(Array.from({ length: 300 }, () => granted(service)));
  const rows = await desk.query("SELECT steps FROM invitation WHERE service_id = $1", [service.id]);
  const drawn = new Map<string, number>();
  for (const { steps } of rows) {
    expect(steps).toHaveLength(2);
    for (const { step, probability } of steps) {
      expect(probability).toBeCloseTo(step === "SIGN" ? 0.5 / 2.25 : 2 / 2.25, 12);
      drawn.set(step, (drawn.get(step) ?? 0) + 1);
    }
  }
  for (const [step, n] of drawn) {
    const p = step === "SIGN" ? 0.5 / 2.25 : 2 / 2.25;
    expect(Math.abs(n - 300 * p)).toBeLessThan(5 * Math.sqrt(300 * p * (1 - p)));
  }
});
