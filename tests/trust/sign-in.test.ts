import { createHmac, createPublicKey } from "node:crypto";
import { pino } from "pino";
import type { OidcSettings } from "../../src/security/oidc-settings";
import { type AgencyFixture, givenAgency, givenService, type ServiceFixture } from "../support/fixtures";
import { AUDIENCE, type OidcProvider, startOidcProvider } from "../support/oidc-provider";
import { type Answer, startTestApp, type TestApp } from "../support/test-app";

/** People sign in with access tokens of a provider of identities: a real one, in a process of its own. */
let app: TestApp;
let provider: OidcProvider;
let agency: AgencyFixture;
let services: readonly ServiceFixture[];
const lines: string[] = [];

const VIEWER = "{ viewer { role keyId auditName } }";
const CODES = { agency: "TAXES", one: "REFUND", other: "RETURN" } as const;
const settings = (issuer: string): OidcSettings => ({
  issuer, audience: AUDIENCE, jwksUrl: undefined, roleClaim: "realm_access.roles", agencyClaim: "https://ministry.example/agency", servicesClaim: "services",
  roles: new Map([["yusr-owner", "owner"], ["yusr-office", "office"], ["yusr-admin", "admin"]]),
});
const roles = (...values: readonly string[]) => ({ realm_access: { roles: ["offline_access", ...values] } });
const ofAgency = (code: unknown, list: unknown) => ({ ...roles("yusr-owner"), "https://ministry.example/agency": code, services: list });

beforeAll(async () => {
  provider = await startOidcProvider([
    { id: "office", claims: roles("yusr-office") },
    { id: "admin", claims: roles("yusr-admin") },
    { id: "owner", claims: ofAgency(CODES.agency, "*") },
    { id: "owner-of-one", claims: ofAgency(CODES.agency, [CODES.one]) },
    { id: "nothing", claims: {} },
    { id: "other-role", claims: roles("admin") },
    { id: "two-roles", claims: roles("yusr-owner", "yusr-admin") },
    { id: "no-agency", claims: { ...roles("yusr-owner"), services: "*" } },
    { id: "two-agencies", claims: ofAgency([CODES.agency, "OTHER"], "*") },
    { id: "unknown-agency", claims: ofAgency("NOWHERE", "*") },
    { id: "no-services", claims: ofAgency(CODES.agency, []) },
    { id: "unknown-service", claims: ofAgency(CODES.agency, [CODES.one, "NOWHERE"]) },
    { id: "for-others", claims: roles("yusr-admin"), audience: "https://other.example/api" },
  ]);
  app = await startTestApp({ oidc: settings(provider.issuer), log: pino({ level: "info" }, { write: (line: string) => lines.push(line) }) });
  agency = await givenAgency(app, { code: CODES.agency });
  services = [await givenService(app, { agency, code: CODES.one }), await givenService(app, { agency, code: CODES.other })];
});
const others: TestApp[] = [];
/** A further server over the same database, which has not seen the provider yet. */
async function another(oidc: OidcSettings | null = settings(provider.issuer)): Promise<TestApp> {
  const server = await startTestApp({ database: app.database, ...(oidc === null ? {} : { oidc }) });
  others.push(server);
  return server;
}
afterAll(async () => {
  for (const server of others) await server.close();
  await app.close();
  await provider.close();
});

const now = (): number => Math.floor(Date.now() / 1_000);
const forged = (claims: object, header: object = {}, ownKey?: true): Promise<string> =>
  provider.order("forge", { header: { ...header }, claims: { iss: provider.issuer, aud: AUDIENCE, sub: "forged", iat: now(), exp: now() + 300, ...roles("yusr-admin"), ...claims }, ...(ownKey === undefined ? {} : { ownKey }) });
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The one answer to every token that opens nothing. */
const REFUSED = { errors: [{ message: "This key or token is unknown, revoked or expired.", extensions: { code: "UNAUTHENTICATED" } }] };
const told = ({ status, body }: Answer): readonly unknown[] => [status, body];

/** Expects the one refusal, and a reason in the log that does not hold the token. */
async function expectRefused(token: string, reason: RegExp): Promise<void> {
  lines.length = 0;
  expect(told(await app.send(token, VIEWER))).toEqual([401, REFUSED]);
  expect(lines.map((line) => JSON.parse(line).reason)).toEqual([expect.stringMatching(reason)]);
  expect(lines.filter((line) => token.split(".").some((piece) => piece.length > 20 && line.includes(piece)))).toEqual([]);
}

test("office and admin come in with the provider's token, under a pseudonym that does not say who they are", async () => {
  for (const role of ["office", "admin"]) {
    const { viewer } = (await app.send(await provider.token(role), VIEWER)).data;
    expect(viewer).toEqual({ role, keyId: null, auditName: expect.stringMatching(new RegExp(`^${role}:person:v1:[\\w-]{22}$`, "u")) });
    expect((await app.send(await provider.token(role), VIEWER)).data.viewer).toEqual(viewer);
  }
});

test("an owner sees the services of the agency that the token names, or those it lists", async () => {
  const REPORT = 'query ($services: [String!]) { effortReport(filter: { services: $services, period: { from: "2026-01-01", to: "2026-02-01" } }) { __typename } }';
  const others = await givenService(app);
  const seen = async (client: string): Promise<readonly string[]> => {
    const token = await provider.token(client);
    const answers = await Promise.all([...services, others].map(async ({ name }) => ({ name, answer: await app.send(token, REPORT, { services: [name] }) })));
    return answers.filter(({ answer }) => answer.data.effortReport.__typename === "EffortReport").map(({ name }) => name);
  };
  expect(await seen("owner")).toEqual(services.map(({ name }) => name));
  expect(await seen("owner-of-one")).toEqual([`${CODES.agency}/${CODES.one}`]);
});

test("what a person does stands in the audit log under the pseudonym", async () => {
  const token = await provider.token("owner");
  const { viewer } = (await app.send(token, VIEWER)).data;
  const made = await app.send(token, `mutation { createTouchpoint(input: { agency: "${CODES.agency}", code: "DESK", channel: SERVICE_CENTRE, names: { ar: "مكتب", en: "Desk" } }) { __typename ... on Refusal { code path } } }`);
  expect(made.data?.createTouchpoint.__typename).toBe("Touchpoint");
  const rows: { actor: string }[] = await app.house.dataSource.query("SELECT actor FROM audit_entry WHERE action = 'createTouchpoint'");
  expect(rows).toEqual([{ actor: viewer.auditName }]);
});

test("the weekly page takes the same token", async () => {
  const page = async (token: string): Promise<number> => (await fetch(`${app.address}/reports/weekly?agency=${CODES.agency}&lang=en`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await page(await provider.token("owner"))).toBe(200);
  expect(await page(await forged({ exp: now() - 60 }))).toBe(401);
});

test.each([
  ["nothing", /^NO_ROLE$/u],
  ["other-role", /^NO_ROLE$/u],
  ["two-roles", /^SEVERAL_ROLES$/u],
  ["no-agency", /^NO_AGENCY$/u],
  ["two-agencies", /^SEVERAL_AGENCIES$/u],
  ["unknown-agency", /^UNKNOWN_AGENCY$/u],
  ["no-services", /^NO_SERVICES$/u],
  ["unknown-service", /^UNKNOWN_SERVICE$/u],
  ["for-others", /aud check_failed/u],
])("a genuine token that says too little or too much opens nothing: %s", async (client, reason) => {
  await expectRefused(await provider.token(client), reason);
});

test("forged and stale tokens open nothing, and all are told the same", async () => {
  // A control: what the forger makes would open the door if nothing were wrong with it.
  expect((await app.send(await forged({}), VIEWER)).data.viewer.role).toBe("admin");
  await expectRefused(await forged({ exp: now() - 31 }), /EXPIRED exp/u);
  await expectRefused(await forged({ nbf: now() + 60 }), /nbf check_failed/u);
  await expectRefused(await forged({ exp: undefined }), /exp missing/u);
  await expectRefused(await forged({ iss: "https://elsewhere.example" }), /iss check_failed/u);
  await expectRefused(await forged({ aud: ["https://other.example/api"] }), /aud check_failed/u);
  await expectRefused(await forged({ aud: undefined }), /aud missing/u);
  await expectRefused(await forged({ sub: undefined }), /sub missing/u);
  await expectRefused(await forged({ sub: "" }), /NO_SUBJECT/u);
  await expectRefused(await forged({}, {}, true), /SIGNATURE/u);
  await expectRefused(await forged({}, { kid: "nobody's" }), /NO_MATCHING_KEY/u);
  const [header = "", claims = "", signature = ""] = (await provider.token("office")).split(".");
  const more = { ...JSON.parse(Buffer.from(claims, "base64url").toString()), ...roles("yusr-admin") };
  await expectRefused([header, part(more), signature].join("."), /SIGNATURE/u);
  await expectRefused(`${part({ alg: "none" })}.${claims}.`, /NOT_ALLOWED|INVALID/u);
  const publicKey = await provider.order("publicKey", {});
  const asText = createPublicKey({ key: { ...publicKey }, format: "jwk" }).export({ type: "spki", format: "pem" });
  for (const secret of [asText, JSON.stringify(publicKey)]) {
    const unsigned = `${part({ alg: "HS256", kid: publicKey.kid })}.${part(more)}`;
    await expectRefused(`${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`, /NOT_ALLOWED/u);
  }
  for (const rubbish of ["x", "a.b.c", "..", `${header}.${claims}`]) await expectRefused(rubbish, /INVALID/u);
});

test("clocks may differ by half a minute", async () => {
  expect((await app.send(await forged({ exp: now() - 20 }), VIEWER)).status).toBe(200);
  expect((await app.send(await forged({ nbf: now() + 20 }), VIEWER)).status).toBe(200);
});

test("a server without a provider takes keys alone", async () => {
  const plain = await another(null);
  expect(told(await plain.send(await provider.token("admin"), VIEWER))).toEqual([401, REFUSED]);
  expect((await plain.send(await plain.key({ role: "admin" }), VIEWER)).data.viewer.role).toBe("admin");
});

test("keys are fetched once, and rubbish makes nobody fetch them again and again", async () => {
  const fresh = await another();
  const before = await provider.order("fetched", {});
  const token = await provider.token("office");
  for (const status of (await Promise.all(Array.from({ length: 20 }, () => fresh.send(token, VIEWER)))).map((answer) => answer.status)) expect(status).toBe(200);
  const rubbish = await forged({}, { kid: "unknown" });
  for (let sent = 0; sent < 20; sent += 1) expect((await fresh.send(rubbish, VIEWER)).status).toBe(401);
  expect((await provider.order("fetched", {})) - before).toBe(1);
});

test("S24: with the provider away nobody is let in unseen; known keys and machines go on", async () => {
  const token = await provider.token("office");
  expect((await app.send(token, VIEWER)).status).toBe(200);
  const fresh = await another();
  const key = await fresh.key({ role: "office" });
  await provider.order("away", { away: true });
  try {
    // The server that has seen the keys goes on; what it cannot judge it does not allow.
    expect((await app.send(token, VIEWER)).status).toBe(200);
    expect((await app.send(await forged({ exp: now() - 60 }), VIEWER)).status).toBe(401);
    const started = performance.now();
    for (let sent = 0; sent < 5; sent += 1) {
      const answer = await fresh.send(token, VIEWER);
      expect([answer.status, answer.data, answer.errors[0].extensions.code]).toEqual([503, undefined, "IDENTITY_UNAVAILABLE"]);
    }
    expect(performance.now() - started).toBeLessThan(3_000);
    expect((await fresh.send(key, VIEWER)).status).toBe(200);
  } finally {
    await provider.order("away", { away: false });
  }
  await until(async () => (await fresh.send(token, VIEWER)).status === 200);
});

test("a provider that names itself otherwise than we do is none", async () => {
  const fresh = await another({ ...settings(provider.issuer), issuer: provider.issuer.replace("127.0.0.1", "localhost") });
  expect((await fresh.send(await provider.token("admin"), VIEWER)).status).toBe(503);
});

test("keys rotate while running: the new one works at once, the old one while it is told", async () => {
  const old = await provider.token("office");
  await provider.order("rotate", { keepOld: true });
  await until(async () => (await app.send(await provider.token("office"), VIEWER)).status === 200);
  expect((await app.send(old, VIEWER)).status).toBe(200);
  await provider.order("rotate", { keepOld: false });
  await until(async () => (await app.send(await provider.token("office"), VIEWER)).status === 200);
  await expectRefused(old, /NO_MATCHING_KEY/u);
}, 60_000);

/** Waits for what a pause between two questions to the provider holds up. */
async function until(works: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 15_000;
  while (!(await works())) {
    if (performance.now() > end) throw new Error("it never worked");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
