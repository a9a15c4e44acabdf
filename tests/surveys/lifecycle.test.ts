import { withClient } from "../../src/database/roles";
import { givenService } from "../support/fixtures";
import { granted, NOW, openSurveyDesk, STEPS, type SurveyDesk } from "./survey-support";

/** Cleans up what the application's role may not. */
const asDatabaseOwner = (sql: string): Promise<unknown> => withClient(desk.app.database.connections.owner, (client) => client.query(sql));

let desk: SurveyDesk;
let office: string;
beforeAll(async () => {
  desk = await openSurveyDesk();
  office = await desk.app.key({ role: "office" });
});
beforeEach(async () => {
  await asDatabaseOwner("DELETE FROM survey_decision; DELETE FROM invitation; DELETE FROM survey WHERE service_id IS NOT NULL OR agency_id IS NOT NULL OR code <> 'CORE'; UPDATE survey SET state = 'DRAFT', approval = NULL, published_at = NULL, retired_at = NULL");
});
afterEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

const SURVEY_FIELDS = "... on Survey { scope service agency code moment version state approval { authority reference validUntil } publishedAt retiredAt questions { instrument } comments { text } } ... on Refusal { code path message }";
const run = (operation: string, type: string) => async (input: object, key: string | undefined = desk.owner): Promise<any> =>
  (await desk.app.send(key, `mutation ($input: ${type}!) { ${operation}(input: $input) { ${SURVEY_FIELDS} } }`, { input: { moment: "AFTER_OUTCOME", ...input } })).data[operation];
const draft = run("draftSurvey", "DraftSurveyInput");
const approve = run("approveSurvey", "ApproveSurveyInput");
const publish = run("publishSurvey", "PublishSurveyInput");
const retire = run("retireSurvey", "RetireSurveyInput");
const IN_FORCE = `query ($service: String!) { surveysInForce(service: $service) { moment asks problems { code path } survey { scope service agency code version approval { validUntil } } } }`;
const inForce = async (service: string, key = desk.owner): Promise<any[]> => (await desk.app.send(key, IN_FORCE, { service })).data.surveysInForce;

const own = (): { service: string } => ({ service: desk.service.name });
const agency = (): { scope: string; agency: string } => ({ scope: "AGENCY", agency: desk.service.agencyCode });
const NATIONAL = { scope: "NATIONAL" };
const LETTER = { authority: "National Centre for Statistics", reference: "NCSI/2026/17", validUntil: "2026-06-30" };
const ask = async (service = desk.service): Promise<string> => {
  const [{ notAskedReason, invitation }] = await desk.record([granted(service)]);
  return invitation === null ? notAskedReason : "INVITED";
};

describe("the life of a survey", () => {
  test("draft, approved, published, retired", async () => {
    expect(await draft(own())).toMatchObject({ scope: "SERVICE", service: desk.service.name, agency: null, version: 1, state: "DRAFT", approval: null });
    expect(await approve({ ...own(), version: 1, ...LETTER }, office)).toMatchObject({ state: "APPROVED", approval: LETTER, publishedAt: null });
    expect(await ask()).toBe("NO_SURVEY");
    expect(await publish({ ...own(), version: 1 })).toMatchObject({ state: "PUBLISHED", approval: LETTER });
    expect(await ask()).toBe("INVITED");
    expect(await retire({ ...own(), version: 1 })).toMatchObject({ state: "RETIRED", retiredAt: expect.any(String) });
    expect(await ask()).toBe("NO_SURVEY");
    const log = await desk.query("SELECT action, target->>'version' AS version, target->>'reference' AS reference FROM audit_entry WHERE action LIKE '%Survey' ORDER BY id DESC LIMIT 4");
    expect(log.map(({ action, version, reference }) => [action, version, reference])).toEqual([["retireSurvey", "1", null], ["publishSurvey", "1", null], ["approveSurvey", "1", LETTER.reference], ["draftSurvey", "1", null]]);
  });

  test("what is published never changes: the application may not, and nothing of it tries to", async () => {
    await publish(own());
    for (const change of ["questions = '[]'", "comments = '[]'", "moment = 'AFTER_OWN_PART'", "version = 9", "code = 'OTHER'", "service_id = NULL"]) {
      await expect(desk.query(`UPDATE survey SET ${change}`)).rejects.toThrow("permission denied for table survey");
    }
    await expect(desk.query("DELETE FROM survey")).rejects.toThrow("permission denied");
    for (const change of ["wording = '{}'", "points = '[]'", "lead = NULL", "direction = 'NONE'"]) await expect(desk.query(`UPDATE instrument SET ${change}`)).rejects.toThrow("permission denied for table instrument");
    expect(await publish({ ...own(), version: 1 })).toMatchObject({ code: "NOT_A_DRAFT", path: ["version"] });
  });

  test("an approval that has run out asks nobody new until it is renewed; what was asked stays answerable", async () => {
    await draft(own());
    await approve({ ...own(), version: 1, ...LETTER, validUntil: "2026-03-10" }, office);
    await publish({ ...own(), version: 1 });
    expect(await ask()).toBe("INVITED");
    desk.at(new Date("2026-03-10T21:00:00Z"));
    expect(await ask()).toBe("NO_SURVEY");
    expect(await inForce(desk.service.name)).toMatchObject([{ moment: "AFTER_OUTCOME", asks: false, problems: [{ code: "APPROVAL_EXPIRED" }], survey: { version: 1, approval: { validUntil: "2026-03-10" } } }]);
    expect(await approve({ ...own(), version: 1, ...LETTER }, office)).toMatchObject({ state: "PUBLISHED", approval: LETTER });
    expect(await ask()).toBe("INVITED");
  });

  test("approving: what is wrong with it is said", async () => {
    await draft(own());
    for (const [input, code, path] of [
      [{ authority: "  " }, "TEXT_EMPTY", ["authority"]],
      [{ reference: "x".repeat(201) }, "TEXT_TOO_LONG", ["reference"]],
      [{ validUntil: "2026-03-09" }, "APPROVAL_EXPIRED", ["validUntil"]],
      [{ version: 7 }, "NOT_FOUND", ["version"]],
      [{ service: "NO-SUCH" }, "NOT_FOUND", ["service"]],
      [{ service: null }, "SCOPE_UNCLEAR", ["service"]],
      [{ agency: "X" }, "SCOPE_UNCLEAR", ["agency"]],
    ] as const) {
      expect(await approve({ ...own(), version: 1, ...LETTER, ...input }, office)).toMatchObject({ code, path });
    }
    await publish({ ...own(), version: 1 });
    await retire({ ...own(), version: 1 });
    expect(await approve({ ...own(), version: 1, ...LETTER }, office)).toMatchObject({ code: "SURVEY_RETIRED", path: ["version"] });
    expect(await retire({ ...own(), version: 1 })).toMatchObject({ code: "NOT_PUBLISHED", path: ["version"] });
    expect(await retire({ ...own(), version: 2 })).toMatchObject({ code: "NOT_FOUND", path: ["version"] });
  });
});

describe("whose survey a service asks", () => {
  test("its own, else its agency's, else the national one, and none before somebody publishes one", async () => {
    expect(await ask()).toBe("NO_SURVEY");
    expect(await inForce(desk.service.name)).toEqual([]);
    expect(await publish(NATIONAL, office)).toMatchObject({ scope: "NATIONAL", service: null, agency: null, code: "CORE", version: 1, state: "PUBLISHED" });
    expect(await ask()).toBe("INVITED");
    expect(await inForce(desk.service.name)).toMatchObject([{ asks: true, problems: [], survey: { scope: "NATIONAL" } }]);
    expect(await draft({ ...agency(), code: "OURS", questions: [{ instrument: "CES5_EASE" }] })).toMatchObject({ scope: "AGENCY", agency: desk.service.agencyCode, state: "DRAFT", comments: [{ text: "comment.done" }] });
    expect(await publish({ ...agency(), version: 1 })).toMatchObject({ state: "PUBLISHED" });
    expect(await inForce(desk.service.name)).toMatchObject([{ survey: { scope: "AGENCY", agency: desk.service.agencyCode, code: "OURS" } }]);
    expect(await publish(own())).toMatchObject({ code: "CORE", version: 1 });
    expect(await inForce(desk.service.name)).toMatchObject([{ survey: { scope: "SERVICE", service: desk.service.name } }]);
    expect(await retire({ ...own(), version: 1 })).toMatchObject({ state: "RETIRED" });
    expect(await inForce(desk.service.name)).toMatchObject([{ survey: { scope: "AGENCY" } }]);
    expect(await retire({ ...agency(), version: 1 })).toMatchObject({ state: "RETIRED" });
    expect(await retire({ ...NATIONAL, version: 1 }, office)).toMatchObject({ state: "RETIRED" });
    expect(await ask()).toBe("NO_SURVEY");
  });

  test("the answers of a national survey are stored and counted with each service", async () => {
    await publish(NATIONAL, office);
    const [{ invitation }] = await desk.record([granted(desk.service)]);
    const form = `query ($token: String!) { survey(token: $token) { ... on SurveyForm { questions { instrument { code } } } } }`;
    expect((await desk.app.send(undefined, form, { token: invitation.token })).data.survey.questions).toHaveLength(6);
  });

  test("a service that people could not read the name of is not asked about; steps that have no name are left out", async () => {
    await publish(NATIONAL, office);
    const among = { agency: { id: desk.service.agencyId, code: desk.service.agencyCode } };
    const nameless = await givenService(desk.app, { ...among, steps: STEPS, names: { ar: "خدمة" } });
    expect(await inForce(nameless.name)).toMatchObject([{ asks: false, problems: [{ code: "UNTRANSLATED", path: ["service"] }] }]);
    const silent = await givenService(desk.app, { ...among, steps: [{ code: "FILL", kind: "FILL_IN", askAs: {} }, { code: "PAY", kind: "PAY" }] });
    expect(await inForce(silent.name)).toMatchObject([{ asks: true, problems: [{ code: "STEP_WITHOUT_ASK_AS", path: ["questions", "4"] }] }]);
    // One of their own is refused while it asks about steps.
    expect(await publish({ service: silent.name })).toMatchObject({ code: "STEP_WITHOUT_ASK_AS", path: ["questions", "4"], message: expect.stringContaining("FILL") });
  });

  test("a national survey that was approved is approved for the services that take it over as it is", async () => {
    await approve({ ...NATIONAL, version: 1, ...LETTER }, office);
    expect(await draft(own())).toMatchObject({ state: "APPROVED", approval: LETTER });
    expect(await draft({ ...own(), questions: [{ instrument: "CES5_EASE" }] })).toMatchObject({ state: "DRAFT", approval: null });
  });
});

describe("who may", () => {
  test("owners draft, publish and retire their own; the office approves; the nation is the office's", async () => {
    const stranger = await givenService(desk.app, { steps: STEPS });
    const other = await desk.app.key({ role: "owner", agencyId: stranger.agencyId, serviceIds: undefined });
    const single = await desk.app.key({ role: "owner", agencyId: desk.service.agencyId, serviceIds: [desk.service.id] });
    await draft(own());
    const version = { version: 1 };
    expect(await retire({ ...own(), ...version }, other)).toMatchObject({ code: "NOT_FOUND", path: ["service"] });
    expect(await publish(agency(), other)).toMatchObject({ code: "NOT_FOUND", path: ["agency"] });
    expect(await publish(agency(), single)).toMatchObject({ code: "NOT_FOUND", path: ["agency"] });
    expect(await inForce(desk.service.name, other)).toEqual([]);
    const sent = async (key: string | undefined, operation: string, type: string, input: object): Promise<unknown> => {
      const { status, errors } = await desk.app.send(key, `mutation ($input: ${type}!) { ${operation}(input: $input) { __typename } }`, { input: { moment: "AFTER_OUTCOME", ...input } });
      return [status, errors?.[0].extensions.code];
    };
    expect(await sent(desk.owner, "approveSurvey", "ApproveSurveyInput", { ...own(), ...version, ...LETTER })).toEqual([403, "FORBIDDEN"]);
    expect(await sent(desk.owner, "draftSurvey", "DraftSurveyInput", NATIONAL)).toEqual([403, "FORBIDDEN"]);
    expect(await sent(desk.owner, "publishSurvey", "PublishSurveyInput", NATIONAL)).toEqual([403, "FORBIDDEN"]);
    expect(await sent(desk.owner, "retireSurvey", "RetireSurveyInput", { ...NATIONAL, ...version })).toEqual([403, "FORBIDDEN"]);
    for (const [operation, type, input] of [["approveSurvey", "ApproveSurveyInput", LETTER], ["retireSurvey", "RetireSurveyInput", {}]] as const) {
      expect(await sent(undefined, operation, type, { ...own(), ...version, ...input })).toEqual([401, "UNAUTHENTICATED"]);
      expect(await sent(desk.portal, operation, type, { ...own(), ...version, ...input })).toEqual([403, "FORBIDDEN"]);
    }
    expect((await desk.app.send(undefined, IN_FORCE, own())).status).toBe(401);
    expect((await desk.app.send(desk.portal, IN_FORCE, own())).status).toBe(403);
  });
});
