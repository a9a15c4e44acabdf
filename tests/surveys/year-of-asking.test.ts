import { givenPortal, givenService, type ServiceFixture, unusedCode } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { granted, openSurveyDesk, STEPS, type SurveyDesk } from "./survey-support";
import { seeded } from "./seeded";

const DAY_MS = 86_400_000;
const START = Date.parse("2026-01-04T09:00:00Z");
const WEEKS = 52;

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
afterAll(() => desk.app.close());

/** Somebody was asked. */
interface Asking {
  readonly who: string;
  readonly kind: "PERSON" | "ESTABLISHMENT" | "OFFICE";
  readonly service: string;
  readonly at: number;
}

async function openServices(): Promise<readonly ServiceFixture[]> {
  const [office, admin] = [await desk.app.key({ role: "office" }), await desk.app.key({ role: "admin" })];
  const services: ServiceFixture[] = [];
  for (const [i, quota] of [60, 1_925, 30].entries()) {
    const service = await givenService(desk.app, { ...(i === 0 ? { agency: { id: desk.service.agencyId, code: desk.service.agencyCode } } : {}), steps: STEPS });
    await desk.app.send(admin, "mutation ($input: PublishSurveyInput!) { publishSurvey(input: $input) { __typename } }", { input: { service: service.name, moment: "AFTER_OUTCOME" } });
    await desk.app.send(office, "mutation ($service: String!, $invitations: Int) { setSurveyQuota(service: $service, invitations: $invitations) { __typename } }", { service: service.name, invitations: quota });
    services.push(service);
  }
  const { id: portalId } = await givenPortal(desk.app, { services });
  portal = await desk.app.key({ role: "portal", portalId });
  return services;
}

let portal: string;

test("over a year of the real house, on PostgreSQL: drawn as often as the rates say, and nobody asked too often", async () => {
  const services = await openServices();
  const random = seeded(52);
  const askings: Asking[] = [];
  const optOuts = new Map<string, number>();
  const draws = { expected: 0, variance: 0, drawn: 0, sampled: 0 };
  const states: Record<string, number> = {};

  for (let week = 0; week < WEEKS; week += 1) {
    const now = new Date(START + week * 7 * DAY_MS);
    desk.at(now);
    await desk.app.house.surveys.setSampling.set(OPERATOR);
    await desk.app.house.surveys.forgetContacts.forget(OPERATOR);
    const rates = new Map((await desk.query("SELECT service_id, outcome_group, rate FROM sampling_rate")).map(({ service_id: id, outcome_group: group, rate }) => [`${String(id)} ${String(group)}`, rate as number]));
    const filed = Array.from({ length: 60 }, () => {
      const service = services[Math.floor(random() * services.length)] as ServiceFixture;
      const [clerk, company] = [random() < 0.1 ? `clerk ${String(Math.floor(random() * 4))}` : null, random() < 0.2];
      const subject = company ? { scheme: "COMMERCIAL_REGISTRATION", value: `1${String(Math.floor(random() * 40))}` } : { scheme: "CIVIL_NUMBER", value: `9${String(Math.floor(random() * 300))}` };
      const outcome = random() < 0.7 ? "GRANTED" : "REFUSED";
      const ended = new Date(now.getTime() - 3_600_000 * (1 + Math.floor(random() * 100)));
      const item = granted(service, {
        reference: unusedCode("Y"), startedAt: new Date(ended.getTime() - 3_600_000).toISOString(), endedAt: ended.toISOString(), passages: [], outcome, subject,
        ...(clerk === null ? {} : { actedBy: "SERVICE_OFFICE", operator: clerk }), ...(company ? { beneficiary: "ESTABLISHMENT" } : {}),
      });
      return { service, item, who: clerk === null ? `${subject.scheme} ${subject.value}` : `${service.agencyCode} ${clerk}`, kind: clerk !== null ? ("OFFICE" as const) : company ? ("ESTABLISHMENT" as const) : ("PERSON" as const), outcome };
    });
    // Two portals at once, as far as the house is concerned.
    const halves = [filed.slice(0, 30), filed.slice(30)];
    const results = (await Promise.all(halves.map(async (half) => (await desk.app.send(portal, RECORD, { input: { items: half.map(({ item }) => item) } })).data.recordTransactions.results as any[]))).flat();
    for (const [i, { invitation, notAskedReason }] of results.entries()) {
      const one = filed[i];
      if (one === undefined) throw new Error("a result without an item");
      const state: string = invitation === null ? notAskedReason : "INVITED";
      states[state] = (states[state] ?? 0) + 1;
      const rate = rates.get(`${one.service.id} ${one.outcome}`) ?? 1;
      if (state === "NOT_SAMPLED") expect(rate).toBeLessThan(1);
      draws.expected += rate;
      draws.variance += rate * (1 - rate);
      draws.drawn += Number(state !== "NOT_SAMPLED");
      draws.sampled += Number(rate < 1);
      if (invitation === null) continue;
      askings.push({ who: one.who, kind: one.kind, service: one.service.id, at: now.getTime() });
      if (random() < 0.03 && one.kind !== "OFFICE") {
        await desk.app.send(undefined, "mutation ($token: String!) { optOut(token: $token) { __typename } }", { token: invitation.token });
        optOuts.set(one.who, now.getTime());
      }
    }
  }

  const z = (draws.drawn - draws.expected) / Math.sqrt(draws.variance);
  process.stdout.write(`a year of the house: ${String(askings.length)} askings, ${JSON.stringify(states)}, drawn ${String(draws.drawn)} where ${draws.expected.toFixed(1)} were expected (z = ${z.toFixed(2)})\n`);
  expect(draws.sampled).toBeGreaterThan(500);
  expect(Math.abs(z)).toBeLessThan(5);
  // The stored probabilities are the rates of their strata and times, and nothing else.
  const stored = await desk.query("SELECT DISTINCT inclusion_probability AS p FROM invitation");
  expect(stored.some(({ p }) => p < 1)).toBe(true);
  expect(Object.keys(states).sort()).toEqual(expect.arrayContaining(["INVITED", "NOT_SAMPLED", "OPTED_OUT", "RECENTLY_ASKED"]));

  for (const [i, one] of askings.entries()) {
    for (const later of askings.slice(i + 1).filter(({ who }) => who === one.who)) {
      const apart = (later.at - one.at) / DAY_MS;
      expect(apart).toBeGreaterThanOrEqual(one.kind === "OFFICE" ? 31 : 14);
      if (later.service === one.service) expect(apart).toBeGreaterThanOrEqual(one.kind === "PERSON" ? 30 : one.kind === "ESTABLISHMENT" ? 92 : 31);
    }
  }
  for (const [who, at] of optOuts) expect(askings.filter((asking) => asking.who === who && asking.at > at)).toEqual([]);
  expect(optOuts.size).toBeGreaterThan(5);
}, 180_000);

const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) { ... on TransactionResults { results { status notAskedReason invitation { token } } } ... on Refusal { code } }
}`;
