import { isGranted } from "../../src/catalogue/domain/grant";
import { UnitsOfWork } from "../../src/database/unit-of-work";
import { fine, givenAgency, givenPortal, givenProcedure, givenService } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let units: UnitsOfWork;
beforeAll(async () => {
  app = await startTestApp();
  units = new UnitsOfWork(app.house.dataSource);
});
afterAll(() => app.close());

test("a service is named by its code, or with its agency's where two agencies use the code", async () => {
  const { lookup } = app.house.catalogue;
  const [a, b] = [await givenAgency(app, { code: "ROP" }), await givenAgency(app, { code: "MOH" })];
  const licence = await givenService(app, { agency: a, code: "LICENCE" });
  await givenService(app, { agency: b, code: "LICENCE" });
  const visa = await givenService(app, { agency: a, code: "VISA" });
  const named = await units.read((unit) => lookup.named(unit, ["LICENCE", "ROP/LICENCE", "VISA", "MOH/VISA", "no such", "\0", "VISA"]));
  expect([...named]).toEqual([
    ["LICENCE", { found: "SEVERAL", candidates: ["MOH/LICENCE", "ROP/LICENCE"] }],
    ["ROP/LICENCE", { found: "ONE", serviceId: licence.id }],
    ["VISA", { found: "ONE", serviceId: visa.id }],
    ["MOH/VISA", { found: "NONE" }],
    ["no such", { found: "NONE" }],
    ["\0", { found: "NONE" }],
  ]);
});

test("a new service has a number and a published standard procedure; a later version follows it", async () => {
  const { lookup } = app.house.catalogue;
  const service = await givenService(app);
  const { version, procedureId } = await givenProcedure(app, service, {
    since: "2026-01-01",
    steps: [
      { code: "APPLY", kind: "FILL_IN" },
      { code: "CHECK", kind: "REVIEW", expectedTime: { seconds: 3600, source: "PUBLISHED" } },
      { code: "POLICE", kind: "OTHER_AGENCY" },
    ],
  });
  const facts = (await units.read((unit) => lookup.services(unit, [service.id, "00000000-0000-7000-8000-000000000000"]))).get(service.id);
  expect(facts).toMatchObject({ code: service.code, agencyCode: service.agencyCode, timeZone: "Asia/Muscat", surveyPolicy: "NORMAL", segments: [] });
  expect(await units.read((unit) => lookup.numbered(unit, facts?.number ?? 0))).toBe(service.id);
  const [standard, own] = facts?.procedures ?? [];
  expect(standard).toMatchObject({ version: 1, standard: true, abandonAfterDays: 14, overTimeTolerance: 0.25 });
  expect(standard?.stages.map((stage) => stage.code)).toEqual(["BEFORE_APPLYING", "APPLYING", "PROCESSING", "AFTER_APPLYING"]);
  expect(standard?.steps).toHaveLength(17);
  expect(own).toMatchObject({ id: procedureId, version, standard: false, publishedAt: new Date("2025-12-31T20:00:00Z") });
  expect(own?.steps.map(({ code, turn, expectedSeconds, position }) => [code, turn, expectedSeconds, position])).toEqual([
    ["APPLY", "BENEFICIARY", null, 0],
    ["CHECK", "AGENCY", 3600, 1],
    ["POLICE", "OTHER_AGENCY", null, 2],
  ]);
});

test("numbers are given out once, however many services are made at a time", async () => {
  const agency = await givenAgency(app);
  const made = await Promise.all(Array.from({ length: 8 }, () => givenService(app, { agency })));
  const facts = await units.read((unit) => app.house.catalogue.lookup.services(unit, made.map((service) => service.id)));
  expect(new Set([...facts.values()].map((service) => service.number)).size).toBe(8);
});

test("grants and declarations hold from their first day up to, but without, the last", async () => {
  const { lookup, grantPortal, declareSignals } = app.house.catalogue;
  const [one, two, three] = [await givenService(app), await givenService(app), await givenService(app)];
  const portal = await givenPortal(app, { services: [one], signals: ["ERROR"], since: "2026-01-01" });
  fine(await grantPortal.grant(OPERATOR, { portal: portal.code, service: two.name, from: "2026-01-01", to: "2026-02-01" }));
  fine(await declareSignals.declare(OPERATOR, { portal: portal.code, service: two.name, signals: ["HELP"], from: "2026-01-10", to: "2026-01-20" }));
  const granted = async (day: string): Promise<ReadonlySet<string>> => {
    const grants = await units.read((unit) => lookup.grants(unit, portal.id, [one.id, two.id, three.id]));
    return new Set([one, two, three].filter(({ id }) => isGranted({ id, timeZone: "Asia/Muscat" }, grants, new Date(`${day}T00:00+04:00`))).map(({ id }) => id));
  };
  expect([...(await granted("2025-12-31"))]).toEqual([]);
  expect(await granted("2026-01-31")).toEqual(new Set([one.id, two.id]));
  expect([...(await granted("2026-02-01"))]).toEqual([one.id]);
  const signals = await units.read((unit) => lookup.declaredSignals(unit, portal.id, [one.id, two.id, three.id]));
  expect([...signals]).toEqual([
    [one.id, [{ signal: "ERROR", from: "2026-01-01", to: null }]],
    [two.id, [{ signal: "HELP", from: "2026-01-10", to: "2026-01-20" }]],
    [three.id, []],
  ]);
  const key = await app.key({ role: "portal", portalId: portal.id });
  expect((await app.send(key, "{ viewer { role } }")).data).toEqual({ viewer: { role: "portal" } });
});

test("who sees which services' figures", async () => {
  const { lookup } = app.house.catalogue;
  const agency = await givenAgency(app);
  const [one, two] = [await givenService(app, { agency }), await givenService(app, { agency })];
  const foreign = await givenService(app);
  const owner = { kind: "owner", keyId: "k", agencyId: agency.id, serviceIds: undefined } as const;
  const visible = (actor: Parameters<typeof lookup.visibleServices>[1], filter: Parameters<typeof lookup.visibleServices>[2]): Promise<readonly string[]> =>
    units.read((unit) => lookup.visibleServices(unit, actor, filter));
  expect(new Set(await visible(owner, {}))).toEqual(new Set([one.id, two.id]));
  expect(await visible({ ...owner, serviceIds: [two.id] }, {})).toEqual([two.id]);
  expect(await visible(owner, { services: [foreign.name] })).toEqual([]);
  expect(await visible(OPERATOR, { agencies: [foreign.agencyCode] })).toEqual([foreign.id]);
  expect(await visible(OPERATOR, { services: [] })).toEqual([]);
  expect(await visible({ kind: "portal", keyId: "k", portalId: one.id }, {})).toEqual([]);
});
