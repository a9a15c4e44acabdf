import { givenPortal, givenService, unusedCode } from "../support/fixtures";
import { granted, NOW, openSurveyDesk, RESPONSES, STEPS, SUBMIT, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
let admin: string;
beforeAll(async () => {
  desk = await openSurveyDesk({ random: () => 0.5 });
  await desk.publish();
  admin = await desk.app.key({ role: "admin" });
});
afterAll(() => desk.app.close());

const respond = async (items: readonly object[], key: string | undefined = desk.portal, more: object = {}): Promise<any> => {
  const { data, body } = await desk.app.send(key, RESPONSES, { input: { items, ...more } });
  return data === undefined ? body : (data?.recordResponses?.results ?? data?.recordResponses ?? body);
};

const ANSWERS = [
  { instrument: "COMPLETED", choice: "YES" },
  { instrument: "CES5_EASE", score: 5 },
  { instrument: "STEP_EASE5", step: "PAY", score: 1 },
];

/** A transaction that is known, and a response about it. */
async function known(more: object = {}): Promise<{ item: any; token: string | undefined; transactionId: string }> {
  const transaction = granted(desk.service, more);
  const [{ receipt, invitation }] = await desk.record([transaction]);
  const item = { service: desk.service.name, reference: transaction.reference, answeredAt: "2026-03-10T12:30:00+04:00", language: "en", answers: ANSWERS };
  return { item, token: invitation?.token, transactionId: receipt };
}

const responses = (transactionId: string): Promise<any[]> =>
  desk.query("SELECT r.*, r.day::text FROM response r JOIN response_link l ON l.service_id = r.service_id AND l.response_id = r.id WHERE l.transaction_id = $1", [transactionId]);

test("answers of a portal's own form are stored as the agency's, on the day they were given, in the place of the link", async () => {
  const { item, token, transactionId } = await known();
  const [result] = await respond([{ ...item, mode: "INTERVIEW", comment: "12345678 was slow" }]);
  expect(result).toMatchObject({ status: "RECORDED", code: null });
  expect(await responses(transactionId)).toMatchObject([{ collector: "AGENCY", mode: "INTERVIEW", day: "2026-03-10", language: "en", outcome: "GRANTED", channel: "WEB" }]);
  expect(await desk.query("SELECT text FROM comment ORDER BY response_id DESC LIMIT 1")).toEqual([{ text: "[#] was slow" }]);
  // What the agency's form did not ask is missing, not skipped; its choice of steps is its own.
  const answers = await desk.query("SELECT instrument_code, step_code, skipped, inclusion_probability FROM answer a JOIN response_link l USING (service_id, response_id) WHERE transaction_id = $1 ORDER BY position", [transactionId]);
  expect(answers).toEqual([
    { instrument_code: "COMPLETED", step_code: null, skipped: false, inclusion_probability: 1 },
    { instrument_code: "CES5_EASE", step_code: null, skipped: false, inclusion_probability: 1 },
    { instrument_code: "STEP_EASE5", step_code: "PAY", skipped: false, inclusion_probability: 1 },
  ]);
  const late = await desk.app.send(undefined, SUBMIT, { token, input: { answers: [], language: "ar" } });
  expect(late.data.submitResponse).toMatchObject({ code: "ALREADY_ANSWERED" });
});

test("the same again is a duplicate with the same receipt, other answers are refused", async () => {
  const { item, transactionId } = await known();
  const [first] = await respond([item]);
  expect(await respond([item])).toMatchObject([{ status: "DUPLICATE", receipt: first.receipt }]);
  expect(await respond([{ ...item, comment: "more" }])).toMatchObject([{ status: "REJECTED", code: "ALREADY_ANSWERED", path: ["items", "0", "reference"] }]);
  expect(await responses(transactionId)).toHaveLength(1);
});

test("within one batch too", async () => {
  const { item, transactionId } = await known();
  const results = await respond([item, item, { ...item, comment: "more" }]);
  expect(results.map(({ status, code }: any) => code ?? status)).toEqual(["RECORDED", "DUPLICATE", "ALREADY_ANSWERED"]);
  expect(results[1].receipt).toBe(results[0].receipt);
  expect(await responses(transactionId)).toHaveLength(1);
});

test("a person who was never invited is invited by answering, and counts once", async () => {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  const { id: portalId } = await givenPortal(desk.app, { services: [service] });
  const key = await desk.app.key({ role: "portal", portalId });
  const transaction = granted(service);
  await desk.app.send(key, `mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { __typename } }`, { input: { items: [transaction] } });
  const item = { service: service.name, reference: transaction.reference, answeredAt: "2026-03-10T12:30:00+04:00", language: "ar", answers: ANSWERS };
  expect(await respond([item], key)).toMatchObject([{ status: "REJECTED", code: "NO_SURVEY" }]);
  await desk.publish(service);
  expect(await respond([item], key)).toMatchObject([{ status: "RECORDED" }]);
  const cells = await desk.query("SELECT state, day::text, sum(n)::integer AS n FROM invitation_delta WHERE service_id = $1 GROUP BY 1, 2 HAVING sum(n) <> 0 ORDER BY 1", [service.id]);
  expect(cells).toEqual([{ state: "ANSWERED_AGENCY", day: "2026-03-10", n: 1 }, { state: "INVITED", day: "2026-03-10", n: 1 }]);
});

test("a bad item does not hold up its neighbours, and changes nothing", async () => {
  const [a, b] = [await known(), await known({ outcome: undefined, endedAt: undefined })];
  const bad: readonly (readonly [object, object])[] = [
    [{ ...a.item, answers: [{ instrument: "CES5_EASE", score: 7 }] }, { code: "SCORE_OFF_SCALE", path: ["items", "0", "answers", "0", "score"], minimum: 1, maximum: 5 }],
    [{ ...a.item, answers: [{ instrument: "STEP_EASE5", step: "REVIEW", score: 1 }] }, { code: "STEP_NOT_ASKED", path: ["items", "0", "answers", "0", "step"] }],
    [{ ...a.item, reference: unusedCode("NO") }, { code: "UNKNOWN_REFERENCE", path: ["items", "0", "reference"] }],
    [{ ...a.item, reference: "" }, { code: "TEXT_EMPTY", path: ["items", "0", "reference"] }],
    [{ ...a.item, reference: "a\u0000" }, { code: "TEXT_INVALID" }],
    [{ ...a.item, service: "NO-SUCH" }, { code: "UNKNOWN_SERVICE", path: ["items", "0", "service"] }],
    [{ ...a.item, service: "no such" }, { code: "UNKNOWN_SERVICE" }],
    [{ ...a.item, answeredAt: "2026-03-10T12:30:00" }, { code: "INVALID_TIME", path: ["items", "0", "answeredAt"] }],
    [{ ...a.item, answeredAt: new Date(NOW.getTime() + 6 * 60_000).toISOString() }, { code: "TIME_IN_FUTURE" }],
    [{ ...a.item, answeredAt: "2026-03-09T12:30:00Z" }, { code: "ANSWERED_BEFORE_START" }],
    [{ ...a.item, comment: "x".repeat(1_251) }, { code: "TEXT_TOO_LONG", path: ["items", "0", "comment"] }],
    [{ ...a.item, language: "" }, { code: "INVALID_LANGUAGE" }],
    [b.item, { code: "MOMENT_NOT_REACHED", path: ["items", "0", "reference"] }],
  ];
  const before = await desk.query("SELECT count(*)::integer AS n FROM response");
  for (const [item, refusal] of bad) expect(await respond([item])).toMatchObject([{ status: "REJECTED", receipt: null, ...refusal }]);
  expect(await desk.query("SELECT count(*)::integer AS n FROM response")).toEqual(before);
  expect(await respond([...bad.map(([item]) => item), a.item]).then((results) => results.at(-1))).toMatchObject({ status: "RECORDED" });
});

test("a batch that is empty or too large is refused whole", async () => {
  expect(await respond([])).toEqual({ code: "EMPTY_BATCH", path: ["items"] });
  const { item } = await known();
  expect(await respond(Array.from({ length: 1_001 }, () => ({ ...item, answers: [] })))).toEqual({ code: "BATCH_TOO_LARGE", path: ["items"] });
});

describe("who may", () => {
  test("nobody without a key, no owner, and no portal may say that Yusr collected it", async () => {
    const { item } = await known();
    const anonymous = await desk.app.send(undefined, RESPONSES, { input: { items: [item] } });
    expect([anonymous.status, anonymous.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    const owner = await desk.app.send(desk.owner, RESPONSES, { input: { items: [item] } });
    expect([owner.status, owner.errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
    const yusr = await desk.app.send(desk.portal, RESPONSES, { input: { items: [item], collector: "YUSR" } });
    expect(yusr.errors[0].extensions.code).toBe("FORBIDDEN");
    const panel = await desk.app.send(desk.portal, RESPONSES, { input: { items: [item], collector: "PANEL" } });
    expect(panel.errors[0].extensions.code).toBe("FORBIDDEN");
    const { transactionId } = await known();
    expect(await responses(transactionId)).toEqual([]);
  });

  test("an administrator may, and it is in the audit log", async () => {
    const { item, transactionId } = await known();
    expect(await respond([item], admin, { collector: "YUSR" })).toMatchObject([{ status: "RECORDED" }]);
    expect(await responses(transactionId)).toMatchObject([{ collector: "YUSR" }]);
    expect(await desk.query("SELECT target FROM audit_entry WHERE action = 'recordResponses'")).toContainEqual({ target: { items: 1, collector: "YUSR" } });
  });

  test("a panel's answer is counted as one, and nothing here is unlinked", async () => {
    const { item, transactionId } = await known();
    expect(await respond([item], admin, { collector: "UNLINKED" })).toEqual({ code: "INVALID_COLLECTOR", path: ["collector"] });
    expect(await respond([item], admin, { collector: "PANEL" })).toMatchObject([{ status: "RECORDED" }]);
    expect(await responses(transactionId)).toMatchObject([{ collector: "PANEL" }]);
    expect(await desk.query("SELECT sum(n)::integer AS n FROM invitation_delta WHERE service_id = $1 AND state = 'ANSWERED_PANEL'", [desk.service.id])).toEqual([{ n: 1 }]);
  });

  test("a service that is not the portal's looks like one that is not there", async () => {
    const { item } = await known();
    const { id: portalId } = await givenPortal(desk.app);
    const other = await desk.app.key({ role: "portal", portalId });
    const [foreign] = await respond([item], other);
    const [missing] = await respond([{ ...item, service: "NO-SUCH" }], other);
    expect(foreign).toEqual(missing);
  });

  test("a code of several services names the portal's own; of several own ones, none", async () => {
    const [code, mine] = [unusedCode("SAME"), await known()];
    const [one, two] = [await givenService(desk.app, { code, steps: STEPS }), await givenService(desk.app, { code, steps: STEPS })];
    const both = await desk.app.key({ role: "portal", portalId: (await givenPortal(desk.app, { services: [one, two] })).id });
    const first = await desk.app.key({ role: "portal", portalId: (await givenPortal(desk.app, { services: [one] })).id });
    const item = { ...mine.item, service: code };
    expect(await respond([item], both)).toMatchObject([{ code: "AMBIGUOUS_SERVICE", message: expect.stringContaining(one.name) }]);
    expect(await respond([item], first)).toMatchObject([{ code: "UNKNOWN_REFERENCE" }]);
  });
});
