import { WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";
import { instrumentProblem } from "../../src/surveys/domain/instrument-problem";
import { givenService } from "../support/fixtures";
import { granted, openSurveyDesk, SUBMIT, SURVEY, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
let office: string;
let stranger: { readonly key: string; readonly agencyCode: string; readonly name: string };
beforeAll(async () => {
  desk = await openSurveyDesk();
  office = await desk.app.key({ role: "office" });
  const other = await givenService(desk.app);
  stranger = { key: await desk.app.key({ role: "owner", agencyId: other.agencyId, serviceIds: undefined }), agencyCode: other.agencyCode, name: other.name };
});
afterAll(() => desk.app.close());

const DEFINE = `mutation ($input: DefineInstrumentInput!) {
  defineInstrument(input: $input) { ... on Instrument { code version agency comparable direction order testMark source validation { language validation } } ... on Refusal { code message path } }
}`;
const DRAFT = "mutation ($input: DraftSurveyInput!) { draftSurvey(input: $input) { ... on Survey { version } ... on Refusal { code path } } }";
const label = (ar: string, en: string): object => ({ ar, en });
const POINTS = [["طويل جدًا", "Very long"], ["طويل", "Long"], ["متوسط", "Neither"], ["قصير", "Short"], ["قصير جدًا", "Very short"]].map(([ar = "", en = ""], i) => ({ score: i + 1, label: label(ar, en) }));
const WORDING = { ar: "كيف كان الانتظار في القاعة: طويلًا أم قصيرًا؟", en: "Was the wait in the hall long or short?" };
const QUEUE = { name: "QUEUE", kind: "RATING", wording: WORDING, points: POINTS };
const define = async (more: object = {}, key: string | undefined = desk.owner): Promise<any> => (await desk.app.send(key, DEFINE, { input: { agency: desk.service.agencyCode, ...QUEUE, ...more } })).data.defineInstrument;
const draft = async (instrument: string, place: object, key = desk.owner): Promise<any> => (await desk.app.send(key, DRAFT, { input: { moment: "AFTER_OUTCOME", ...place, code: "OWN", questions: [{ instrument: "COMPLETED" }, { instrument }] } })).data.draftSurvey;
const code = (): string => `${desk.service.agencyCode}/QUEUE`;

test("is defined, asked, answered and counted; the same words again are the same version, a changed one is the next", async () => {
  const first = await define();
  expect(first).toEqual({ code: code(), version: 1, agency: desk.service.agencyCode, comparable: false, direction: "HIGH_IS_GOOD", order: "LOW_TO_HIGH", testMark: "T1", source: desk.service.agencyCode, validation: [{ language: "ar", validation: "DRAFT" }, { language: "en", validation: "DRAFT" }] });
  expect(await define()).toEqual(first);
  expect(await define({ wording: { ...WORDING, en: "Did you wait long in the hall, or only shortly?" } })).toMatchObject({ version: 2 });
  expect(await desk.query("SELECT action, target->>'instrument' AS code, target->>'version' AS version FROM audit_entry WHERE action = 'defineInstrument' ORDER BY id")).toEqual([
    { action: "defineInstrument", code: code(), version: "1" }, { action: "defineInstrument", code: code(), version: "2" },
  ]);

  const { version } = await draft(code(), { service: desk.service.name });
  expect(await desk.publish(desk.service, "AFTER_OUTCOME", version)).toMatchObject({ state: "PUBLISHED", questions: [{ instrument: "COMPLETED" }, { instrument: code(), version: 1 }] });
  const [{ invitation }] = await desk.record([granted(desk.service)]);
  const form = (await desk.app.send(undefined, SURVEY, { token: invitation.token })).data.survey;
  expect(form.questions.map((question: any) => question.instrument.code)).toEqual(["COMPLETED", code()]);
  const input = { answers: [{ instrument: code(), score: 2 }], language: "ar" };
  expect((await desk.app.send(undefined, SUBMIT, { token: invitation.token, input })).data.submitResponse.status).toBe("RECORDED");
  expect(await desk.query("SELECT instrument_version, score FROM answer WHERE instrument_code = $1", [code()])).toEqual([{ instrument_version: 1, score: 2 }]);
  await expect(desk.query("UPDATE instrument SET wording = '{}' WHERE code = $1", [code()])).rejects.toThrow("permission denied for table instrument");
  await expect(desk.query("DELETE FROM instrument WHERE code = $1", [code()])).rejects.toThrow("permission denied for table instrument");
});

test("what nobody could answer or count is refused with its code", async () => {
  const rated = (points: readonly object[]): object => ({ points });
  const count = (n: number): object => ({ kind: "COUNT", points: Array.from({ length: n + 1 }, (_, i) => ({ score: i, label: label(String(i), String(i)) })) });
  for (const [more, refused, path] of [
    [{ name: "queue" }, "INVALID_CODE", ["name"]],
    [{ wording: { ar: WORDING.ar } }, "UNTRANSLATED", ["wording"]],
    [{ lead: { en: "About the hall", ar: " " } }, "UNTRANSLATED", ["lead"]],
    [{ wording: { ...WORDING, en: "Was {service} long?" } }, "UNKNOWN_PLACEHOLDER", ["wording"]],
    [{ wording: { ...WORDING, en: "x".repeat(501) } }, "TEXT_TOO_LONG", ["wording"]],
    [{ wording: { ...WORDING, ur: "کیا انتظار لمبا تھا؟" } }, "INVALID_LANGUAGE", ["wording"]],
    [rated(POINTS.slice(1)), "INVALID_SCALE", ["points"]],
    [rated([...POINTS].reverse()), "INVALID_SCALE", ["points"]],
    [rated(POINTS.map((point) => ({ ...point, choice: "A" }))), "INVALID_SCALE", ["points"]],
    [rated(POINTS.map((point, i) => (i === 4 ? { ...point, label: label("٥", "5") } : point))), "LABEL_NOT_WORDS", ["points", 4, "label"]],
    [rated(POINTS.map((point, i) => (i === 4 ? { ...point, label: label("طويل", "Shortest") } : point))), "LABELS_ALIKE", ["points", 4, "label"]],
    [count(11), "INVALID_SCALE", ["points"]],
    [{ kind: "CHOICE", points: [{ choice: "STEP", label: label("أ", "a") }, { choice: "B", label: label("ب", "b") }] }, "INVALID_SCALE", ["points"]],
    [{ kind: "MULTIPLE", points: [{ choice: "A", label: label("أ", "a") }] }, "INVALID_SCALE", ["points"]],
  ] as const) expect([more, await define(more)]).toEqual([more, { code: refused, path: path.map(String), message: expect.any(String) }]);
  expect(await define({ name: "VISITS", ...count(10) })).toMatchObject({ code: `${desk.service.agencyCode}/VISITS`, direction: "LOW_IS_EASY" });
});

test("what the bank counts fits what is stored, too", () => {
  for (const { code: name, kind, points } of WRITTEN_INSTRUMENTS) {
    if (kind !== "COUNT") continue;
    expect([name, instrumentProblem({ name, kind, lead: null, wording: { ar: "؟", en: "?" }, points, notApplicable: null }, name)]).toEqual([name, undefined]);
  }
});

test("who is not signed in, or decides for less than an agency, or for another one, defines nothing", async () => {
  const input = { agency: desk.service.agencyCode, ...QUEUE };
  const answer = await desk.app.send(undefined, DEFINE, { input });
  expect([answer.status, answer.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  expect((await desk.app.send(desk.portal, DEFINE, { input })).errors[0].extensions.code).toBe("FORBIDDEN");
  const ofOne = await desk.app.key({ role: "owner", agencyId: desk.service.agencyId, serviceIds: [desk.service.id] });
  for (const key of [stranger.key, ofOne]) expect(await define({}, key)).toMatchObject({ code: "NOT_FOUND", path: ["agency"] });
  expect(await define({ agency: "NO-SUCH" }, stranger.key)).toMatchObject({ code: "NOT_FOUND", path: ["agency"] });
  expect(await define({ name: "OFFICES" }, office)).toMatchObject({ version: 1 });
});

test("may be asked by the agency and its services; for everybody else it is not there", async () => {
  await define({ name: "HALL" });
  const hall = `${desk.service.agencyCode}/HALL`;
  expect(await draft(hall, { service: desk.service.name })).toEqual({ version: expect.any(Number) });
  expect(await draft(hall, { scope: "AGENCY", agency: desk.service.agencyCode })).toEqual({ version: expect.any(Number) });
  const unknown = { code: "UNKNOWN_INSTRUMENT", path: ["questions", "1", "instrument"] };
  expect(await draft(hall, { service: stranger.name }, stranger.key)).toEqual(unknown);
  expect(await draft(hall, { scope: "AGENCY", agency: stranger.agencyCode }, stranger.key)).toEqual(unknown);
  expect(await draft(hall, { scope: "NATIONAL" }, office)).toEqual(unknown);

  const one = async (key: string): Promise<any> => (await desk.app.send(key, "query ($code: String!) { instrument(code: $code) { code comparable } }", { code: hall })).data.instrument;
  const all = async (key: string): Promise<any> => (await desk.app.send(key, "{ instruments(first: 100) { totalCount edges { node { code comparable } } } }")).data.instruments;
  expect(await one(desk.owner)).toEqual({ code: hall, comparable: false });
  expect(await one(stranger.key)).toBeNull();
  const [mine, theirs] = [await all(desk.owner), await all(stranger.key)];
  expect([theirs.totalCount, theirs.edges.length]).toEqual([WRITTEN_INSTRUMENTS.length, WRITTEN_INSTRUMENTS.length]);
  expect(theirs.edges.every(({ node }: any) => node.comparable)).toBe(true);
  expect(mine.edges).toContainEqual({ node: { code: hall, comparable: false } });
  expect(mine.totalCount).toBe(mine.edges.length);
});
