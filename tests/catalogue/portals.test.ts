import { givenAgency, givenPortal, givenService, type PortalFixture, type ServiceFixture } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let office: string;
let owner: string;
let service: ServiceFixture;
let portal: PortalFixture;
let portalKey: string;
beforeAll(async () => {
  app = await startTestApp();
  office = await app.key({ role: "office" });
  service = await givenService(app);
  owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  portal = await givenPortal(app, { services: [service] });
  portalKey = await app.key({ role: "portal", portalId: portal.id });
});
afterAll(() => app.close());

const CREATE = `mutation ($input: CreatePortalInput!) { createPortal(input: $input) { ... on Portal { code names agency { code } grants { totalCount } } ... on Refusal { code path } } }`;

test("the office enters a portal, which may report nothing yet", async () => {
  const agency = await givenAgency(app);
  const input = { code: "UNIFIED", names: { ar: "البوابة الموحدة" }, agency: agency.code };
  expect((await app.send(office, CREATE, { input })).data.createPortal).toEqual({ code: "UNIFIED", names: input.names, agency: { code: agency.code }, grants: { totalCount: 0 } });
  expect((await app.send(office, CREATE, { input })).data.createPortal).toEqual({ code: "CODE_TAKEN", path: ["code"] });
  expect((await app.send(office, CREATE, { input: { ...input, code: "x y" } })).data.createPortal).toEqual({ code: "INVALID_CODE", path: ["code"] });
  expect((await app.send(office, CREATE, { input: { ...input, code: "X", agency: "NONE" } })).data.createPortal).toEqual({ code: "NOT_FOUND", path: ["agency"] });
  expect((await app.send(undefined, CREATE, { input })).status).toBe(401);
  expect((await app.send(owner, CREATE, { input })).errors[0].extensions.code).toBe("FORBIDDEN");
});

const GRANT = `mutation ($input: GrantPortalInput!) { grantPortal(input: $input) { ... on Portal { grants { edges { node { from to service { code } } } } } ... on Refusal { code path } } }`;
const END_GRANT = `mutation ($input: EndGrantInput!) { endGrant(input: $input) { ... on Portal { grants { edges { node { from to } } } } ... on Refusal { code path } } }`;

test("grants follow each other without overlapping, and end on a day", async () => {
  const fresh = await givenPortal(app);
  const grant = async (from: string, to?: string): Promise<any> => (await app.send(office, GRANT, { input: { portal: fresh.code, service: service.name, from, to } })).data.grantPortal;
  const end = async (on: string): Promise<any> => (await app.send(office, END_GRANT, { input: { portal: fresh.code, service: service.name, on } })).data.endGrant;
  expect(await grant("2026-01-01", "2026-02-01")).toEqual({ grants: { edges: [{ node: { from: "2026-01-01", to: "2026-02-01", service: { code: service.code } } }] } });
  expect(await grant("2026-01-31")).toEqual({ code: "GRANT_OVERLAPS", path: ["from"] });
  expect(await end("2026-03-01")).toEqual({ code: "NOT_FOUND", path: ["service"] });
  await grant("2026-02-01");
  expect(await grant("2030-01-01")).toEqual({ code: "GRANT_OVERLAPS", path: ["from"] });
  expect(await end("2026-02-01")).toEqual({ code: "EMPTY_PERIOD", path: ["on"] });
  expect(await end("2026-03-01")).toEqual({ grants: { edges: [{ node: { from: "2026-01-01", to: "2026-02-01" } }, { node: { from: "2026-02-01", to: "2026-03-01" } }] } });
  expect(await end("2026-04-01")).toEqual({ code: "NOT_FOUND", path: ["service"] });
});

test("what is wrong with a grant is refused, and only the office gives one", async () => {
  const input = { portal: portal.code, service: service.name, from: "2026-01-01" };
  const grant = async (change: object): Promise<any> => (await app.send(office, GRANT, { input: { ...input, ...change } })).data.grantPortal;
  expect(await grant({ portal: "NONE" })).toEqual({ code: "NOT_FOUND", path: ["portal"] });
  expect(await grant({ service: "NONE" })).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect(await grant({ to: "2026-01-01" })).toEqual({ code: "EMPTY_PERIOD", path: ["to"] });
  expect((await app.send(office, GRANT, { input: { ...input, from: "2026-02-30" } })).errors[0].extensions.code).toBe("BAD_USER_INPUT");
  expect((await app.send(undefined, GRANT, { input })).status).toBe(401);
  for (const key of [owner, portalKey]) expect((await app.send(key, GRANT, { input })).errors[0].extensions.code).toBe("FORBIDDEN");
});

test("two grants at once for the same days: one holds", async () => {
  const fresh = await givenPortal(app);
  const answers = await Promise.all([1, 2, 3].map(() => app.send(office, GRANT, { input: { portal: fresh.code, service: service.name, from: "2026-01-01" } })));
  expect(answers.filter(({ data }) => data.grantPortal.code === "GRANT_OVERLAPS")).toHaveLength(2);
});

const DECLARE = `mutation ($input: DeclareSignalsInput!) { declareSignals(input: $input) { ... on Portal { signals { edges { node { signal from to } } } } ... on Refusal { code path } } }`;
const END_SIGNAL = `mutation ($input: EndSignalInput!) { endSignal(input: $input) { ... on Portal { signals { edges { node { signal from to } } } } ... on Refusal { code path } } }`;

test("a portal declares what it measures of services it was granted, and for itself only", async () => {
  const declare = async (change: object = {}, key = portalKey): Promise<any> =>
    (await app.send(key, DECLARE, { input: { portal: portal.code, service: service.name, signals: ["ERROR", "HELP"], from: "2026-01-01", ...change } })).data.declareSignals;
  const error = { signal: "ERROR", from: "2026-01-01", to: null };
  const help = { signal: "HELP", from: "2026-01-01", to: null };
  expect(await declare()).toEqual({ signals: { edges: [{ node: error }, { node: help }] } });
  expect(await declare({ signals: ["RETRY", "HELP"] })).toEqual({ code: "SIGNAL_OVERLAPS", path: ["signals", "1"] });
  const [otherPortal, otherService] = [await givenPortal(app), await givenService(app)];
  expect(await declare({ portal: otherPortal.code })).toEqual({ code: "NOT_FOUND", path: ["portal"] });
  expect(await declare({ service: otherService.name })).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect(await declare({ service: "NONE" })).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect(await declare({ to: "2025-01-01" })).toEqual({ code: "EMPTY_PERIOD", path: ["to"] });
  const input = { portal: portal.code, service: service.name, signals: ["RETRY"], from: "2026-01-01" };
  expect((await app.send(portalKey, DECLARE, { input: { ...input, signals: [] } })).errors[0].extensions.code).toBe("BAD_USER_INPUT");
  expect((await app.send(owner, DECLARE, { input })).errors[0].extensions.code).toBe("FORBIDDEN");
  expect((await app.send(undefined, DECLARE, { input })).status).toBe(401);

  const end = async (change: object = {}): Promise<any> =>
    (await app.send(portalKey, END_SIGNAL, { input: { portal: portal.code, service: service.name, signal: "HELP", on: "2026-06-01", ...change } })).data.endSignal;
  expect(await end({ on: "2026-01-01" })).toEqual({ code: "EMPTY_PERIOD", path: ["on"] });
  expect(await end({ signal: "RETRY" })).toEqual({ code: "NOT_FOUND", path: ["signal"] });
  expect(await end()).toEqual({ signals: { edges: [{ node: error }, { node: { ...help, to: "2026-06-01" } }] } });
  expect(await declare({ signals: ["HELP"], from: "2026-06-01" }, office)).toMatchObject({ signals: { edges: [{}, {}, { node: { signal: "HELP", from: "2026-06-01", to: null } }] } });
});

test("the office sees all portals, a portal itself, an owner none", async () => {
  const query = "{ portals { totalCount edges { node { code grants { edges { node { service { code } } } } } } } }";
  const all = (await app.send(office, query)).data.portals;
  expect(all.totalCount).toBeGreaterThan(2);
  const itself = { code: portal.code, grants: { edges: [{ node: { service: { code: service.code } } }] } };
  expect((await app.send(portalKey, query)).data.portals).toEqual({ totalCount: 1, edges: [{ node: itself }] });
  expect((await app.send(owner, query)).data.portals).toEqual({ totalCount: 0, edges: [] });
  expect((await app.send(undefined, query)).status).toBe(401);
});
