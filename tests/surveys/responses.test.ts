import { createHash } from "node:crypto";
import { Writable } from "node:stream";
import { pino } from "pino";
import { granted, NOW, openSurveyDesk, SAVE, SUBMIT, SURVEY, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
const logged: string[] = [];
const tokens: string[] = [];

beforeAll(async () => {
  const keep = (chunk: Buffer, _encoding: string, done: () => void): void => {
    logged.push(chunk.toString());
    done();
  };
  const log = pino({ level: "trace" }, new Writable({ write: keep }));
  desk = await openSurveyDesk({ log, random: () => 0.5 });
  await desk.publish();
});
afterEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

/** A person who was invited about a new transaction. */
async function invited(more: object = {}): Promise<{ token: string; transactionId: string }> {
  const [{ receipt, invitation }] = await desk.record([granted(desk.service, more)]);
  tokens.push(invitation.token);
  return { token: invitation.token, transactionId: receipt };
}

const survey = async (token: string): Promise<any> => (await desk.app.send(undefined, SURVEY, { token })).data.survey;
const save = async (token: string, input: object): Promise<any> => (await desk.app.send(undefined, SAVE, { token, input: { language: "ar", ...input } })).data.saveAnswers;
const submit = async (token: string, input: object): Promise<any> => (await desk.app.send(undefined, SUBMIT, { token, input: { language: "ar", ...input } })).data.submitResponse;

const ANSWERS = [
  { instrument: "COMPLETED", choice: "YES" },
  { instrument: "CES5_EASE", score: 4 },
  { instrument: "HARDEST_STEP", choice: "STEP", step: "PAY" },
  { instrument: "STEP_EASE5", step: "SIGN", score: 2 },
  { instrument: "STEP_EASE5", step: "FILL", notApplicable: true },
];

describe("the form", () => {
  test("asks the national core in both languages, about two of the steps the person went through", async () => {
    const { token } = await invited();
    const form = await survey(token);
    expect(form).toMatchObject({ moment: "AFTER_OUTCOME", discreet: false, language: "ar", draft: null, expiresAt: "2026-04-09T09:00:00.000Z" });
    expect(form.questions.map((q: any) => [q.instrument.code, q.step])).toEqual([
      ["COMPLETED", null],
      ["CES5_EASE", null],
      ["CSAT5", null],
      ["HARDEST_STEP", null],
      ["STEP_EASE5", "SIGN"],
      ["STEP_EASE5", "FILL"],
    ]);
    expect(form.questions[1].instrument.wording).toEqual({
      ar: "بشكل عام، كيف كانت إجراءات الحصول على هذه الخدمة: صعبة أم سهلة؟",
      en: "Overall, how difficult or easy was the process of getting this service?",
    });
    expect(form.questions[1].instrument.validation).toContainEqual({ language: "ar", validation: "DRAFT" });
    expect(form.questions[4].heading).toEqual({ ar: "خطوة «تسجيل الدخول وإثبات الهوية»", en: "Step ‘Signing in and proving your identity’" });
    expect(form.service).toEqual({ ar: `خدمة «خدمة ${desk.service.code}»`, en: `Service ‘Service ${desk.service.code}’` });
    expect(form.agency.ar).toMatch(/^الجهة «.+»$/u);
  });

  test("offers the steps the person went through as the hardest, in their order, and none that they did not see", async () => {
    const { token } = await invited();
    const { questions } = await survey(token);
    const options = questions.find((q: any) => q.instrument.code === "HARDEST_STEP").options;
    expect(options.map((o: any) => [o.choice, o.step])).toEqual([["STEP", "SIGN"], ["STEP", "FILL"], ["STEP", "PAY"], ["BEFORE", null], ["AFTER", null], ["NONE", null], ["DONT_RECALL", null]]);
  });

  test("brings the texts around the questions", async () => {
    const { token } = await invited();
    const { texts, plurals } = await survey(token);
    expect(texts.find((text: any) => text.key === "thanks").text).toEqual({ ar: "شكرًا لكم. وصلت إجاباتكم.", en: "Thank you. We have your answers." });
    expect(plurals).toContainEqual({ noun: "step", few: "# خطوات" });
  });

  test("uses nothing up, however often it is fetched", async () => {
    const { token } = await invited();
    for (let i = 0; i < 5; i += 1) await survey(token);
    expect(await submit(token, { answers: ANSWERS })).toMatchObject({ status: "RECORDED" });
  });

  test("keeps what was filled in, and forgets it when it is sent", async () => {
    const { token, transactionId } = await invited();
    expect(await save(token, { answers: ANSWERS.slice(0, 1), comment: "call me on 91234567" })).toEqual({ expiresAt: "2026-04-09T09:00:00.000Z" });
    expect(await save(token, { answers: ANSWERS.slice(0, 2), comment: "call me on 91234567", language: "en" })).toMatchObject({ expiresAt: expect.any(String) });
    expect((await survey(token)).draft).toEqual({
      answers: [
        { instrument: "COMPLETED", step: null, score: null, choice: "YES", choices: null, skipped: false },
        { instrument: "CES5_EASE", step: null, score: 4, choice: null, choices: null, skipped: false },
      ],
      comment: "call me on [#]",
      comments: [{ question: "comment.done", text: "call me on [#]" }],
      language: "en",
    });
    await submit(token, { answers: ANSWERS });
    expect(await desk.query("SELECT draft, state FROM invitation WHERE transaction_id = $1", [transactionId])).toEqual([{ draft: null, state: "ANSWERED" }]);
    expect(await save(token, { answers: [] })).toMatchObject({ code: "ALREADY_ANSWERED" });
  });
});

describe("answers", () => {
  test("are stored with the transaction's circumstances, pinned to their versions, and skips are skips", async () => {
    const { token, transactionId } = await invited();
    expect(await submit(token, { answers: ANSWERS, comment: "  رقمي ٩١٢٣٤٥٦٧ وبريدي a@b.com  " })).toEqual({ status: "RECORDED", receipt: expect.any(String) });
    const [{ response_id: id, expires_on: expiresOn }] = await desk.query("SELECT response_id, expires_on::text FROM response_link WHERE transaction_id = $1", [transactionId]);
    expect(expiresOn).toBe("2026-04-14");
    expect(await desk.query("SELECT *, day::text FROM response WHERE id = $1", [id])).toMatchObject([
      { service_id: desk.service.id, procedure_id: desk.service.procedureId, moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", day: "2026-03-10", channel: "WEB", language: "ar", outcome: "GRANTED" },
    ]);
    const answers = await desk.query("SELECT * FROM answer WHERE response_id = $1 ORDER BY position", [id]);
    const common = { instrument_version: 1, score: null, choice: null, skipped: false, not_applicable: false };
    expect(answers).toMatchObject([
      { ...common, instrument_code: "COMPLETED", choice: "YES", first_end: null, inclusion_probability: 1 },
      { ...common, instrument_code: "CES5_EASE", score: 4, first_end: "LOW" },
      { ...common, instrument_code: "HARDEST_STEP", choice: "STEP", step_code: "PAY" },
      { ...common, instrument_code: "STEP_EASE5", score: 2, step_code: "SIGN", inclusion_probability: 2 / 3 },
      { ...common, instrument_code: "STEP_EASE5", step_code: "FILL", not_applicable: true },
      { ...common, instrument_code: "CSAT5", skipped: true, step_code: null },
    ]);
    expect(await desk.query("SELECT text, language FROM comment WHERE response_id = $1", [id])).toEqual([{ text: "رقمي [#] وبريدي [@]", language: "ar" }]);
    expect(await survey(token)).toEqual({ reason: "ANSWERED", text: expect.objectContaining({ en: expect.stringContaining("already have your answer") }), expiresAt: expect.any(String) });
  });

  test("the same again, in any order, is a duplicate with the same receipt; others are refused", async () => {
    const { token } = await invited();
    const first = await submit(token, { answers: ANSWERS });
    expect(await submit(token, { answers: [...ANSWERS].reverse() })).toEqual({ status: "DUPLICATE", receipt: first.receipt });
    expect(await submit(token, { answers: ANSWERS, comment: "one more thing" })).toMatchObject({ code: "ALREADY_ANSWERED", path: ["token"] });
    expect(await submit(token, { answers: ANSWERS.slice(1) })).toMatchObject({ code: "ALREADY_ANSWERED" });
    expect(await submit(token, { answers: [{ instrument: "CES5_EASE", score: 99 }] })).toMatchObject({ code: "ALREADY_ANSWERED" });
  });

  test("of fifty at once, one is stored", async () => {
    const { token, transactionId } = await invited();
    const results = await Promise.all(Array.from({ length: 50 }, (_, i) => submit(token, { answers: ANSWERS, comment: `from ${String(i)}` })));
    expect(results.filter(({ status }) => status === "RECORDED")).toHaveLength(1);
    expect(results.filter(({ code }) => code === "ALREADY_ANSWERED")).toHaveLength(49);
    expect(await desk.query("SELECT 1 FROM response_link WHERE transaction_id = $1", [transactionId])).toHaveLength(1);
  });

  test("come too late after thirty days", async () => {
    const { token } = await invited();
    desk.at(new Date(NOW.getTime() + 30 * 86_400_000));
    expect(await survey(token)).toMatchObject({ reason: "EXPIRED", text: { ar: expect.stringContaining("{date}") } });
    expect(await submit(token, { answers: ANSWERS })).toMatchObject({ code: "INVITATION_EXPIRED" });
    expect(await save(token, { answers: ANSWERS })).toMatchObject({ code: "INVITATION_EXPIRED" });
  });

  test("of the wrong type are told by their place, and not repeated", async () => {
    const { token } = await invited();
    const { errors } = await desk.app.send(undefined, SUBMIT, { token, input: { answers: [], language: "ar", comment: { text: "canary" } } });
    expect(errors).toMatchObject([{ message: 'Variable "$input" got an invalid value at "input.comment"; String cannot represent a non string value.', extensions: { code: "BAD_USER_INPUT" } }]);
  });

  test("are not taken about a transaction that was taken back", async () => {
    const transaction = granted(desk.service);
    const [{ invitation }] = await desk.record([transaction]);
    const correct = `mutation ($input: CorrectTransactionsInput!) { correctTransactions(input: $input) { ... on CorrectionResults { results { status } } } }`;
    const { data } = await desk.app.send(desk.portal, correct, { input: { items: [{ service: desk.service.name, reference: transaction.reference, action: "WITHDRAW" }] } });
    expect(data.correctTransactions.results).toEqual([{ status: "WITHDRAWN" }]);
    expect(await survey(invitation.token)).toMatchObject({ reason: "EXPIRED" });
    expect(await save(invitation.token, { answers: ANSWERS })).toMatchObject({ code: "INVITATION_EXPIRED" });
    expect(await submit(invitation.token, { answers: ANSWERS })).toMatchObject({ code: "INVITATION_EXPIRED" });
  });

  test.each([
    [{ answers: [{ instrument: "CES5_EASE", score: 6 }] }, { code: "SCORE_OFF_SCALE", path: ["answers", "0", "score"], minimum: 1, maximum: 5, message: "CES5_EASE is answered by a whole number from 1 to 5." }],
    [{ answers: [{ instrument: "CES5_EASE", score: 0 }] }, { code: "SCORE_OFF_SCALE", minimum: 1, maximum: 5 }],
    [{ answers: [{ instrument: "CES7", score: 1 }] }, { code: "INSTRUMENT_NOT_IN_SURVEY", path: ["answers", "0", "instrument"] }],
    [{ answers: [{ instrument: "COMPLETED", choice: "MAYBE" }] }, { code: "UNKNOWN_CHOICE", path: ["answers", "0", "choice"], message: "Choices are YES, PARTLY, NO, PENDING." }],
    [{ answers: [{ instrument: "COMPLETED", score: 1 }] }, { code: "WRONG_ANSWER_KIND", path: ["answers", "0", "score"] }],
    [{ answers: [{ instrument: "CES5_EASE", choice: "5" }] }, { code: "WRONG_ANSWER_KIND", path: ["answers", "0", "choice"] }],
    [{ answers: [{ instrument: "CES5_EASE" }] }, { code: "ANSWER_EMPTY", path: ["answers", "0"] }],
    [{ answers: [{ instrument: "CES5_EASE", score: 1, skipped: true }] }, { code: "ANSWER_AMBIGUOUS" }],
    [{ answers: [ANSWERS[0], ANSWERS[0]] }, { code: "ANSWERED_TWICE", path: ["answers", "1"] }],
    [{ answers: [{ instrument: "STEP_EASE5", score: 1 }] }, { code: "STEP_REQUIRED", path: ["answers", "0", "step"] }],
    [{ answers: [{ instrument: "STEP_EASE5", step: "PAY", score: 1 }] }, { code: "STEP_NOT_ASKED", message: "This person was asked about: SIGN, FILL." }],
    [{ answers: [{ instrument: "CES5_EASE", step: "PAY", score: 1 }] }, { code: "STEP_NOT_ASKED" }],
    [{ answers: [{ instrument: "HARDEST_STEP", choice: "STEP", step: "REVIEW" }] }, { code: "STEP_NOT_ASKED" }],
    [{ answers: [{ instrument: "CES5_EASE", notApplicable: true }] }, { code: "NOT_APPLICABLE_NOT_OFFERED" }],
    [{ answers: [], comment: "x".repeat(1_251) }, { code: "TEXT_TOO_LONG", path: ["comment"] }],
    [{ answers: [], comment: "a\u0000b" }, { code: "TEXT_INVALID", path: ["comment"] }],
    [{ answers: [], comment: "a\ud800b" }, { code: "TEXT_INVALID", path: ["comment"] }],
    [{ answers: [{ instrument: "CES5_EASE\u0000", score: 1 }] }, { code: "TEXT_INVALID", path: ["answers", "0", "instrument"] }],
    [{ answers: [], language: "not a language" }, { code: "INVALID_LANGUAGE", path: ["language"] }],
    [{ answers: Array.from({ length: 51 }, () => ANSWERS[0]) }, { code: "TOO_MANY_ANSWERS", path: ["answers"] }],
  ])("refused: %j", async (input, refusal) => {
    const { token } = await invited();
    expect(await submit(token, input)).toMatchObject(refusal);
    expect(await save(token, input)).toMatchObject(refusal);
    expect(await submit(token, { answers: ANSWERS })).toMatchObject({ status: "RECORDED" });
  });

  test("naming the hardest step by its code alone is naming it", async () => {
    const { token, transactionId } = await invited();
    expect(await submit(token, { answers: [{ instrument: "HARDEST_STEP", choice: "FILL" }] })).toMatchObject({ status: "RECORDED" });
    const answers = await desk.query("SELECT choice, step_code FROM answer JOIN response_link USING (service_id, response_id) WHERE transaction_id = $1 AND NOT skipped", [transactionId]);
    expect(answers).toEqual([{ choice: "STEP", step_code: "FILL" }]);
  });
});

describe("a token", () => {
  test("that is unknown, malformed or tampered with is refused in the same bytes", async () => {
    const { token } = await invited();
    const bytes = Buffer.from(token, "base64url");
    const altered = (at: number): string => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy.toString("base64url");
    };
    const wrong = [altered(0), altered(3), altered(10), altered(19), altered(20), altered(35), token.slice(1), `${token}A`, "", "x", "\u0000", `${token.slice(0, -1)}é`, "A".repeat(48)];
    for (const document of [SURVEY, SAVE, SUBMIT]) {
      const bodies = new Set<string>();
      for (const one of wrong) {
        const { status, body } = await desk.app.send(undefined, document, { token: one, input: { answers: ANSWERS, language: "ar" } });
        expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining("NOT_FOUND")]);
        bodies.add(JSON.stringify(body));
      }
      expect(bodies.size).toBe(1);
    }
    expect(await submit(token, { answers: ANSWERS })).toMatchObject({ status: "RECORDED" });
  });

  test("stands in no column and in no log line", async () => {
    const { token } = await invited();
    await save(token, { answers: ANSWERS });
    await submit(token, { answers: ANSWERS });
    await fetch(`${desk.app.address}/graphql?query=${encodeURIComponent(SURVEY)}&variables=${encodeURIComponent(JSON.stringify({ token }))}`, { headers: { "apollo-require-preflight": "1" } });
    await desk.app.send(undefined, "mutation ($token: Int!) { submitResponse(token: $token) }", { token });
    const tables = await desk.query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'");
    for (const { name } of tables) {
      const found = await desk.behind(`SELECT count(*)::integer AS n FROM ${String(name)} AS t WHERE t::text LIKE ANY ($1) OR t::text LIKE ANY ($2)`, [
        tokens.map((one) => `%${one}%`),
        tokens.map((one) => `%${Buffer.from(one, "base64url").toString("hex", 20)}%`),
      ]);
      expect([name, found[0].n]).toEqual([name, 0]);
    }
    const log = logged.join("");
    expect(log).not.toBe("");
    for (const one of tokens) expect(log).not.toContain(one);
  });
});

describe("between a response and its transaction", () => {
  test("there is no path but the link", async () => {
    const { token, transactionId } = await invited();
    await submit(token, { answers: ANSWERS, comment: "very slow" });
    const [{ response_id: id }] = await desk.query("SELECT response_id FROM response_link WHERE transaction_id = $1", [transactionId]);
    const [invitation] = await desk.query("SELECT * FROM invitation WHERE transaction_id = $1", [transactionId]);
    const about = [invitation.id, invitation.receipt, transactionId, invitation.token_digest.toString("hex"), invitation.content_digest.toString("hex")];

    const tables = await desk.query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'response_link'");
    for (const { name } of tables) {
      const rows = await desk.behind(`SELECT t::text AS row FROM ${String(name)} AS t WHERE t::text LIKE '%' || $1 || '%'`, [id]);
      for (const { row } of rows) expect(about.filter((one) => row.includes(one))).toEqual([]);
    }
    // No id that tells the millisecond, no time of day, no digest of the plain answers.
    expect(id[14]).toBe("4");
    expect(invitation.receipt[14]).toBe("4");
    const times = await desk.query("SELECT table_name, column_name FROM information_schema.columns WHERE table_name IN ('response', 'answer', 'comment', 'response_link') AND data_type LIKE 'timestamp%'");
    expect(times).toEqual([]);
    expect(invitation.content_digest).not.toEqual(createHash("sha256").update(JSON.stringify(ANSWERS)).digest());
  });

  test("the link is cut on its day", async () => {
    const { token, transactionId } = await invited();
    await submit(token, { answers: ANSWERS });
    const left = async (): Promise<number> => (await desk.query("SELECT 1 FROM response_link WHERE transaction_id = $1", [transactionId])).length;
    const cut = (): Promise<number> => desk.app.house.surveys.cutLinks.cut({ kind: "system", job: "test" });
    desk.at(new Date("2026-04-13T23:00:00Z"));
    await cut();
    expect(await left()).toBe(1);
    desk.at(new Date("2026-04-14T00:00:00Z"));
    expect(await cut()).toBeGreaterThan(0);
    expect(await left()).toBe(0);
    expect(await cut()).toBe(0);
  });
});

test("an answer counts where its invitation counted", async () => {
  const { token } = await invited({ language: "en", channel: "KIOSK" });
  desk.at(new Date(NOW.getTime() + 5 * 86_400_000));
  await submit(token, { answers: ANSWERS });
  const cells = await desk.query("SELECT state, day::text, sum(n)::integer AS n FROM invitation_delta WHERE channel = 'KIOSK' GROUP BY 1, 2 ORDER BY 1");
  expect(cells).toEqual([{ state: "ANSWERED", day: "2026-03-10", n: 1 }, { state: "INVITED", day: "2026-03-10", n: 1 }, { state: "OPENED", day: "2026-03-10", n: 1 }]);
});
