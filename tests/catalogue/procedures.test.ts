import { givenService, type ServiceFixture } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";

const NOW = new Date("2026-03-01T08:00:00Z");
let app: TestApp;
/** An owner's service, and somebody else's. */
let own: ServiceFixture;
let foreign: ServiceFixture;
let owner: string;
beforeAll(async () => {
  app = await startTestApp({ clock: () => NOW });
  own = await givenService(app);
  foreign = await givenService(app);
  owner = await app.key({ role: "owner", agencyId: own.agencyId, serviceIds: undefined });
});
afterAll(() => app.close());

const DRAFT = `mutation ($input: DraftProcedureInput!) { draftProcedure(input: $input) {
  ... on Procedure { version state standard publishedAt stages { code } steps { code stage kind seenBy askAs names automation turn inPerson optional fee { amount currency } expectedTime { seconds source } documents { names heldByAgency } responsibleAgency { code } } }
  ... on Refusal { code path also { code path } } } }`;
const PUBLISH = `mutation ($service: String!, $version: Int!, $publishedAt: DateTime) { publishProcedure(service: $service, version: $version, publishedAt: $publishedAt) {
  ... on Procedure { version state publishedAt retiredAt } ... on Refusal { code path } } }`;
const RETIRE = `mutation ($service: String!, $version: Int!) { retireProcedure(service: $service, version: $version) { ... on Procedure { version state retiredAt } ... on Refusal { code path } } }`;
const VERSIONS = `query ($code: String!) { service(code: $code) { currentProcedure { version } procedures { version state publishedAt retiredAt } } }`;

const STAGES = [{ code: "APPLYING", names: { ar: "التقديم", en: "Applying" } }];
const STEPS = [
  { code: "FIND", stage: "BEFORE_APPLYING", kind: "FIND_OUT" },
  { code: "FILL", stage: "APPLYING", kind: "FILL_IN", names: { en: "The form" } },
];
const send = async (key: string | undefined, query: string, variables: object): Promise<any> => Object.values((await app.send(key, query, variables)).data ?? {})[0];
const draft = (service: ServiceFixture, input: object = {}, key: string | undefined = owner): Promise<any> => send(key, DRAFT, { input: { service: service.name, stages: STAGES, steps: STEPS, ...input } });
const publish = (service: ServiceFixture, version: number, publishedAt?: string): Promise<any> => send(owner, PUBLISH, { service: service.name, version, publishedAt });
const ownService = (): Promise<ServiceFixture> => givenService(app, { agency: { id: own.agencyId, code: own.agencyCode } });

describe("a draft", () => {
  test("is what its owner wrote, and as the kind of a step suggests where nothing was written", async () => {
    const step = {
      code: "PAY", stage: "APPLYING", kind: "PAY", names: { ar: "الدفع", en: "Payment" }, askAs: { ar: "دفع الرسوم" }, automation: "ASSISTED", responsibleAgency: foreign.agencyCode,
      documents: [{ names: { en: "Bank card" }, heldByAgency: foreign.agencyCode }], fee: { amount: 20500, currency: "OMR" }, optional: true, expectedTime: { seconds: 300, source: "PUBLISHED" },
    };
    const service = await ownService();
    const made = await draft(service, { steps: [...STEPS, step] });
    expect(made).toMatchObject({ version: 2, state: "DRAFT", standard: false, publishedAt: null, stages: [{ code: "BEFORE_APPLYING" }, { code: "APPLYING" }, { code: "AFTER_APPLYING" }] });
    expect(made.steps[0]).toMatchObject({ names: { en: "Finding out what is needed" }, seenBy: "BENEFICIARY", automation: "MANUAL", turn: "BENEFICIARY", inPerson: false, fee: null, responsibleAgency: null });
    expect(made.steps[2]).toMatchObject({ ...step, responsibleAgency: { code: foreign.agencyCode } });
  });

  test("is replaced by the next draft, under the same number", async () => {
    const service = await ownService();
    await draft(service);
    expect(await draft(service, { version: 2, steps: [STEPS[1]] })).toMatchObject({ version: 2, steps: [{ code: "FILL" }] });
    expect(await app.house.dataSource.query("SELECT count(*)::int AS n FROM procedure WHERE service_id = $1", [service.id])).toEqual([{ n: 2 }]);
  });

  test("with problems is refused with all of them at once, and nothing changes", async () => {
    const service = await ownService();
    const steps = [{ ...STEPS[1], askAs: { en: "this is how one names a step" } }, { ...STEPS[1] }, { code: "UNMAPPED", stage: "NOWHERE", kind: "PAY" }];
    expect(await draft(service, { steps })).toEqual({
      code: "ASK_AS_TOO_LONG",
      path: ["steps", "0", "askAs", "en"],
      also: [
        { code: "STEP_CODE_RESERVED", path: ["steps", "2", "code"] },
        { code: "STAGE_UNKNOWN", path: ["steps", "2", "stage"] },
        { code: "STEP_CODE_REPEATED", path: ["steps", "1", "code"] },
      ],
    });
    for (const nobody of ["NOBODY", "NOBODY\0"]) {
      expect(await draft(service, { steps: [{ ...STEPS[1], responsibleAgency: nobody }] })).toMatchObject({ code: "AGENCY_UNKNOWN", path: ["steps", "0", "responsibleAgency"] });
    }
    expect((await send(owner, VERSIONS, { code: service.name })).procedures).toHaveLength(1);
  });

  test("is nobody else's to write or read, nor an anonymous caller's", async () => {
    expect(await draft(foreign)).toEqual({ code: "NOT_FOUND", path: ["service"], also: [] });
    const nobody = await app.send(undefined, DRAFT, { input: { service: own.name, steps: STEPS } });
    expect([nobody.status, nobody.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    const service = await ownService();
    await draft(service);
    const stranger = await app.key({ role: "owner", agencyId: foreign.agencyId, serviceIds: undefined });
    expect((await send(stranger, VERSIONS, { code: service.name })).procedures).toMatchObject([{ version: 1 }]);
  });
});

describe("publishing", () => {
  test("puts the draft in force and retires the version before it at the same instant; both keep their time", async () => {
    const service = await ownService();
    await draft(service);
    expect(await publish(service, 2, "2026-01-01T00:00:00+04:00")).toEqual({ version: 2, state: "PUBLISHED", publishedAt: "2025-12-31T20:00:00.000Z", retiredAt: null });
    await draft(service);
    expect(await publish(service, 3)).toMatchObject({ state: "PUBLISHED", publishedAt: NOW.toISOString() });
    expect(await send(owner, VERSIONS, { code: service.name })).toEqual({
      currentProcedure: { version: 3 },
      procedures: [
        { version: 1, state: "RETIRED", publishedAt: "1970-01-01T00:00:00.000Z", retiredAt: "2025-12-31T20:00:00.000Z" },
        { version: 2, state: "RETIRED", publishedAt: "2025-12-31T20:00:00.000Z", retiredAt: NOW.toISOString() },
        { version: 3, state: "PUBLISHED", publishedAt: NOW.toISOString(), retiredAt: null },
      ],
    });
    const facts = await app.house.units.read((unit) => app.house.catalogue.lookup.services(unit, [service.id]));
    expect(facts.get(service.id)?.procedures.map((procedure) => procedure.version)).toEqual([1, 2, 3]);
  });

  test("is for ever: a published version can be neither drafted over nor published again", async () => {
    const service = await ownService();
    await draft(service);
    await publish(service, 2);
    expect(await draft(service, { version: 2 })).toMatchObject({ code: "PROCEDURE_PUBLISHED", path: ["version"] });
    expect(await publish(service, 2)).toEqual({ code: "PROCEDURE_PUBLISHED", path: ["version"] });
    expect(await draft(service, { version: 1 })).toMatchObject({ code: "PROCEDURE_RETIRED" });
  });

  test("is refused for what is not there, empty, ahead of time or before its predecessor", async () => {
    const service = await ownService();
    expect(await publish(service, 2)).toEqual({ code: "NOT_FOUND", path: ["version"] });
    await draft(service, { steps: [] });
    expect(await publish(service, 2)).toEqual({ code: "STEPS_MISSING", path: ["version"] });
    await draft(service);
    expect(await publish(service, 2, "2026-03-01T08:00:01Z")).toEqual({ code: "PUBLISHED_AHEAD", path: ["publishedAt"] });
    expect(await publish(service, 2, "1969-12-31T00:00:00Z")).toEqual({ code: "PUBLISHED_BEFORE_PREDECESSOR", path: ["publishedAt"] });
    expect(await publish(foreign, 1)).toEqual({ code: "NOT_FOUND", path: ["service"] });
    expect((await app.send(undefined, PUBLISH, { service: service.name, version: 2 })).errors[0].extensions.code).toBe("UNAUTHENTICATED");
    const portal = await app.key({ role: "office" });
    expect((await app.send(portal, PUBLISH, { service: service.name, version: 2 })).errors[0].extensions.code).toBe("FORBIDDEN");
  });

  test("two at once publish one", async () => {
    const service = await ownService();
    await draft(service);
    const answers = await Promise.all([publish(service, 2), publish(service, 2), publish(service, 2)]);
    expect(answers.map((answer) => answer.state ?? answer.code).sort()).toEqual(["PROCEDURE_PUBLISHED", "PROCEDURE_PUBLISHED", "PUBLISHED"]);
  });
});

test("retiring ends what is in force, once, and facts keep it", async () => {
  const service = await ownService();
  const retire = (name: string, version: number): Promise<any> => send(owner, RETIRE, { service: name, version });
  await draft(service);
  expect(await retire(service.name, 2)).toEqual({ code: "PROCEDURE_NOT_PUBLISHED", path: ["version"] });
  expect(await retire(service.name, 1)).toEqual({ version: 1, state: "RETIRED", retiredAt: NOW.toISOString() });
  expect(await retire(service.name, 1)).toEqual({ code: "PROCEDURE_RETIRED", path: ["version"] });
  expect(await retire(foreign.name, 1)).toEqual({ code: "NOT_FOUND", path: ["service"] });
  expect((await app.send(undefined, RETIRE, { service: service.name, version: 1 })).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  expect((await send(owner, VERSIONS, { code: service.name })).currentProcedure).toBeNull();
});

test("what was done stands in the audit log", async () => {
  const service = await ownService();
  await draft(service);
  await publish(service, 2);
  const rows: { action: string }[] = await app.house.dataSource.query("SELECT action FROM audit_entry WHERE target ->> 'serviceId' = $1 AND action LIKE '%Procedure' ORDER BY id", [service.id]);
  expect(rows.map((row) => row.action)).toEqual(["draftProcedure", "publishProcedure"]);
});

describe("a status mapping", () => {
  const MAP = `mutation ($service: String!, $statuses: [StatusMeaningInput!]!) { mapStatuses(service: $service, statuses: $statuses) {
    ... on Service { statuses { status step mark turn outcome } } ... on Refusal { code path } } }`;
  const map = (service: ServiceFixture, statuses: readonly object[]): Promise<any> => send(owner, MAP, { service: service.name, statuses });

  test("says what statuses mean, and says it anew for those named again", async () => {
    const service = await ownService();
    await map(service, [
      { status: "قيد المراجعة", step: "REVIEW" },
      { status: "RETURNED", step: "FIX", turn: "BENEFICIARY" },
    ]);
    expect(await map(service, [{ status: "RETURNED", step: "REVIEW", mark: "LEFT" }, { status: "ISSUED", outcome: "GRANTED" }])).toEqual({
      statuses: [
        { status: "ISSUED", step: null, mark: "ENTERED", turn: null, outcome: "GRANTED" },
        { status: "RETURNED", step: "REVIEW", mark: "LEFT", turn: null, outcome: null },
        { status: "قيد المراجعة", step: "REVIEW", mark: "ENTERED", turn: null, outcome: null },
      ],
    });
    const meanings = await app.house.units.read((unit) => app.house.catalogue.lookup.statusMeanings(unit, service.id));
    expect([...meanings.keys()]).toContain("قيد المراجعة");
  });

  test("is taken whole or not at all, and only by the service's owner", async () => {
    const service = await ownService();
    expect(await map(service, [{ status: "A", step: "REVIEW" }, { status: "B", step: "NOWHERE" }])).toEqual({ code: "STEP_UNKNOWN", path: ["statuses", "1", "step"] });
    expect(await map(service, [{ status: "A" }])).toEqual({ code: "STATUS_WITHOUT_MEANING", path: ["statuses", "0"] });
    expect(await map(service, [])).toEqual({ code: "EMPTY_BATCH", path: ["statuses"] });
    expect((await send(owner, "query ($code: String!) { service(code: $code) { statuses { status } } }", { code: service.name })).statuses).toEqual([]);
    expect(await map(foreign, [{ status: "A", step: "REVIEW" }])).toEqual({ code: "NOT_FOUND", path: ["service"] });
    expect((await app.send(undefined, MAP, { service: service.name, statuses: [] })).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  });
});
