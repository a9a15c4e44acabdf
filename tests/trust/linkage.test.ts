import { withClient } from "../../src/database/roles";
import { figure } from "../support/figures";
import { everyCall } from "./matrix-calls";
import { type Caller, openWorld, type World } from "./matrix-world";

/** Whoever may read anything at all. */
const READERS: readonly Caller[] = ["anonymous", "portal", "owner", "agency", "office", "admin"];
const REFERENCE = "CANARY-REFERENCE-7731";
const SUBJECT = "73519846";
const WORDS = "canarywords of somebody";

/** By what a row could say which transaction, or which person, and by what it could say what was answered. */
interface Marks {
  readonly person: readonly string[];
  readonly answer: readonly string[];
}

let world: World;
let marks: Marks;

beforeAll(async () => {
  world = await openWorld();
  const { app, keys } = world;
  const item = { service: "MATRIX-A/OWN-SERVICE", reference: REFERENCE, channel: "WEB", language: "en", subject: { scheme: "CIVIL_NUMBER", value: SUBJECT }, startedAt: "2026-03-09T08:00:00Z", endedAt: "2026-03-10T07:00:00Z", outcome: "GRANTED", passages: [{ ordinal: 0, step: "FILL", enteredAt: "2026-03-09T08:00:00Z", leftAt: "2026-03-09T08:10:00Z" }] };
  const recorded = await app.send(keys.portal, "mutation ($items: [TransactionInput!]!) { recordTransactions(input: { items: $items }) { ... on TransactionResults { results { receipt invitation { token } } } ... on Refusal { code message } } }", { items: [item] });
  const [{ receipt, invitation }] = recorded.body.data.recordTransactions.results;
  const input = { language: "en", answers: [{ instrument: "CES5_EASE", score: 2 }], comment: WORDS };
  const sent = await app.send(undefined, "mutation ($token: String!, $input: SurveyAnswersInput!) { submitResponse(token: $token, input: $input) { ... on ResponseReceipt { status receipt } ... on Refusal { code message } } }", { token: invitation.token, input });
  expect(sent.body.data.submitResponse).toMatchObject({ status: "RECORDED" });
  marks = await withClient({ url: app.database.url }, async (client) => {
    const { rows } = await client.query<{ response: string; transaction: string; reference: string; subject: string }>(
      `SELECT l.response_id AS response, l.transaction_id AS transaction, encode(t.reference, 'hex') AS reference, t.subject_key AS subject
       FROM response_link l JOIN transaction t ON t.service_id = l.service_id AND t.id = l.transaction_id`,
    );
    const [row] = rows;
    if (rows.length !== 1 || row === undefined) throw new Error("one answer was given");
    const digest = Buffer.from(row.reference, "hex");
    return {
      person: [REFERENCE, SUBJECT, row.transaction, receipt as string, row.reference, digest.toString("base64"), digest.toString("base64url"), row.subject],
      answer: [WORDS, row.response, sent.body.data.submitResponse.receipt as string],
    };
  });
}, 60_000);
afterAll(() => world.app.close());

const pairs = (text: string): boolean => marks.person.some((mark) => text.includes(mark)) && marks.answer.some((mark) => text.includes(mark));

test("P8 no reader of the API gets an answer and the transaction or person it is about together", async () => {
  const found: string[] = [];
  let asked = 0;
  for (const call of everyCall().filter(({ mutation }) => !mutation)) {
    for (const caller of READERS) {
      const { text } = await world.ask(caller, call, "own", { reference: REFERENCE });
      asked += 1;
      if (pairs(text)) found.push(`${caller}: ${call.row}`);
    }
  }
  expect(found).toEqual([]);
  figure("P8", `0 of ${String(asked)} answers of the API pair them`);
}, 120_000);

test("P8 nor does the audit log", async () => {
  await withClient({ url: world.app.database.url }, async (client) => {
    const { rows } = await client.query<{ line: string }>("SELECT row_to_json(a)::text AS line FROM audit_entry a");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ line }) => pairs(line))).toEqual([]);
  });
});

test("P8 control: a row of the database's own link, which no door shows, is found to pair them", async () => {
  await withClient({ url: world.app.database.url }, async (client) => {
    const { rows } = await client.query<{ row: string }>("SELECT row_to_json(l)::text AS row FROM response_link l");
    expect(rows.map(({ row }) => pairs(row))).toEqual([true]);
  });
});
