import { granted, openSurveyDesk, SAVE, SUBMIT, SURVEY, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
  await desk.publish();
});
afterAll(() => desk.app.close());

async function invited(more: object = {}): Promise<{ token: string; transactionId: string }> {
  const [{ receipt, invitation }] = await desk.record([granted(desk.service, more)]);
  return { token: invitation.token, transactionId: receipt };
}

const survey = async (token: string): Promise<any> => (await desk.app.send(undefined, SURVEY, { token })).data.survey;
const save = async (token: string, input: object): Promise<any> => (await desk.app.send(undefined, SAVE, { token, input: { language: "ar", answers: [], ...input } })).data.saveAnswers;
const submit = async (token: string, input: object): Promise<any> => (await desk.app.send(undefined, SUBMIT, { token, input: { language: "ar", answers: [], ...input } })).data.submitResponse;
const stored = (transactionId: string): Promise<any[]> =>
  desk.query("SELECT question, text FROM comment JOIN response_link USING (service_id, response_id) WHERE transaction_id = $1 ORDER BY question", [transactionId]);

const NO = { instrument: "COMPLETED", choice: "NO" };
const BOTH = [{ question: "comment.notDone", text: "the page was down" }, { question: "comment.done", text: "fewer pages" }];

describe("comments", () => {
  test("have their places: what stopped them directly after the completion, the other at the end", async () => {
    const { token } = await invited();
    const { comments } = await survey(token);
    expect(comments).toEqual([
      { key: "comment.notDone", text: { ar: "ما الذي منعكم من إكمال معاملتكم؟ (اختياري)", en: "What stopped you from completing your request? (optional)" }, after: "COMPLETED", showIf: { instrument: "COMPLETED", anyOf: ["NO", "PARTLY"], and: [] } },
      { key: "comment.done", text: expect.objectContaining({ en: expect.stringContaining("What one change") }), after: null, showIf: null },
    ]);
  });

  test("are stored by the text that asked for them", async () => {
    const { token, transactionId } = await invited();
    expect(await submit(token, { answers: [NO], comments: BOTH })).toMatchObject({ status: "RECORDED" });
    expect(await stored(transactionId)).toEqual([{ question: "comment.done", text: "fewer pages" }, { question: "comment.notDone", text: "the page was down" }]);
    expect(await submit(token, { answers: [NO], comments: [...BOTH].reverse() })).toMatchObject({ status: "DUPLICATE" });
    expect(await submit(token, { answers: [NO], comments: BOTH.slice(1) })).toMatchObject({ code: "ALREADY_ANSWERED" });
  });

  test("that an answer takes away stay in the draft and are not stored", async () => {
    const { token, transactionId } = await invited();
    const answers = [{ instrument: "COMPLETED", choice: "YES" }];
    expect(await save(token, { answers, comments: BOTH })).toMatchObject({ expiresAt: expect.any(String) });
    expect((await survey(token)).draft.comments).toEqual(BOTH);
    expect(await submit(token, { answers, comments: BOTH })).toMatchObject({ status: "RECORDED" });
    expect(await stored(transactionId)).toEqual([{ question: "comment.done", text: "fewer pages" }]);
  });

  test("are as long as people count: 1,250 characters, whatever they take to store", async () => {
    const { token } = await invited();
    expect(await save(token, { comment: "😀".repeat(1_250) })).toMatchObject({ expiresAt: expect.any(String) });
    expect(await save(token, { comment: "😀".repeat(1_251) })).toMatchObject({ code: "TEXT_TOO_LONG", path: ["comment"] });
    expect(await save(token, { comments: [{ question: "comment.done", text: "x".repeat(1_251) }] })).toMatchObject({ code: "TEXT_TOO_LONG", path: ["comments", "0", "text"] });
  });

  test.each([
    [{ comments: [{ question: "comment.none", text: "x" }] }, { code: "COMMENT_NOT_ASKED", path: ["comments", "0", "question"], message: "Comments asked for are comment.notDone, comment.done." }],
    [{ comment: "x", comments: [{ question: "comment.done", text: "y" }] }, { code: "COMMENT_TWICE", path: ["comment"] }],
    [{ comment: "x", comments: BOTH }, { code: "TOO_MANY_COMMENTS", path: ["comments"] }],
  ])("refused: %j", async (input, refusal) => {
    const { token } = await invited();
    expect(await submit(token, input)).toMatchObject(refusal);
    expect(await save(token, input)).toMatchObject(refusal);
  });
});

describe("who carried it out", () => {
  test("is asked only where the portal did not say", async () => {
    const codes = async (more: object): Promise<string[]> => (await survey((await invited(more)).token)).questions.map(({ instrument }: any) => instrument.code);
    expect(await codes({ actedBy: null })).toEqual(["COMPLETED", "CES5_EASE", "CSAT5", "HARDEST_STEP", "STEP_EASE5", "STEP_EASE5", "ROLE"]);
    expect(await codes({ actedBy: "SELF" })).toEqual(["COMPLETED", "CES5_EASE", "CSAT5", "HARDEST_STEP", "STEP_EASE5", "STEP_EASE5"]);
  });
});

test("who went through no step is not asked which was the hardest", async () => {
  const { token } = await invited({ passages: [] });
  expect((await survey(token)).questions.map(({ instrument }: any) => instrument.code)).toEqual(["COMPLETED", "CES5_EASE", "CSAT5"]);
});
