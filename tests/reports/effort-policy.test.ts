import type { EffortPolicyDraft } from "../../src/reports/domain/effort-index/effort-policy";
import { FIRST_POLICY } from "../support/effort-policy";
import { everyField } from "../support/every-field";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { counted, responses } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

const FIELDS = everyField("EffortPolicies");
const READ = `{ effortPolicy ${FIELDS} }`;
const PUBLISH = `mutation ($input: EffortPolicyInput!) { publishEffortPolicy(input: $input) { __typename ... on Refusal { code path } ... on EffortPolicies ${FIELDS} } }`;

let app: TestApp;
let office: string;
let service: ServiceFixture;
let now = new Date("2026-05-01T06:00:00Z");

beforeAll(async () => {
  app = await startTestApp({ clock: () => now });
  office = await app.key({ role: "office" });
  service = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }] });
  await counted(app, { responses: [...responses(service, "STEP_EASE5", 1, [20, 10, 10, 0, 0], { stepCode: "FILL" }), ...responses(service, "STEP_EASE5", 1, [20, 10, 10, 0, 0], { stepCode: "FILL", day: "2026-06-15" })] });
  await app.house.tallies.release.release(OPERATOR);
});
afterAll(() => app.close());

const signals = (list: EffortPolicyDraft["profiles"]["FULL"]) => list.map(({ name, weight, low, high }) => ({ signal: name, weight, low, high }));
const { FULL, STATUS, FELT, LOG } = FIRST_POLICY.profiles;
const input = { validFrom: "2026-06-01", threshold: 80, correlation: 0.4, full: signals(FULL), status: signals(STATUS), felt: signals(FELT), log: signals(LOG) };

async function publish(more: object, key: string | null = office) {
  const { data, errors } = await app.send(key ?? undefined, PUBLISH, { input: { ...input, ...more } });
  return errors === undefined ? data.publishEffortPolicy : { error: errors[0].extensions.code };
}

async function verdict(to: string) {
  const query = `query ($filter: ReportFilter!) { effortReport(filter: $filter) { ... on EffortReport { steps(orderBy: INDEX) { index { policyVersion verdict } } } } }`;
  const { data } = await app.send(office, query, { filter: { period: { from: "2026-03-01", to } } });
  return data.effortReport.steps[0]?.index;
}

test("the first version is the table of METHODS 5.2", async () => {
  const { data } = await app.send(office, READ, {});
  expect(data.effortPolicy.versions).toEqual([data.effortPolicy.current]);
  const { version, validFrom, threshold, correlation, profiles } = FIRST_POLICY;
  const told = Object.entries(profiles).map(([profile, list]) => ({ profile, signals: list.map(({ name, ...rest }) => ({ signal: name, ...rest })) }));
  expect(data.effortPolicy.current).toEqual({ version, validFrom, threshold, correlation, profiles: told });
});

test("what does not add up, is out of order, or would change what was told before is refused", async () => {
  const heavier = signals(STATUS).map((signal, index) => (index === 0 ? { ...signal, weight: 0.6 } : signal));
  expect(await publish({ status: heavier })).toEqual({ __typename: "Refusal", code: "INVALID_WEIGHTS", path: ["profiles", "STATUS"] });
  expect(await publish({ log: signals(LOG).map((signal) => ({ ...signal, low: signal.high })) })).toMatchObject({ code: "INVALID_WEIGHTS", path: ["profiles", "LOG"] });
  expect(await publish({ felt: [] })).toMatchObject({ code: "WRONG_SIGNALS", path: ["profiles", "FELT"] });
  expect(await publish({ threshold: 100 })).toMatchObject({ code: "OUT_OF_RANGE", path: ["threshold"] });
  expect(await publish({ validFrom: "2026-04-30" })).toMatchObject({ code: "TOO_EARLY", path: ["validFrom"] });
});

test("nobody, and nobody whose steps are weighed, publishes; owners may read", async () => {
  const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  expect(await publish({}, null)).toEqual({ error: "UNAUTHENTICATED" });
  expect(await publish({}, owner)).toEqual({ error: "FORBIDDEN" });
  expect((await app.send(owner, READ, {})).data.effortPolicy.current.version).toBe(1);
  expect((await app.send(undefined, READ, {})).errors[0].extensions.code).toBe("UNAUTHENTICATED");
});

test("the database itself keeps weights and goalposts in bounds", async () => {
  const row = (weight: number, low: number, high: number) => app.house.dataSource.query("INSERT INTO effort_policy_signal (version, profile, signal, weight, low, high) VALUES (1, 'FELT', 'HELP', $1, $2, $3)", [weight, low, high]);
  await expect(row(0, 0, 1)).rejects.toThrow(/effort_policy_signal_weight_ck/u);
  await expect(row(0.5, 0.2, 0.2)).rejects.toThrow(/effort_policy_signal_goalposts_ck/u);
});

test("a version holds for periods that end in its time; what was told before stays, and the act is on record", async () => {
  expect(await verdict("2026-05-01")).toEqual({ policyVersion: 1, verdict: "CONFIRMED" });
  const [one, two] = await Promise.all([publish({}), publish({})]);
  expect([one, two].map(({ __typename, code }) => code ?? __typename).sort()).toEqual(["EffortPolicies", "TOO_EARLY"]);
  expect(await verdict("2026-05-01")).toEqual({ policyVersion: 1, verdict: "CONFIRMED" });
  expect(await verdict("2026-07-01")).toEqual({ policyVersion: 2, verdict: "POSSIBLE" });
  now = new Date("2026-06-01T06:00:00Z");
  const { current, versions } = (await app.send(office, READ, {})).data.effortPolicy;
  expect([current.version, current.threshold, versions.map(({ version }: any) => version)]).toEqual([2, 80, [2, 1]]);
  const entries = await app.house.dataSource.query("SELECT action, target FROM audit_entry WHERE action = 'publishEffortPolicy'");
  expect(entries).toEqual([{ action: "publishEffortPolicy", target: { version: 2, validFrom: "2026-06-01" } }]);
});
