import { SeedInstrumentsService } from "../../src/surveys/seed-instruments.service";
import { InstrumentRepository } from "../../src/surveys/storage/instrument.repository";
import { SurveyRepository } from "../../src/surveys/storage/survey.repository";
import { WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";
import { givenService } from "../support/fixtures";
import { openSurveyDesk, PUBLISH, STEPS, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
let office: string;
beforeAll(async () => {
  desk = await openSurveyDesk();
  office = await desk.app.key({ role: "office" });
});
afterAll(() => desk.app.close());

const DRAFT = `mutation ($input: DraftSurveyInput!) {
  draftSurvey(input: $input) {
    ... on Survey { service code moment version state questions { instrument version showIf { instrument anyOf } } publishedAt }
    ... on Refusal { code message path }
  }
}`;
const LIST = `query ($service: String, $first: Int, $after: String) {
  surveys(service: $service, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { service code moment version state questions { instrument } } } }
}`;
const INSTRUMENTS = `query ($first: Int, $after: String) {
  instruments(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { code version } } }
}`;
const INSTRUMENT = `query ($code: String!, $version: Int) {
  instrument(code: $code, version: $version) {
    code version kind direction order lead wording minimum maximum notApplicable testMark source validation { language validation } points { score choice label }
  }
}`;

const draft = async (input: object, key = desk.owner): Promise<any> => (await desk.app.send(key, DRAFT, { input: { service: desk.service.name, moment: "AFTER_OUTCOME", ...input } })).data.draftSurvey;
const list = async (service: string, key = desk.owner, page: object = {}): Promise<any> => (await desk.app.send(key, LIST, { service, ...page })).data.surveys;
const asks = (...codes: readonly string[]): object => ({ questions: codes.map((instrument) => ({ instrument })) });

describe("the instrument bank", () => {
  test("holds every written instrument, page by page", async () => {
    const codes: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await desk.app.send(desk.portal, INSTRUMENTS, { first: 7, after });
      codes.push(...data.instruments.edges.map(({ node }: any) => node.code));
      after = data.instruments.pageInfo.hasNextPage ? data.instruments.pageInfo.endCursor : null;
      expect(data.instruments.totalCount).toBe(18);
    } while (after !== null);
    expect(codes).toEqual(WRITTEN_INSTRUMENTS.map(({ code }) => code).sort());
  });

  test("says of each language how far it may be trusted: Arabic is a draft", async () => {
    const { data } = await desk.app.send(office, INSTRUMENT, { code: "CES7" });
    expect(data.instrument).toMatchObject({
      version: 1, kind: "RATING", direction: "HIGH_IS_EASY", order: "LOW_TO_HIGH", minimum: 1, maximum: 7, testMark: "T1",
      wording: { ar: "سهّلت عليّ الجهة إنجاز معاملتي.", en: "The agency made it easy for me to complete my request." },
      validation: [{ language: "ar", validation: "DRAFT" }, { language: "en", validation: "STANDARD_WORDING" }],
    });
    const effort = await desk.app.send(office, INSTRUMENT, { code: "CES5_EFFORT", version: 1 });
    expect(effort.data.instrument.direction).toBe("LOW_IS_EASY");
    expect((await desk.app.send(office, INSTRUMENT, { code: "CES5_EASE", version: 2 })).data.instrument).toBeNull();
    expect((await desk.app.send(office, INSTRUMENT, { code: "NONE" })).data.instrument).toBeNull();
  });

  test("is for those who signed in", async () => {
    for (const query of [INSTRUMENTS, INSTRUMENT]) {
      const answer = await desk.app.send(undefined, query, { code: "CES7" });
      expect([answer.status, answer.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    }
  });

  test("stops the start when a word changed under the same version, and takes a new version", async () => {
    const { house } = desk.app;
    const seeds = new SeedInstrumentsService(house.units, new InstrumentRepository(), new SurveyRepository(), house.security.access, () => new Date());
    const system = { kind: "system", job: "test" } as const;
    await seeds.seed(system, WRITTEN_INSTRUMENTS);
    const [first, ...others] = WRITTEN_INSTRUMENTS;
    if (first === undefined) throw new Error("no instruments");
    const changed = { ...first, wording: { ...first.wording, en: "Was it easy?" } };
    await expect(seeds.seed(system, [changed, ...others])).rejects.toThrow(/CES7 \(version 1\) differs .* new version/u);
    await seeds.seed(system, [first, { ...changed, version: 2 }, ...others]);
    expect(await desk.query("SELECT version, wording->>'en' AS en FROM instrument WHERE code = 'CES7' ORDER BY version")).toEqual([
      { version: 1, en: first.wording["en"] },
      { version: 2, en: "Was it easy?" },
    ]);
    // How well it is tested may change.
    await seeds.seed(system, [{ ...first, validation: { ar: "TESTED", en: "STANDARD_WORDING" } }, ...others]);
    expect(await desk.query("SELECT validation->>'ar' AS ar FROM instrument WHERE code = 'CES7' AND version = 1")).toEqual([{ ar: "TESTED" }]);
  });
});

describe("the national survey", () => {
  test("is one definition for each moment", async () => {
    const { edges } = (await desk.app.send(office, LIST)).data.surveys;
    expect(edges.map(({ node }: any) => [node.service, node.code, node.moment, node.version, node.state, node.questions.map((q: any) => q.instrument)])).toEqual([
      [null, "CORE", "AFTER_GIVING_UP", 1, "DRAFT", ["CES5_EASE", "HARDEST_STEP"]],
      [null, "CORE", "AFTER_OUTCOME", 1, "DRAFT", ["COMPLETED", "CES5_EASE", "CSAT5", "HARDEST_STEP", "STEP_EASE5", "ROLE"]],
      [null, "CORE", "AFTER_OWN_PART", 1, "DRAFT", ["COMPLETED", "CES5_EASE", "HARDEST_STEP", "STEP_EASE5", "ROLE"]],
    ]);
  });
});

describe("a survey of a service", () => {
  test("is drafted, published for good, and gives way to the next", async () => {
    const first = await draft({ code: "SHORT", ...asks("CES5_EASE") });
    expect(first).toMatchObject({ service: desk.service.name, code: "SHORT", version: 1, state: "DRAFT", publishedAt: null, questions: [{ instrument: "CES5_EASE", version: 1, showIf: null }] });
    expect(await desk.publish(desk.service, "AFTER_OUTCOME", 1)).toMatchObject({ state: "PUBLISHED", code: "SHORT" });
    expect(await desk.publish(desk.service, "AFTER_OUTCOME", 1)).toMatchObject({ code: "NOT_A_DRAFT", path: ["version"] });
    expect(await desk.publish()).toMatchObject({ state: "PUBLISHED", code: "CORE", version: 2 });
    const { edges, totalCount } = await list(desk.service.name);
    expect([totalCount, edges.map(({ node }: any) => [node.version, node.state])]).toEqual([2, [[1, "RETIRED"], [2, "PUBLISHED"]]]);
    const page = await list(desk.service.name, desk.owner, { first: 1 });
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect((await list(desk.service.name, desk.owner, { first: 1, after: page.pageInfo.endCursor })).edges[0].node.version).toBe(2);
    expect(await desk.query("SELECT action, target->>'version' AS version FROM audit_entry WHERE action LIKE '%Survey' ORDER BY id")).toEqual([
      { action: "draftSurvey", version: "1" },
      { action: "publishSurvey", version: "1" },
      { action: "draftSurvey", version: "2" },
      { action: "publishSurvey", version: "2" },
    ]);
  });

  test.each([
    [asks(), "EMPTY_SURVEY", ["questions"]],
    [asks("CES6"), "UNKNOWN_INSTRUMENT", ["questions", "0", "instrument"]],
    [{ questions: [{ instrument: "CES7", version: 9 }] }, "UNKNOWN_INSTRUMENT", ["questions", "0", "instrument"]],
    [asks("CES5_EASE", "CES5_EASE"), "INSTRUMENT_TWICE", ["questions", "1", "instrument"]],
    [asks("CES7", "CSAT5"), "MIXED_SCALES", ["questions", "1", "instrument"]],
    [asks("CES5_EASE", "STEP_EASE7"), "MIXED_SCALES", ["questions", "1", "instrument"]],
    [asks("CES5_EASE", "STEP_EASE5", "CSAT5"), "OVERALL_AFTER_STEPS", ["questions", "2", "instrument"]],
    [asks("HARDEST_STEP", "CES5_EASE"), "OVERALL_AFTER_STEPS", ["questions", "1", "instrument"]],
    [asks("CES5_EASE", "CSAT5", "EXPECTED5", "INFORMED5", "COURTESY5", "DATA_SAFE5"), "TOO_MANY_RATINGS", ["questions", "5", "instrument"]],
    [asks("CES5_EASE", "CSAT5", "EXPECTED5", "INFORMED5", "STEP_EASE5"), "TOO_MANY_RATINGS", ["questions", "4", "instrument"]],
    [{ questions: [{ instrument: "CSAT5", showIf: { instrument: "COMPLETED", anyOf: ["YES"] } }] }, "SHOW_IF_UNKNOWN_QUESTION", ["questions", "0", "showIf", "instrument"]],
    [{ questions: [{ instrument: "COMPLETED" }, { instrument: "CSAT5", showIf: { instrument: "COMPLETED", anyOf: ["YES", "NEVER"] } }] }, "SHOW_IF_UNKNOWN_ANSWER", ["questions", "1", "showIf", "anyOf", "1"]],
    [{ code: "no code", ...asks("CES7") }, "INVALID_CODE", ["code"]],
    [{ service: "NO-SUCH" }, "NOT_FOUND", ["service"]],
  ])("refused: %j as %s", async (input, code, path) => {
    expect(await draft(input)).toMatchObject({ code, path });
  });

  test.each([
    ["the service", { names: { en: "Only English" } }, /service \S+: ar$/u],
    ["a step", { steps: [{ code: "FILL", kind: "FILL_IN", askAs: { ar: "تعبئة الطلب" } }] }, /step FILL \(askAs\): en$/u],
  ] as const)("is not published while %s lacks a language, and nothing is left behind", async (_what, more, message) => {
    const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS, ...more });
    expect(await desk.publish(service)).toMatchObject({ code: "UNTRANSLATED", path: ["service"], message: expect.stringMatching(new RegExp(message.source.replace("$", "\\.$"), "u")) });
    expect((await list(service.name)).totalCount).toBe(0);
  });

  test("about steps needs a step that people can be asked about", async () => {
    const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: [{ code: "REVIEW", kind: "REVIEW" }] });
    expect(await desk.publish(service)).toMatchObject({ code: "NO_ASKABLE_STEP", path: ["questions", "4"] });
    expect(await draft({ service: service.name, ...asks("CES5_EASE") })).toMatchObject({ version: 1 });
    expect(await desk.publish(service, "AFTER_OUTCOME", 1)).toMatchObject({ state: "PUBLISHED" });
  });

  test("is its owner's: others see none, portals may not ask, nobody is nobody", async () => {
    const stranger = await givenService(desk.app, { steps: STEPS });
    const other = await desk.app.key({ role: "owner", agencyId: stranger.agencyId, serviceIds: undefined });
    const input = { service: desk.service.name, moment: "AFTER_OUTCOME" };
    expect(await draft({}, other)).toEqual(await draft({ service: "NO-SUCH" }, other));
    expect((await desk.app.send(other, PUBLISH, { input })).data.publishSurvey).toMatchObject({ code: "NOT_FOUND" });
    expect(await list(desk.service.name, other)).toEqual(await list("NO-SUCH", other));
    for (const [document, variables] of [[DRAFT, { input }], [PUBLISH, { input }], [LIST, {}]] as const) {
      const portal = await desk.app.send(desk.portal, document, variables);
      expect([portal.status, portal.errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
      const anonymous = await desk.app.send(undefined, document, variables);
      expect([anonymous.status, anonymous.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    }
    expect((await list(desk.service.name, office)).totalCount).toBeGreaterThan(0);
  });
});
