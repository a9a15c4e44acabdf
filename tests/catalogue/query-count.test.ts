import { statementsOf } from "../support/count-statements";
import { fine, givenAgency, givenPortal, givenProcedure, givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startTestApp();
  key = await app.key({ role: "office" });
  for (let a = 0; a < 5; a += 1) {
    const agency = await givenAgency(app);
    const made: ServiceFixture[] = [];
    for (let s = 0; s < 10; s += 1) {
      const service = await givenService(app, { agency });
      await givenProcedure(app, service, { steps: [{ code: "A", kind: "FILL_IN", responsibleAgency: agency.code }, { code: "B", kind: "REVIEW" }] });
      const segments = ["CITIZEN", "RESIDENT"].map((code) => ({ code, names: { en: code }, beneficiary: code as "CITIZEN" | "RESIDENT", actedBy: null, firstTime: null }));
      fine(await app.house.catalogue.defineSegments.define(OPERATOR, service.name, segments));
      made.push(service);
    }
    await givenPortal(app, { agency, services: made, signals: ["ERROR", "HELP"] });
  }
}, 60_000);
afterAll(() => app.close());

/** As a connection's reader writes it, with a page length at each of the levels. */
const DOCUMENTS = {
  services: `query ($first: Int!) { services(first: $first) { totalCount edges { node {
    code untranslated
    agency { code touchpoints { totalCount } }
    segments { code } personas { code } declaredVolumes { n }
    procedures { version stages { code steps { code } } }
    currentProcedure { steps { code responsibleAgency { code } } }
  } } } }`,
  agencies: `query ($first: Int!) { agencies(first: $first) { edges { node { services(first: $first) { edges { node { agency { code } currentProcedure { stages { steps { code } } } } } } } } } }`,
  // Grants and declarations apart: together, their services come in one batch or two, as the answers happen to arrive.
  grants: `query ($first: Int!) { portals(first: $first) { edges { node { agency { code } grants(first: $first) { edges { node { from service { code agency { code } } } } } } } } }`,
  declarations: `query ($first: Int!) { portals(first: $first) { edges { node { signals(first: $first) { edges { node { signal service { code } } } } } } } }`,
} as const;

test.each(Object.entries(DOCUMENTS))("%s: a long list costs the same number of statements as a short one", async (_, document) => {
  const count = async (first: number): Promise<number> => {
    const statements = await statementsOf(app.house.dataSource, async () => {
      expect((await app.send(key, document, { first })).errors).toBeUndefined();
    });
    return statements.length;
  };
  const [few, many] = [await count(2), await count(50)];
  expect(few).toBeGreaterThan(2);
  expect(many).toBe(few);
});

test("what the statements read is right at every level", async () => {
  const { data } = await app.send(key, DOCUMENTS.services, { first: 50 });
  expect(data.services.totalCount).toBe(50);
  for (const { node } of data.services.edges) {
    expect(node.segments).toEqual([{ code: "CITIZEN" }, { code: "RESIDENT" }]);
    expect(node.procedures.map((procedure: any) => procedure.version)).toEqual([1, 2]);
    expect(node.procedures[1].stages).toEqual([
      { code: "BEFORE_APPLYING", steps: [] },
      { code: "MAIN", steps: [{ code: "A" }, { code: "B" }] },
      { code: "AFTER_APPLYING", steps: [] },
    ]);
    expect(node.currentProcedure.steps).toEqual([{ code: "A", responsibleAgency: { code: node.agency.code } }, { code: "B", responsibleAgency: null }]);
    expect(node.untranslated).toEqual(["ar"]);
  }
});
