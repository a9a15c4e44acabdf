import { fine, givenAgency, givenService, unusedCode } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let office: string;
beforeAll(async () => {
  app = await startTestApp();
  office = await app.key({ role: "office" });
});
afterAll(() => app.close());

const CREATE = `mutation ($input: CreateAgencyInput!) { createAgency(input: $input) {
  ... on Agency { code names timeZone } ... on Refusal { code message path } } }`;
const NAMES = { ar: "شرطة عمان السلطانية", en: "Royal Oman Police" };

test("the office enters an agency, and everyone signed in reads it", async () => {
  const created = await app.send(office, CREATE, { input: { code: "ROP", names: { ...NAMES, fr: "  " } } });
  expect(created.data.createAgency).toEqual({ code: "ROP", names: NAMES, timeZone: "Asia/Muscat" });
  const owner = await app.key({ role: "owner", agencyId: (await givenAgency(app)).id, serviceIds: undefined });
  const read = await app.send(owner, '{ agency(code: "ROP") { names } unknown: agency(code: "NONE") { code } }');
  expect(read.data).toEqual({ agency: { names: NAMES }, unknown: null });
  const audited = await app.house.dataSource.query<{ target: object }[]>("SELECT target FROM audit_entry WHERE action = 'createAgency' AND actor LIKE 'office:%'");
  expect(audited).toContainEqual({ target: { agency: "ROP" } });
});

test.each([
  ["a code with a slash", { code: "A/B", names: NAMES }, "INVALID_CODE", ["code"]],
  ["an empty code", { code: "", names: NAMES }, "INVALID_CODE", ["code"]],
  ["no name in any language", { code: "X1", names: { ar: " " } }, "TEXT_REQUIRED", ["names"]],
  ["a name that is too long", { code: "X1", names: { en: "x".repeat(501) } }, "TEXT_TOO_LONG", ["names", "en"]],
  ["a time zone nobody knows", { code: "X1", names: NAMES, timeZone: "Asia/Nowhere" }, "INVALID_TIME_ZONE", ["timeZone"]],
])("%s is refused and nothing is entered", async (_, input, code, path) => {
  const { data } = await app.send(office, CREATE, { input });
  expect(data.createAgency).toMatchObject({ code, path });
  expect((await app.send(office, `{ agency(code: "X1") { code } }`)).data.agency).toBeNull();
});

test("the office renames an agency, whose code stays", async () => {
  const agency = await givenAgency(app);
  const update = "mutation ($agency: String!, $names: Texts!) { updateAgency(agency: $agency, names: $names) { ... on Agency { code names timeZone } ... on Refusal { code path } } }";
  expect((await app.send(office, update, { agency: agency.code, names: NAMES })).data.updateAgency).toEqual({ code: agency.code, names: NAMES, timeZone: "Asia/Muscat" });
  expect((await app.send(office, update, { agency: agency.code, names: {} })).data.updateAgency).toEqual({ code: "TEXT_REQUIRED", path: ["names"] });
  for (const unknown of ["NONE", "\0"]) {
    expect((await app.send(office, update, { agency: unknown, names: NAMES })).data.updateAgency).toEqual({ code: "NOT_FOUND", path: ["agency"] });
  }
  const owner = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  expect((await app.send(owner, update, { agency: agency.code, names: NAMES })).errors[0].extensions.code).toBe("FORBIDDEN");
  expect((await app.send(undefined, update, { agency: agency.code, names: NAMES })).status).toBe(401);
  expect((await app.send(owner, `{ agency(code: "${agency.code}") { names } }`)).data.agency.names).toEqual(NAMES);
});

test("a code is given once, also to two who ask at the same time", async () => {
  const code = unusedCode("AG");
  const answers = await Promise.all([1, 2, 3].map(() => app.send(office, CREATE, { input: { code, names: NAMES } })));
  expect(answers.map(({ data }) => data.createAgency.code).sort()).toEqual([code, "CODE_TAKEN", "CODE_TAKEN"].sort());
});

test("a name with half a character or a NUL is bad input", async () => {
  for (const en of ["\0", "\ud83d"]) {
    const { status, errors } = await app.send(office, CREATE, { input: { code: "X2", names: { en } } });
    expect([status, errors[0].extensions.code]).toEqual([400, "BAD_USER_INPUT"]);
  }
});

test("nobody enters or reads agencies without a key; an owner and a portal do not enter them", async () => {
  for (const query of [CREATE, "{ agencies { totalCount } }", '{ agency(code: "ROP") { code } }']) {
    const { status, errors } = await app.send(undefined, query, query === CREATE ? { input: { code: "X3", names: NAMES } } : {});
    expect([status, errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  }
  const agency = await givenAgency(app);
  const owner = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
  const { status, errors } = await app.send(owner, CREATE, { input: { code: "X3", names: NAMES } });
  expect([status, errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
});

test("a list is read page by page, whatever is entered meanwhile", async () => {
  for (const code of ["PAGE-1", "PAGE-2", "PAGE-3", "PAGE-4"]) await givenAgency(app, { code });
  const page = "query ($first: Int!, $after: String) { agencies(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { code } } } }";
  const codes: string[] = [];
  let after: string | null = null;
  do {
    const { data }: { data: any } = await app.send(office, page, { first: 3, after });
    codes.push(...data.agencies.edges.map((edge: any) => edge.node.code));
    after = data.agencies.pageInfo.hasNextPage ? data.agencies.pageInfo.endCursor : null;
    if (codes.length === 3) await givenAgency(app, { code: "0-BEFORE" });
  } while (after !== null);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes).toEqual(expect.arrayContaining(["PAGE-1", "PAGE-2", "PAGE-3", "PAGE-4"]));
  const forged = await app.send(office, page, { first: 1, after: Buffer.from("~").toString("base64url") });
  expect([forged.status, forged.errors[0].extensions.code]).toEqual([400, "INVALID_CURSOR"]);
  const { errors } = await app.send(office, page, { first: 501 });
  expect(errors[0].extensions.code).toBe("BAD_USER_INPUT");
});

test("an owner enters touchpoints of its own agency only", async () => {
  const [own, foreign] = [await givenAgency(app), await givenAgency(app)];
  const owner = await app.key({ role: "owner", agencyId: own.id, serviceIds: undefined });
  const create = `mutation ($input: CreateTouchpointInput!) { createTouchpoint(input: $input) {
    ... on Touchpoint { code channel governorate wilayat } ... on Refusal { code path } } }`;
  const input = { agency: own.code, code: "SEEB-1", channel: "SERVICE_CENTRE", names: { ar: "مركز السيب" }, governorate: "OM-MA", wilayat: "SEEB" };
  expect((await app.send(owner, create, { input })).data.createTouchpoint).toEqual({ code: "SEEB-1", channel: "SERVICE_CENTRE", governorate: "OM-MA", wilayat: "SEEB" });
  expect((await app.send(owner, create, { input })).data.createTouchpoint).toEqual({ code: "CODE_TAKEN", path: ["code"] });
  expect((await app.send(owner, create, { input: { ...input, code: "X", wilayat: "بوشر" } })).data.createTouchpoint).toEqual({ code: "INVALID_CODE", path: ["wilayat"] });
  for (const agency of [foreign.code, "NONE", "\0"]) {
    expect((await app.send(owner, create, { input: { ...input, agency } })).data.createTouchpoint).toEqual({ code: "NOT_FOUND", path: ["agency"] });
  }
  expect((await app.send(undefined, create, { input })).status).toBe(401);
  const service = await givenService(app, { agency: own });
  const { data } = await app.send(owner, `{ service(code: "${service.name}") { touchpoints { edges { node { code names } } } } }`);
  expect(data.service.touchpoints.edges).toEqual([{ node: { code: "SEEB-1", names: { ar: "مركز السيب" } } }]);
  const { lookup } = app.house.catalogue;
  const ids = await app.house.dataSource.transaction((unit) => lookup.touchpoints(unit, own.id, ["SEEB-1", "NONE", "\0"]));
  expect([...ids.keys()]).toEqual(["SEEB-1"]);
});

test("the command line finds agencies and portals by code", async () => {
  const { lookup, createPortal } = app.house.catalogue;
  const agency = await givenAgency(app);
  const portal = fine(await createPortal.create(OPERATOR, { code: unusedCode("PT"), agency: agency.code, names: { en: "Portal" } }));
  const found = await app.house.dataSource.transaction(async (unit) => [await lookup.agency(unit, agency.code), await lookup.portal(unit, portal.code), await lookup.agency(unit, "NONE"), await lookup.portal(unit, "\0")]);
  expect(found).toEqual([agency.id, portal.id, undefined, undefined]);
});
