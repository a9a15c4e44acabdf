import type { ServiceFacts } from "../../src/catalogue/domain/service-facts";
import { fine, givenAgency, givenProcedure, givenService, type ServiceFixture, unusedCode } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let office: string;
/** An owner's services, and somebody else's. */
let own: ServiceFixture;
let foreign: ServiceFixture;
let owner: string;
beforeAll(async () => {
  app = await startTestApp();
  office = await app.key({ role: "office" });
  own = await givenService(app);
  foreign = await givenService(app);
  owner = await app.key({ role: "owner", agencyId: own.agencyId, serviceIds: undefined });
});
afterAll(() => app.close());

const facts = async (id: string): Promise<ServiceFacts | undefined> => (await app.house.dataSource.transaction((unit) => app.house.catalogue.lookup.services(unit, [id]))).get(id);
const NAMES = { ar: "تجديد رخصة القيادة", en: "Driving licence renewal" };
const CREATE = `mutation ($input: CreateServiceInput!) { createService(input: $input) {
  ... on Service { code names nationalCode surveyPolicy agency { code } currentProcedure { version state standard steps { code } } }
  ... on Refusal { code path } } }`;

test("an owner enters a service of its agency, which is at once on the standard procedure", async () => {
  const code = unusedCode("SV");
  const { data } = await app.send(owner, CREATE, { input: { agency: own.agencyCode, code, names: NAMES, nationalCode: "1234-5" } });
  expect(data.createService).toMatchObject({
    code,
    names: NAMES,
    nationalCode: "1234-5",
    surveyPolicy: "NORMAL",
    agency: { code: own.agencyCode },
    currentProcedure: { version: 1, state: "PUBLISHED", standard: true },
  });
  expect(data.createService.currentProcedure.steps).toHaveLength(17);
  const again = await app.send(owner, CREATE, { input: { agency: own.agencyCode, code, names: NAMES } });
  expect(again.data.createService).toEqual({ code: "CODE_TAKEN", path: ["code"] });
});

test("what is wrong with a new service is refused with its code and place", async () => {
  const good = { agency: own.agencyCode, code: "GOOD", names: NAMES };
  for (const [input, code, path] of [
    [{ ...good, code: "has space" }, "INVALID_CODE", ["code"]],
    [{ ...good, names: {} }, "TEXT_REQUIRED", ["names"]],
    [{ ...good, nationalCode: "x".repeat(65) }, "TEXT_TOO_LONG", ["nationalCode"]],
    [{ ...good, agency: foreign.agencyCode }, "NOT_FOUND", ["agency"]],
    [{ ...good, agency: "NONE" }, "NOT_FOUND", ["agency"]],
  ] as const) {
    expect((await app.send(owner, CREATE, { input })).data.createService).toEqual({ code, path });
  }
  expect((await app.send(undefined, CREATE, { input: good })).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  const someServices = await app.key({ role: "owner", agencyId: own.agencyId, serviceIds: [own.id] });
  expect((await app.send(someServices, CREATE, { input: good })).data.createService).toEqual({ code: "NOT_FOUND", path: ["agency"] });
  expect((await app.send(office, CREATE, { input: good })).errors[0].extensions.code).toBe("FORBIDDEN");
});

test("a service is read by its code, or with its agency's where several use the code", async () => {
  const [a, b] = [await givenAgency(app), await givenAgency(app)];
  const code = unusedCode("SV");
  for (const agency of [a, b]) await givenService(app, { agency, code });
  const read = "query ($code: String!) { service(code: $code) { code agency { code } } }";
  expect((await app.send(owner, read, { code: `${b.code}/${code}` })).data.service).toEqual({ code, agency: { code: b.code } });
  expect((await app.send(owner, read, { code: own.code })).data.service.code).toBe(own.code);
  expect((await app.send(owner, read, { code: "NONE" })).data).toEqual({ service: null });
  const { errors } = await app.send(owner, read, { code });
  expect(errors[0].extensions.code).toBe("AMBIGUOUS_SERVICE");
  expect(errors[0].message).toContain(`${a.code}/${code}`);
  expect((await app.send(undefined, read, { code })).status).toBe(401);
  const { data } = await app.send(owner, "query ($agency: String) { services(agency: $agency) { totalCount edges { node { code } } } }", { agency: a.code });
  expect(data.services).toEqual({ totalCount: 1, edges: [{ node: { code } }] });
  expect((await app.send(owner, '{ services(agency: "\\u0000") { totalCount } }')).data.services.totalCount).toBe(0);
});

const UPDATE = `mutation ($input: UpdateServiceInput!) { updateService(input: $input) { ... on Service { names nationalCode } ... on Refusal { code path } } }`;

test("an owner renames its own services and nobody else's", async () => {
  const service = await givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });
  const update = async (input: object): Promise<unknown> => (await app.send(owner, UPDATE, { input: { service: service.name, ...input } })).data.updateService;
  expect(await update({ names: NAMES })).toEqual({ names: NAMES, nationalCode: null });
  expect(await update({ nationalCode: "77" })).toEqual({ names: NAMES, nationalCode: "77" });
  expect(await update({ nationalCode: null })).toEqual({ names: NAMES, nationalCode: null });
  expect(await update({ names: { en: "" } })).toEqual({ code: "TEXT_REQUIRED", path: ["names"] });
  expect(await update({ service: foreign.name, names: NAMES })).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect(await update({ service: "NONE", names: NAMES })).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect((await app.send(undefined, UPDATE, { input: { service: service.name } })).status).toBe(401);
});

const POLICY = `mutation ($service: String!, $policy: SurveyPolicy!) { setSurveyPolicy(service: $service, policy: $policy) { ... on Service { surveyPolicy } ... on Refusal { code path } } }`;

test("only the office says whether people may be asked about a service", async () => {
  expect((await app.send(office, POLICY, { service: own.name, policy: "DISCREET" })).data.setSurveyPolicy).toEqual({ surveyPolicy: "DISCREET" });
  expect((await facts(own.id))?.surveyPolicy).toBe("DISCREET");
  expect((await app.send(office, POLICY, { service: "NONE", policy: "NEVER" })).data.setSurveyPolicy).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect((await app.send(office, POLICY, { service: own.name, policy: "SOMETIMES" })).status).toBe(400);
  const byOwner = await app.send(owner, POLICY, { service: own.name, policy: "NEVER" });
  expect([byOwner.status, byOwner.errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
  expect((await app.send(undefined, POLICY, { service: own.name, policy: "NEVER" })).status).toBe(401);
});

const SEGMENTS = `mutation ($service: String!, $segments: [SegmentInput!]!) { defineSegments(service: $service, segments: $segments) {
  ... on Service { segments { code beneficiary actedBy firstTime } } ... on Refusal { code path } } }`;
const segment = (code: string, rule: object = {}): object => ({ code, names: { ar: code, en: code }, ...rule });
const none = { beneficiary: null, actedBy: null, firstTime: null };

test("a service's segments are replaced as a list, and a code keeps its rule for ever", async () => {
  const service = await givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });
  const define = async (segments: object[]): Promise<any> => (await app.send(owner, SEGMENTS, { service: service.name, segments })).data.defineSegments;
  expect(await define([segment("NEW", { firstTime: true }), segment("CITIZEN", { beneficiary: "CITIZEN" }), segment("REST")])).toEqual({
    segments: [{ ...none, code: "NEW", firstTime: true }, { ...none, code: "CITIZEN", beneficiary: "CITIZEN" }, { ...none, code: "REST" }],
  });
  expect(await define([segment("REST"), segment("CLERK", { actedBy: "SERVICE_OFFICE" })])).toEqual({ segments: [{ ...none, code: "REST" }, { ...none, code: "CLERK", actedBy: "SERVICE_OFFICE" }] });
  expect((await facts(service.id))?.segments).toEqual([{ ...none, code: "REST" }, { ...none, code: "CLERK", actedBy: "SERVICE_OFFICE" }]);
  expect(await define([segment("NEW", { firstTime: false })])).toEqual({ code: "SEGMENT_RULE_FIXED", path: ["segments", "0"] });
  expect(await define([segment("NEW", { firstTime: true })])).toEqual({ segments: [{ ...none, code: "NEW", firstTime: true }] });
  expect(await define([])).toEqual({ segments: [] });
});

test("what is wrong with segments is refused with its code and place", async () => {
  const define = async (service: string, segments: object[]): Promise<any> => (await app.send(owner, SEGMENTS, { service, segments })).data.defineSegments;
  expect(await define(own.name, Array.from({ length: 13 }, (_, i) => segment(`S${String(i)}`)))).toEqual({ code: "TOO_MANY_SEGMENTS", path: ["segments"] });
  expect(await define(own.name, [segment("A"), segment("A")])).toEqual({ code: "SEGMENT_REPEATED", path: ["segments", "1", "code"] });
  expect(await define(own.name, [segment("A", { names: {} })])).toEqual({ code: "TEXT_REQUIRED", path: ["segments", "0", "names"] });
  expect(await define(own.name, [segment("A B")])).toEqual({ code: "INVALID_CODE", path: ["segments", "0", "code"] });
  expect(await define(foreign.name, [segment("A")])).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect((await app.send(undefined, SEGMENTS, { service: own.name, segments: [] })).status).toBe(401);
});

test("each of several mutations in one document shows what it changed", async () => {
  const service = await givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });
  const { data } = await app.send(
    owner,
    `mutation ($service: String!) {
      one: defineSegments(service: $service, segments: [{ code: "A", names: { en: "A" } }]) { ... on Service { segments { code } } }
      two: defineSegments(service: $service, segments: [{ code: "B", names: { en: "B" } }]) { ... on Service { segments { code } } } }`,
    { service: service.name },
  );
  expect(data).toEqual({ one: { segments: [{ code: "A" }] }, two: { segments: [{ code: "B" }] } });
});

test("twelve segments and four personas stay twelve and four, however many say so at once", async () => {
  const service = await givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });
  const lists = Array.from({ length: 6 }, (_, l) => Array.from({ length: 12 }, (_unused, i) => segment(`L${String(l)}-${String(i)}`)));
  const answers = await Promise.all(lists.map((segments) => app.send(owner, SEGMENTS, { service: service.name, segments })));
  expect(answers.every(({ data }) => data.defineSegments.segments.length <= 12)).toBe(true);
  expect((await facts(service.id))?.segments).toHaveLength(12);
});

const PERSONAS = `mutation ($service: String!, $personas: [PersonaInput!]!) { definePersonas(service: $service, personas: $personas) {
  ... on Service { personas { code segments } } ... on Refusal { code path } } }`;

test("personas name segments of the service, which may not go while one stands for them", async () => {
  const service = await givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });
  const define = async (personas: object[], name = service.name): Promise<any> => (await app.send(owner, PERSONAS, { service: name, personas })).data.definePersonas;
  const defineSegments = async (segments: object[]): Promise<any> => (await app.send(owner, SEGMENTS, { service: service.name, segments })).data.defineSegments;
  await defineSegments([segment("YOUNG"), segment("OLD")]);
  expect(await define([segment("SALIM", { segments: ["OLD"] }), segment("MARYAM")])).toEqual({ personas: [{ code: "SALIM", segments: ["OLD"] }, { code: "MARYAM", segments: [] }] });
  expect(await defineSegments([segment("YOUNG")])).toEqual({ code: "SEGMENT_NEEDED", path: ["segments"] });
  expect(await define([segment("SALIM", { segments: ["YOUNG", "NONE"] })])).toEqual({ code: "SEGMENT_UNKNOWN", path: ["personas", "0", "segments", "1"] });
  expect(await define(["A", "B", "C", "D", "E"].map((code) => segment(code)))).toEqual({ code: "TOO_MANY_PERSONAS", path: ["personas"] });
  expect(await define([segment("A"), segment("A")])).toEqual({ code: "PERSONA_REPEATED", path: ["personas", "1", "code"] });
  expect(await define([], foreign.name)).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect((await app.send(undefined, PERSONAS, { service: service.name, personas: [] })).status).toBe(401);
  expect(await define([])).toEqual({ personas: [] });
  expect(await defineSegments([segment("YOUNG")])).toMatchObject({ segments: [{ code: "YOUNG" }] });
});

const VOLUMES = `mutation ($service: String!, $volumes: [DeclaredVolumeInput!]!) { declareVolumes(service: $service, volumes: $volumes) {
  ... on Service { declaredVolumes { year channel n source } } ... on Refusal { code path } } }`;

test("the office enters what a register says; the same year and channel is replaced", async () => {
  const volume = (channel: string, n: number, year = 2023): object => ({ year, channel, n, source: "register" });
  const declare = async (volumes: object[]): Promise<any> => (await app.send(office, VOLUMES, { service: own.name, volumes })).data.declareVolumes;
  await declare([volume("WEB", 10), volume("POST", 3)]);
  expect(await declare([volume("WEB", 12), volume("WEB", 20, 2024)])).toEqual({ declaredVolumes: [volume("WEB", 20, 2024), volume("POST", 3), volume("WEB", 12)] });
  expect(await declare([])).toEqual({ code: "EMPTY_BATCH", path: ["volumes"] });
  expect(await declare([volume("WEB", -1)])).toEqual({ code: "VOLUME_OUT_OF_RANGE", path: ["volumes", "0", "n"] });
  expect(await declare([volume("WEB", 1), volume("WEB", 2)])).toEqual({ code: "VOLUME_REPEATED", path: ["volumes", "1"] });
  expect(await declare([volume("WEB", 1, 24)])).toEqual({ code: "YEAR_OUT_OF_RANGE", path: ["volumes", "0", "year"] });
  expect((await app.send(owner, VOLUMES, { service: own.name, volumes: [volume("WEB", 1)] })).errors[0].extensions.code).toBe("FORBIDDEN");
  expect((await app.send(undefined, VOLUMES, { service: own.name, volumes: [] })).status).toBe(401);
  expect((await app.send(office, VOLUMES, { service: "NONE", volumes: [volume("WEB", 1)] })).data.declareVolumes).toEqual({ code: "NOT_FOUND", path: ["service"] });
});

test("a missing language anywhere is listed: an owner sees its own, the office all", async () => {
  const agency = await givenAgency(app);
  const [whole, named, stepped] = [await givenService(app, { agency }), await givenService(app, { agency, names: { en: "Only English" } }), await givenService(app, { agency })];
  await givenProcedure(app, stepped, { steps: [{ code: "A", kind: "FILL_IN", names: { ar: "خطوة" }, askAs: {} }] });
  const query = "query ($first: Int!, $after: String) { untranslated(first: $first, after: $after) { totalCount pageInfo { endCursor } edges { node { code untranslated } } } }";
  const key = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  const expected = [{ code: named.code, untranslated: ["ar"] }, { code: stepped.code, untranslated: ["en"] }].sort((a, b) => (a.code < b.code ? -1 : 1));
  const first = await app.send(key, query, { first: 1 });
  expect(first.data.untranslated).toMatchObject({ totalCount: 2, edges: [{ node: expected[0] }] });
  const second = await app.send(key, query, { first: 5, after: first.data.untranslated.pageInfo.endCursor });
  expect(second.data.untranslated.edges).toEqual([{ node: expected[1] }]);
  expect((await app.send(office, query, { first: 500 })).data.untranslated.edges).toEqual(expect.arrayContaining(expected.map((node) => ({ node }))));
  expect((await app.send(office, `{ service(code: "${whole.name}") { untranslated } }`)).data.service.untranslated).toEqual([]);
  expect((await app.send(undefined, query, { first: 1 })).status).toBe(401);
});

test("a draft is shown to its owner and the office, not to others", async () => {
  const service = await givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });
  const draft = { abandonAfterDays: 14, overTimeTolerance: 0.25, stages: [], steps: [] };
  fine(await app.house.catalogue.draftProcedure.draft(OPERATOR, { service: service.name, version: null, procedure: draft }));
  const other = await app.key({ role: "owner", agencyId: foreign.agencyId, serviceIds: undefined });
  const states = async (key: string): Promise<string[]> => (await app.send(key, `{ service(code: "${service.name}") { procedures { state } } }`)).data.service.procedures.map((p: any) => p.state);
  expect(await states(owner)).toEqual(["PUBLISHED", "DRAFT"]);
  expect(await states(office)).toEqual(["PUBLISHED", "DRAFT"]);
  expect(await states(other)).toEqual(["PUBLISHED"]);
});

test("every change of a service stands in the audit log with the service's id, however it was named", async () => {
  const service = await givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });
  await app.send(owner, UPDATE, { input: { service: service.code, names: NAMES } });
  await app.send(owner, SEGMENTS, { service: service.code, segments: [segment("A")] });
  await app.send(owner, PERSONAS, { service: service.code, personas: [segment("P", { segments: ["A"] })] });
  await app.send(office, POLICY, { service: service.code, policy: "NEVER" });
  await app.send(office, VOLUMES, { service: service.code, volumes: [{ year: 2024, channel: "WEB", n: 1, source: "register" }] });
  const entries = await app.house.dataSource.query<{ action: string; kind: string }[]>(
    "SELECT action, split_part(actor, ':', 1) AS kind FROM audit_entry WHERE target ->> 'serviceId' = $1 ORDER BY at, id",
    [service.id],
  );
  expect(entries).toEqual([
    { action: "createService", kind: "operator" },
    { action: "updateService", kind: "owner" },
    { action: "defineSegments", kind: "owner" },
    { action: "definePersonas", kind: "owner" },
    { action: "setSurveyPolicy", kind: "office" },
    { action: "declareVolumes", kind: "office" },
  ]);
});
