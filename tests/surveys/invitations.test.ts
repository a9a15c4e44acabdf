import { createHash } from "node:crypto";
import { givenService } from "../support/fixtures";
import { granted, openSurveyDesk, STEPS, SUBMIT, type SurveyDesk } from "./survey-support";

const CORRECT = `mutation ($input: CorrectTransactionsInput!) { correctTransactions(input: $input) { ... on CorrectionResults { results { status } } } }`;

/** Loaded dice: the same every time. */
function dice(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk({ random: dice() });
});
afterAll(() => desk.app.close());

/** A further service of the same portal. */
async function anotherService(): Promise<SurveyDesk["service"]> {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  const [{ portal_id: portalId }] = await desk.query("SELECT portal_id FROM portal_grant LIMIT 1");
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) SELECT $1, $2, '2000-01-01'", [portalId, service.id]);
  return service;
}

const counts = async (serviceId: string): Promise<Record<string, number>> => {
  const rows = await desk.query("SELECT state, sum(n)::integer AS n FROM (SELECT service_id, state, n FROM invitation_delta UNION ALL SELECT service_id, state, n FROM invitation_tally) AS t WHERE service_id = $1 GROUP BY state HAVING sum(n) <> 0", [serviceId]);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

test("a transaction that reaches the moment of a published survey carries an invitation; a repeat the same one", async () => {
  const service = await anotherService();
  const transaction = granted(service);
  expect(await desk.record([transaction])).toMatchObject([{ status: "RECORDED", invitation: null, notAskedReason: "NO_SURVEY" }]);
  expect(await counts(service.id)).toEqual({ NO_SURVEY: 1 });
  expect(await desk.publish(service)).toMatchObject({ state: "PUBLISHED", version: 1, code: "CORE" });

  const [first] = await desk.record([transaction]);
  expect(first).toMatchObject({ status: "DUPLICATE", notAskedReason: null, invitation: { expiresAt: "2026-04-09T09:00:00.000Z" } });
  expect(first.invitation.url).toBe(`https://yusr.example/s/${String(first.invitation.token)}`);
  expect(first.invitation.token).toMatch(/^[A-Za-z0-9_-]{48}$/u);
  for (let i = 0; i < 3; i += 1) expect((await desk.record([transaction]))[0].invitation).toEqual(first.invitation);
  // The reason counted earlier is taken back; the invitation counts once.
  expect(await counts(service.id)).toEqual({ INVITED: 1 });

  const rows = await desk.query("SELECT * FROM invitation WHERE service_id = $1", [service.id]);
  expect(rows).toHaveLength(1);
  expect(rows[0].token_digest).toEqual(createHash("sha256").update(first.invitation.token).digest());
  expect(rows[0]).toMatchObject({ state: "OPEN", token_key_id: "v1", inclusion_probability: 1, channel: "WEB", outcome: "GRANTED", moment: "AFTER_OUTCOME" });
});

test("what was counted about a transaction that is taken back counts no more, and again when it is replaced", async () => {
  const service = await anotherService();
  const [unasked, asked, answered] = [granted(service), granted(service), granted(service)];
  await desk.record([unasked]);
  await desk.publish(service);
  const [, { invitation }] = await desk.record([asked, answered]);
  await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] } });
  expect(await counts(service.id)).toEqual({ NO_SURVEY: 1, INVITED: 2, OPENED: 1, ANSWERED: 1 });
  const correct = async (items: readonly object[]): Promise<any> => (await desk.app.send(desk.portal, CORRECT, { input: { items } })).data.correctTransactions.results;
  const all = [unasked, asked, answered];
  const withdraw = all.map(({ reference }) => ({ service: service.name, reference, action: "WITHDRAW" }));
  expect(await correct(withdraw)).toEqual(all.map(() => ({ status: "WITHDRAWN" })));
  // The answer was cut from its transaction and stays; so do its invitation and its answering.
  expect(await counts(service.id)).toEqual({ INVITED: 1, OPENED: 1, ANSWERED: 1 });
  expect(await correct(withdraw)).toEqual(all.map(() => ({ status: "UNCHANGED" })));
  expect(await counts(service.id)).toEqual({ INVITED: 1, OPENED: 1, ANSWERED: 1 });

  const replace = all.map((transaction) => ({ service: service.name, reference: transaction.reference, action: "REPLACE", transaction }));
  expect(await correct(replace)).toEqual(all.map(() => ({ status: "REPLACED" })));
  expect(await counts(service.id)).toEqual({ NO_SURVEY: 1, INVITED: 2, OPENED: 1, ANSWERED: 1 });
});

test("an invitation counts on the day of what it asks about, however late that was sent; the link lives from now", async () => {
  const service = await anotherService();
  await desk.publish(service);
  const late = granted(service, { startedAt: "2026-02-01T08:00:00+04:00", endedAt: "2026-02-01T23:30:00+04:00", passages: [] });
  expect(await desk.record([late])).toMatchObject([{ invitation: { expiresAt: "2026-04-09T09:00:00.000Z" } }]);
  const days = await desk.query("SELECT day::text, state, n FROM invitation_delta WHERE service_id = $1", [service.id]);
  expect(days).toMatchObject([{ day: "2026-02-01", state: "INVITED" }]);
});

test("the token names the service's number and the invitation", async () => {
  const service = await anotherService();
  await desk.publish(service);
  const [{ invitation }] = await desk.record([granted(service)]);
  const bytes = Buffer.from(invitation.token, "base64url");
  const [{ number }] = await desk.query("SELECT number FROM service WHERE id = $1", [service.id]);
  const [{ id }] = await desk.query("SELECT id FROM invitation WHERE service_id = $1", [service.id]);
  expect(bytes).toHaveLength(36);
  expect(bytes.readUInt32BE(0)).toBe(number);
  expect(bytes.toString("hex", 4, 20)).toBe(id.replaceAll("-", ""));
});

test.each([
  ["AFTER_OWN_PART", { outcome: undefined, endedAt: undefined }, "REVIEW open"],
  ["AFTER_GIVING_UP", { outcome: "WITHDRAWN" }, "withdrawn"],
  ["AFTER_GIVING_UP", { outcome: "EXPIRED" }, "expired"],
])("%s is reached: %j (%s)", async (moment, more, _when) => {
  const service = await anotherService();
  await desk.publish(service, moment);
  const [{ invitation }] = await desk.record([granted(service, more)]);
  expect(invitation).not.toBeNull();
});

const FIRST_TWO = granted({ name: "" }).passages.slice(0, 2);

test.each([
  ["AFTER_OUTCOME", { outcome: undefined, endedAt: undefined }],
  ["AFTER_OUTCOME", { outcome: "FAILED" }],
  ["AFTER_GIVING_UP", {}],
  ["AFTER_OWN_PART", { outcome: undefined, endedAt: undefined, passages: FIRST_TWO }],
])("%s is not reached yet: %j", async (moment, more) => {
  const service = await anotherService();
  await desk.publish(service, moment);
  expect(await desk.record([granted(service, more)])).toMatchObject([{ invitation: null, notAskedReason: "NOT_REACHED" }]);
  expect(await counts(service.id)).toEqual({ NOT_REACHED: 1 });
});

test("what was not reached is taken back when it is, and the reason moves with the outcome", async () => {
  const service = await anotherService();
  await desk.publish(service);
  const transaction = granted(service);
  await desk.record([{ ...transaction, outcome: undefined, endedAt: undefined }]);
  expect(await counts(service.id)).toEqual({ NOT_REACHED: 1 });
  await desk.record([transaction]);
  expect(await counts(service.id)).toEqual({ INVITED: 1 });
  const cells = await desk.query("SELECT outcome, state, sum(n)::integer AS n FROM invitation_delta WHERE service_id = $1 GROUP BY 1, 2 HAVING sum(n) <> 0", [service.id]);
  expect(cells).toEqual([{ outcome: "GRANTED", state: "INVITED", n: 1 }]);
});

test("where both moments are asked about, each transaction is drawn for one of them, with half the probability", async () => {
  const service = await anotherService();
  await desk.publish(service, "AFTER_OWN_PART");
  await desk.publish(service, "AFTER_OUTCOME");
  const transactions = Array.from({ length: 100 }, () => granted(service));
  const early = await desk.record(transactions.map((transaction) => ({ ...transaction, outcome: undefined, endedAt: undefined })));
  expect(early.filter(({ invitation }) => invitation === null).map(({ notAskedReason }) => notAskedReason)).toEqual(early.flatMap(({ invitation }) => (invitation === null ? ["NOT_SAMPLED"] : [])));
  const late = await desk.record(transactions);
  // Whoever was asked early keeps that link, and whoever was not is asked now; a repeat changes neither.
  for (const [i, { invitation }] of late.entries()) expect(invitation).toEqual(early[i].invitation ?? expect.objectContaining({ token: expect.any(String) }));
  expect(await desk.record(transactions)).toMatchObject(late.map(({ invitation }) => ({ invitation })));
  expect(await counts(service.id)).toEqual({ INVITED: 100 });
  const asked = await desk.query("SELECT moment, inclusion_probability AS p, count(*)::integer AS n FROM invitation WHERE service_id = $1 GROUP BY 1, 2 ORDER BY 1", [service.id]);
  expect(asked.map(({ moment, p }) => [moment, p])).toEqual([["AFTER_OUTCOME", 0.5], ["AFTER_OWN_PART", 0.5]]);
  // 50 of 100 expected; ± 5 standard deviations.
  for (const { n } of asked) expect(Math.abs(n - 50)).toBeLessThan(25);
});

test("nobody is asked twice because the survey was replaced", async () => {
  const service = await anotherService();
  await desk.publish(service);
  const transaction = granted(service);
  const [first] = await desk.record([transaction]);
  expect(await desk.publish(service)).toMatchObject({ version: 2, state: "PUBLISHED" });
  expect((await desk.record([transaction]))[0].invitation).toEqual(first.invitation);
  expect(await counts(service.id)).toEqual({ INVITED: 1 });
});

test("a service that the office excludes asks nobody", async () => {
  const service = await anotherService();
  await desk.publish(service);
  await desk.query("UPDATE service SET survey_policy = 'NEVER' WHERE id = $1", [service.id]);
  expect(await desk.record([granted(service)])).toMatchObject([{ notAskedReason: "SERVICE_EXCLUDED" }]);
});

test("at most two of the steps a person went through are asked about, each as likely, and the chance is kept", async () => {
  const service = await anotherService();
  await desk.publish(service);
  await desk.record(Array.from({ length: 300 }, () => granted(service)));
  const rows = await desk.query("SELECT steps FROM invitation WHERE service_id = $1", [service.id]);
  const drawn = new Map<string, number>();
  for (const { steps } of rows) {
    expect(steps).toHaveLength(2);
    for (const { step, probability } of steps) {
      expect(probability).toBeCloseTo(2 / 3, 12);
      drawn.set(step, (drawn.get(step) ?? 0) + 1);
    }
  }
  // REVIEW is the government's: nobody is asked about it. 200 of 300 expected, ± 4 standard deviations.
  expect([...drawn.keys()].sort()).toEqual(["FILL", "PAY", "SIGN"]);
  for (const n of drawn.values()) expect(Math.abs(n - 200)).toBeLessThan(33);
});

test("a thousand transactions take no more statements than one", async () => {
  const service = await anotherService();
  await desk.publish(service);
  const statements = async (items: number): Promise<number> => {
    const before = await desk.query("SELECT count(*)::integer AS n FROM invitation");
    const spy = jest.spyOn(Object.getPrototypeOf(desk.app.house.dataSource.createQueryRunner()) as { query: () => unknown }, "query");
    await desk.record(Array.from({ length: items }, () => granted(service)));
    const seen = spy.mock.calls.map(([sql]: any) => /\/\* ([a-z-]+) \*\//u.exec(sql)?.[1]).filter((name) => /decision|invitation|survey/u.test(name ?? ""));
    spy.mockRestore();
    const after = await desk.query("SELECT count(*)::integer AS n FROM invitation");
    expect(after[0].n - before[0].n).toBe(items);
    return seen.length;
  };
  const one = await statements(1);
  expect(one).toBeGreaterThan(2);
  expect(await statements(1_000)).toBe(one);
});

test("a replaced token key gives a repeat a new link, and the old one stops working", async () => {
  const service = await anotherService();
  await desk.publish(service);
  const transaction = granted(service);
  const [first] = await desk.record([transaction]);
  await desk.query("UPDATE invitation SET token_key_id = 'v0', token_digest = sha256('old') WHERE service_id = $1", [service.id]);
  const [again] = await desk.record([transaction]);
  expect(again.invitation).toEqual(first.invitation);
  expect(await desk.query("SELECT token_key_id, token_digest FROM invitation WHERE service_id = $1", [service.id])).toEqual([
    { token_key_id: "v1", token_digest: createHash("sha256").update(first.invitation.token).digest() },
  ]);
});

test("nothing is decided about a transaction that was rejected", async () => {
  const service = await anotherService();
  await desk.publish(service);
  const [bad] = await desk.record([granted(service, { endedAt: "2026-03-09T00:00:00Z" })]);
  expect(bad).toMatchObject({ status: "REJECTED", invitation: null });
  expect(await desk.query("SELECT 1 FROM survey_decision WHERE service_id = $1", [service.id])).toEqual([]);
});
