import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "../../src/database/roles";
import { givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";
import { Metrics } from "../../src/web/metrics";

// The same question asked at once is worked out once: docs/decisions/0041.

const metrics = new Metrics();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ metrics, development: false });
});
afterAll(() => app.close());

/** How often an operation was worked out so far. */
async function workedOut(operation: string): Promise<number> {
  const { values } = (await metrics.registry.getSingleMetric("yusr_operation_seconds")?.get()) ?? { values: [] };
  return values.filter(({ metricName, labels }: any) => metricName === "yusr_operation_seconds_count" && labels.operation === operation).reduce((sum, { value }) => sum + value, 0);
}

const times = <T>(n: number, ask: (i: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, (_, i) => ask(i)));

test("forty who ask the same while it takes long get the same, worked out three times; each under a request id of their own", async () => {
  const office = await app.key({ role: "office" });
  const agency = await givenAgency(app);
  const before = await workedOut("agency");
  const query = `query ($code: String!) { agency(code: $code) { code names } }`;
  await withClient({ url: app.database.url }, async (holder) => {
    await holder.query("BEGIN; LOCK TABLE agency IN ACCESS EXCLUSIVE MODE");
    const sent = times(40, () =>
      fetch(`${app.address}/graphql`, { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${office}` }, body: JSON.stringify({ query, variables: { code: agency.code } }) }),
    );
    await sleep(500);
    await holder.query("COMMIT");
    const responses = await sent;
    const bodies: any[] = await Promise.all(responses.map((response) => response.json()));
    expect(bodies.map(({ data }) => data.agency.code)).toEqual(bodies.map(() => agency.code));
    expect(new Set(responses.map(({ headers }) => headers.get("x-request-id"))).size).toBe(40);
    for (const { status, headers } of responses) expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([200, "application/json; charset=utf-8", "no-store"]);
  });
  // Two at once, and all others together when they had ended.
  const often = (await workedOut("agency")) - before;
  expect(often).toBeGreaterThanOrEqual(3);
  expect(often).toBeLessThanOrEqual(4);
});

test("who asks in the same words gets their own answer nevertheless, and other variables are another question", async () => {
  const agencies = [await givenAgency(app), await givenAgency(app)];
  const keys = await Promise.all(agencies.map(({ id: agencyId }) => app.key({ role: "owner", agencyId, serviceIds: undefined })));
  const services: ServiceFixture[] = [];
  for (const agency of agencies) services.push(await givenService(app, { agency }));
  // An owner sees own services by name, others not at all.
  const query = `query ($period: PeriodInput!, $service: String!) { dataHealth(filter: { period: $period, services: [$service] }, first: 5) { __typename ... on Refusal { code } } }`;
  const period = { from: "2026-01-01", to: "2026-02-01" };
  const answers = await times(24, (i) => app.send(keys[i % 2], query, { period, service: services[Math.floor(i / 2) % 2]?.name }));
  for (const [i, { data }] of answers.entries()) expect(data.dataHealth).toEqual(i % 2 === Math.floor(i / 2) % 2 ? { __typename: "DataHealth" } : { __typename: "Refusal", code: "NOT_FOUND" });
});

test("nobody is told anything older than their question: what was acknowledged before it is in the answer", async () => {
  const agency = await givenAgency(app);
  const office = await app.key({ role: "office" });
  const query = "query ($agency: String!) { services(agency: $agency) { totalCount } portals { totalCount } }";
  const ask = async (): Promise<number> => (await app.send(office, query, { agency: agency.code })).data.services.totalCount;
  await withClient({ url: app.database.url }, async (holder) => {
    await holder.query("BEGIN; LOCK TABLE portal IN ACCESS EXCLUSIVE MODE");
    // These have read the services already, and wait for the portals.
    const early = times(2, ask);
    await sleep(300);
    await givenService(app, { agency });
    const late = times(5, ask);
    await sleep(300);
    await holder.query("COMMIT");
    expect([await early, await late]).toEqual([[0, 0], [1, 1, 1, 1, 1]]);
  });
});

test("mistakes are told to each, with the same status", async () => {
  const office = await app.key({ role: "office" });
  const wrong = await times(12, () => app.send(office, "{ agencies { nothing } }"));
  expect(wrong.map(({ status, errors }) => [status, errors[0].extensions.code])).toEqual(wrong.map(() => [400, "GRAPHQL_VALIDATION_FAILED"]));
  const strange = await times(12, () => app.send(office, "query A { agencies { totalCount } } mutation B { __typename }"));
  expect(new Set(strange.map(({ status }) => status))).toEqual(new Set([400]));
});

test("what changes something is done as often as it is sent", async () => {
  const office = await app.key({ role: "office" });
  const create = `mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { ... on Agency { code } ... on Refusal { code } } }`;
  const before = await workedOut("createAgency");
  const input = { code: "ONCE", names: { ar: "جهة", en: "Agency" }, timeZone: "Asia/Muscat" };
  const answers = await times(8, () => app.send(office, create, { input }));
  expect((await workedOut("createAgency")) - before).toBe(8);
  expect(answers.filter(({ data }) => data?.createAgency?.code === "ONCE")).toHaveLength(1);
});
