import { addTallyCommand } from "../../src/cli/tally.command";
import { PAGE_TEXTS, WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";
import { OPERATOR } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { invitedToken, visitor, wordsOf } from "../web/survey-page-support";
import { granted, openSurveyDesk, SURVEY, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
let office: string;
beforeAll(async () => {
  desk = await openSurveyDesk({ random: () => 0 });
  office = await desk.app.key({ role: "office" });
  await desk.app.send(desk.owner, "mutation ($input: DraftSurveyInput!) { draftSurvey(input: $input) { __typename } }", { input: { service: desk.service.name, moment: "AFTER_OUTCOME", code: "SHORT", questions: [{ instrument: "CES5_EASE" }, { instrument: "CSAT5" }] } });
  await desk.publish(desk.service, "AFTER_OUTCOME", 1);
});
afterAll(() => desk.app.close());

const INSTRUMENT = "mutation ($input: TranslateInstrumentInput!) { translateInstrument(input: $input) { ... on Instrument { wording points { label } validation { language validation testedBy testedOn } } ... on Refusal { code path message } } }";
const PAGE = "mutation ($input: TranslatePageInput!) { translatePage(input: $input) { ... on PageTranslation { language missing } ... on Refusal { code path message } } }";
const instrument = async (input: object, key: string | undefined = office): Promise<any> => (await desk.app.send(key, INSTRUMENT, { input: { language: "ur", ...input } })).data.translateInstrument;
const page = async (texts: readonly object[], key = office, language = "ur"): Promise<any> => (await desk.app.send(key, PAGE, { input: { language, texts } })).data.translatePage;

const LABELS = ["بہت مشکل", "مشکل", "نہ مشکل نہ آسان", "آسان", "بہت آسان"];
const EASE = { instrument: "CES5_EASE", wording: "مجموعی طور پر یہ خدمت حاصل کرنا کتنا مشکل یا آسان تھا؟", labels: LABELS };
const CSAT = { instrument: "CSAT5", wording: "آپ اس خدمت سے کتنے مطمئن ہیں؟", labels: ["الف", "ب", "پ", "ت", "ٹ"], notApplicable: WRITTEN_INSTRUMENTS.find(({ code }) => code === "CSAT5")?.notApplicable === null ? null : "لاگو نہیں" };
/** The words of the page in a made-up Urdu: what is put in, lines and labels as in English. */
const URDU = PAGE_TEXTS.map(({ key, text }) => ({ key, text: (text["en"] ?? "").replace(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|[A-Za-z'’]+/gu, (found) => (found.startsWith("{") ? found : "اردو")) }));

describe("a third language as data", () => {
  test("is offered once the questions and all around them are there; nothing on the page is in another language then", async () => {
    const token = await invitedToken(desk);
    const offered = async (): Promise<boolean> => {
      const person = visitor(desk.app.address, { "accept-language": "ur-PK,ur;q=0.9,en;q=0.5" });
      await person.get(`/s/${token}`);
      return person.html().includes('value="language.ur"') || person.html().includes('<html lang="ur"');
    };
    expect(await instrument(EASE)).toMatchObject({
      wording: { ur: EASE.wording, ar: expect.any(String) }, points: LABELS.map((label) => ({ label: expect.objectContaining({ ur: label }) })), validation: expect.arrayContaining([{ language: "ur", validation: "DRAFT", testedBy: null, testedOn: null }]),
    });
    expect(await page(URDU.slice(1))).toEqual({ language: "ur", missing: [URDU[0]?.key] });
    expect(await offered()).toBe(false);
    expect(await page(URDU.slice(0, 1))).toEqual({ language: "ur", missing: [] });
    expect(await offered()).toBe(false);
    expect(await instrument(CSAT)).toMatchObject({ wording: { ur: CSAT.wording } });
    expect(await offered()).toBe(true);

    // The browser wants Urdu; the portal said Arabic, and the switch offers it by its own name.
    const person = visitor(desk.app.address);
    await person.get(`/s/${token}`);
    expect(person.html()).toContain('lang="ur">اردو</button>');
    await person.press("language.ur", { "q:CES5_EASE": "score:1" });
    expect(person.html()).toContain('<html lang="ur" dir="rtl">');
    expect(wordsOf(person.html())).toContain(EASE.wording);
    expect(person.html()).toMatch(/value="score:1"[^>]* checked/u);
    // Names that nobody translated are marked as what they are.
    expect(person.html()).toContain('<span lang="ar" dir="rtl">خدمة');
    await person.press("next", { "q:CES5_EASE": "score:1" });
    await person.press("next", { "q:CSAT5": "score:1" });
    await person.press("send", { "c:comment.done": "" });
    expect(person.html()).toContain('<html lang="ur" dir="rtl">');
    expect(await desk.query("SELECT language, collector FROM response")).toEqual([{ language: "ur", collector: "UNTESTED" }]);
    const form = (await desk.app.send(undefined, SURVEY, { token: await invitedToken(desk) })).data.survey;
    expect(form.texts.find(({ key }: any) => key === "thanks").text.ur).toContain("اردو");
  });

  test("is compared once somebody has tested it, and not before: of the figures nothing moves, and how many there are is told apart", async () => {
    const submit = async (language: string, score: number): Promise<void> => {
      const token = await invitedToken(desk, { language });
      const answers = [{ instrument: "CES5_EASE", score }, { instrument: "CSAT5", score }];
      expect((await desk.app.send(undefined, "mutation ($token: String!, $input: SurveyAnswersInput!) { submitResponse(token: $token, input: $input) { ... on ResponseReceipt { status } ... on Refusal { code } } }", { token, input: { answers, language } })).data.submitResponse).toEqual({ status: "RECORDED" });
    };
    const effort = async (): Promise<any> => {
      await desk.app.house.tallies.release.release(OPERATOR);
      const FIGURES = "ces { mean { value n } } csat { mean { n } } responseRate { value } collectedUntested { instrument answers { value } } ownQuestions { instrument }";
      const { data } = await desk.app.send(office, `query ($filter: ReportFilter!) { effortReport(filter: $filter) { ... on EffortReport { services { edges { node { ${FIGURES} } } } } } }`, { filter: { period: { from: "2026-03-01", to: "2026-04-01" }, services: [desk.service.name] } });
      return data.effortReport.services.edges[0].node;
    };
    for (let i = 0; i < 10; i += 1) await submit(i % 2 === 0 ? "ar" : "en-GB", 5);
    const before = await effort();
    expect(before.ces).toEqual([{ mean: { value: 5, n: 10 } }]);
    for (let i = 0; i < 10; i += 1) await submit(i % 2 === 0 ? "ur" : "ur-PK", 1);
    // A language that has no words here at all is not compared either. Answers are released in tens.
    for (let i = 0; i < 10; i += 1) await submit("bn", 1);
    const after = await effort();
    // How many of those invited stand behind the figures is a smaller share now.
    expect({ ...after, responseRate: before.responseRate, collectedUntested: [] }).toEqual({ ...before, collectedUntested: [] });
    expect(after.collectedUntested).toEqual([{ instrument: "CES5_EASE", answers: { value: 20 } }, { instrument: "CSAT5", answers: { value: 20 } }]);

    const tested = { testedBy: "Committee of the University", testedOn: "2026-02-01" };
    expect((await instrument({ ...EASE, ...tested })).validation).toContainEqual({ language: "ur", validation: "TESTED", ...tested });
    // One of two questions is tested: not yet.
    await submit("ur", 1);
    expect((await desk.query("SELECT count(*)::int AS n FROM response WHERE collector = 'UNTESTED'"))[0].n).toBe(22);
    await instrument({ ...CSAT, ...tested });
    for (let i = 0; i < 10; i += 1) await submit("ur", 1);
    expect((await effort()).ces).toEqual([{ mean: { value: 3, n: 20 } }]);
    expect((await runCommand(desk.app.house, [addTallyCommand], "tally", "verify", "--service", desk.service.name)).out).toContain("no difference");
  });

  test("of words that do not fit each is refused with its code, and words that were answered to never change", async () => {
    for (const [input, code, path] of [
      [{ ...EASE, language: "en" }, "INVALID_LANGUAGE", ["language"]],
      [{ ...EASE, language: "ur-PK" }, "INVALID_LANGUAGE", ["language"]],
      [{ ...EASE, language: "qqq" }, "INVALID_LANGUAGE", ["language"]],
      [{ ...EASE, instrument: "NONE" }, "NOT_FOUND", ["instrument"]],
      [{ ...EASE, version: 9 }, "NOT_FOUND", ["instrument"]],
      [{ ...EASE, labels: LABELS.slice(1) }, "LABELS_DO_NOT_FIT", ["labels"]],
      [{ ...EASE, labels: ["", ...LABELS.slice(1)] }, "TEXT_EMPTY", ["labels", "0"]],
      [{ ...EASE, lead: "؟" }, "LEAD_DOES_NOT_FIT", ["lead"]],
      [{ ...EASE, notApplicable: "x" }, "NOT_APPLICABLE_DOES_NOT_FIT", ["notApplicable"]],
      [{ ...EASE, wording: "x".repeat(501) }, "TEXT_TOO_LONG", ["wording"]],
      [{ ...EASE, testedBy: "Somebody" }, "TESTED_UNCLEAR", ["testedOn"]],
      [{ ...EASE, wording: "بدلا ہوا سوال" }, "TRANSLATED_BEFORE", ["wording"]],
    ] as const) expect([input, await instrument(input)]).toEqual([input, { code, path, message: expect.any(String) }]);
    for (const [texts, code, path] of [
      [[{ key: "no.such", text: "x" }], "UNKNOWN_TEXT", ["texts", "0", "key"]],
      [[{ key: "progress", text: "سوال {i}" }], "PLACEHOLDERS_DIFFER", ["texts", "0", "text"]],
      [[{ key: "thanks", text: "شکریہ {name}" }], "PLACEHOLDERS_DIFFER", ["texts", "0", "text"]],
      [[{ key: "contact.options", text: "جی ہاں" }], "PARTS_DIFFER", ["texts", "0", "text"]],
      [[{ key: "thanks", text: " " }], "TEXT_EMPTY", ["texts", "0", "text"]],
    ] as const) expect([texts, await page(texts)]).toEqual([texts, { code, path, message: expect.any(String) }]);
    expect(await page([], office, "ar")).toMatchObject({ code: "INVALID_LANGUAGE" });
    for (const change of ["wording = 'x'", "labels = '[]'", "language = 'hi'"]) await expect(desk.query(`UPDATE instrument_translation SET ${change}`)).rejects.toThrow("permission denied for table instrument_translation");
    await expect(desk.query("DELETE FROM instrument_translation")).rejects.toThrow("permission denied");
    expect((await desk.query("SELECT DISTINCT action FROM audit_entry WHERE action LIKE 'translate%' ORDER BY 1")).map(({ action }) => action)).toEqual(["translateInstrument", "translatePage"]);
  });

  test("is the office's to say", async () => {
    for (const [query, input] of [[INSTRUMENT, { language: "ur", ...EASE }], [PAGE, { language: "ur", texts: [] }]] as const) {
      const anonymous = await desk.app.send(undefined, query, { input });
      expect([anonymous.status, anonymous.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
      for (const key of [desk.owner, desk.portal]) expect((await desk.app.send(key, query, { input })).errors[0].extensions.code).toBe("FORBIDDEN");
    }
  });

  test("is looked up and never said by who records answers", async () => {
    const admin = await desk.app.key({ role: "admin" });
    const [{ receipt }] = await desk.record([granted(desk.service)]);
    expect(receipt).toEqual(expect.any(String));
    const { data } = await desk.app.send(admin, "mutation ($input: RecordResponsesInput!) { recordResponses(input: $input) { ... on Refusal { code path } } }", { input: { collector: "UNTESTED", items: [{ service: desk.service.name, reference: "X", answeredAt: "2026-03-10T12:30:00+04:00", language: "ur", answers: [] }] } });
    expect(data.recordResponses).toEqual({ code: "INVALID_COLLECTOR", path: ["collector"] });
  });
});
