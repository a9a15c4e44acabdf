import { givenService } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { granted, openSurveyDesk, SAVE, STEPS, SUBMIT, SURVEY, type SurveyDesk } from "./survey-support";

const CORRECT = `mutation ($input: CorrectTransactionsInput!) { correctTransactions(input: $input) { ... on CorrectionResults { results { status } } } }`;
const ANSWER = { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] };

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
afterAll(() => desk.app.close());

/** A further service of the same portal with one person asked. */
async function invited(): Promise<{ service: SurveyDesk["service"]; transaction: any; token: string; counts: () => Promise<object> }> {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) SELECT portal_id, $1, '2000-01-01' FROM portal_grant LIMIT 1", [service.id]);
  await desk.publish(service);
  const transaction = granted(service);
  const [{ invitation }] = await desk.record([transaction]);
  const counts = async (): Promise<object> => {
    const rows = await desk.query("SELECT state, sum(n)::integer AS n FROM invitation_delta WHERE service_id = $1 GROUP BY state HAVING sum(n) <> 0", [service.id]);
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  return { service, transaction, token: invitation.token, counts };
}

const note = (token: string): Promise<void> => desk.app.house.surveys.noteOpened.note(token);

test("a link counts as opened when its holder begins, once, and not when it is looked at", async () => {
  const { token, counts } = await invited();
  await desk.app.send(undefined, SURVEY, { token });
  expect(await counts()).toEqual({ INVITED: 1 });
  await Promise.all([note(token), note(token), note(token)]);
  await note(token);
  expect(await counts()).toEqual({ INVITED: 1, OPENED: 1 });
});

test.each([
  ["saving", SAVE, { INVITED: 1, OPENED: 1 }],
  ["sending", SUBMIT, { INVITED: 1, OPENED: 1, ANSWERED: 1 }],
])("%s answers is beginning, before or after a first press", async (_what, document, expected) => {
  const [fresh, begun] = [await invited(), await invited()];
  await note(begun.token);
  for (const { token, counts } of [fresh, begun]) {
    for (let i = 0; i < 2; i += 1) await desk.app.send(undefined, document, { token, input: ANSWER });
    expect(await counts()).toEqual(expected);
  }
});

test("a first press and an answer at the same time: opened once, answered once", async () => {
  for (let i = 0; i < 10; i += 1) {
    const { token, counts } = await invited();
    const sent = await Promise.all([note(token), desk.app.send(undefined, SUBMIT, { token, input: ANSWER }), note(token), desk.app.send(undefined, SAVE, { token, input: ANSWER })]);
    expect((sent[1] as any).data.submitResponse.status).toBe("RECORDED");
    expect(await counts()).toEqual({ INVITED: 1, OPENED: 1, ANSWERED: 1 });
  }
});

test("nothing happens for a link that is unknown or has expired", async () => {
  const { token, counts } = await invited();
  await note("x".repeat(48));
  await desk.query("UPDATE invitation SET expires_at = '2026-01-01'");
  await note(token);
  expect(await counts()).toEqual({ INVITED: 1 });
});

test("what was opened counts no more when its transaction is taken back, and again when it is replaced", async () => {
  const { service, transaction, token, counts } = await invited();
  await note(token);
  const correct = (item: object): Promise<any> => desk.app.send(desk.portal, CORRECT, { input: { items: [{ service: service.name, reference: transaction.reference, ...item }] } });
  await correct({ action: "WITHDRAW" });
  expect(await counts()).toEqual({});
  await note(token);
  expect(await counts()).toEqual({});
  await correct({ action: "REPLACE", transaction });
  expect(await counts()).toEqual({ INVITED: 1, OPENED: 1 });
});

test("whoever opted out stays counted, also where the transaction is taken back afterwards", async () => {
  const { service, transaction, token, counts } = await invited();
  await note(token);
  await desk.app.house.surveys.optOut.optOut(token);
  await desk.app.send(desk.portal, CORRECT, { input: { items: [{ service: service.name, reference: transaction.reference, action: "WITHDRAW" }] } });
  expect(await counts()).toEqual({ INVITED: 1, OPENED: 1 });
  const found: unknown[] = [];
  await desk.app.house.tallyChecks.verify.verify(OPERATOR, [service.name], (difference) => found.push(difference));
  expect(found).toEqual([]);
});

test("neither when a link was opened nor when it was delivered is kept: it would find the response of that day", async () => {
  const columns = await desk.query("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'invitation' AND data_type ~ 'date|time'");
  // The day is that of the transaction; when the page was first shown is forgotten with the answer; the rest is about handing over.
  expect(columns.map(({ name }) => name).sort()).toEqual(["day", "due_at", "expires_at", "offered_at", "shown_at"]);
});

test("a link that leaves with the answer to a call is offered then; repeats change nothing", async () => {
  const { transaction, service } = await invited();
  const row = async (): Promise<object> => (await desk.query("SELECT offered_at, handed, due_at, due_kind FROM invitation WHERE service_id = $1", [service.id]))[0];
  const offered = { offered_at: new Date("2026-03-10T09:00:00Z"), handed: 1, due_at: new Date("2026-03-13T09:00:00Z"), due_kind: "REMINDER" };
  expect(await row()).toEqual(offered);
  desk.at(new Date("2026-03-11T09:00:00Z"));
  await desk.record([transaction]);
  desk.at(new Date("2026-03-10T09:00:00Z"));
  expect(await row()).toEqual(offered);
});

test("a link that waited is offered when a call is answered with it", async () => {
  const { transaction, service } = await invited();
  await desk.query("UPDATE invitation SET offered_at = NULL, handed = 0, due_at = '2026-03-10T09:00:00Z', due_kind = 'FIRST' WHERE service_id = $1", [service.id]);
  await desk.record([transaction]);
  expect(await desk.query("SELECT handed, due_kind FROM invitation WHERE service_id = $1", [service.id])).toEqual([{ handed: 1, due_kind: "REMINDER" }]);
});
