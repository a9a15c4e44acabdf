import { givenPortal, givenService } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { granted, NOW, openSurveyDesk, STEPS, SUBMIT, type SurveyDesk } from "./survey-support";

const DUE = `mutation ($input: InvitationsDueInput!) {
  invitationsDue(input: $input) {
    ... on DueInvitations { window { notBefore notAfter } more items { receipt reference kind moment token url expiresAt language messages { language text } } }
    ... on Refusal { code path }
  }
}`;
const REPORT = `mutation ($input: ReportDeliveryInput!) {
  reportDelivery(input: $input) { ... on DeliveryResults { results { status code path } } ... on Refusal { code path } }
}`;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let desk: SurveyDesk;
let portalId: string;
beforeAll(async () => {
  desk = await openSurveyDesk();
  [{ portal_id: portalId }] = await desk.query("SELECT portal_id FROM portal_grant LIMIT 1");
});
beforeEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

const later = (ms: number): void => {
  desk.at(new Date(NOW.getTime() + ms));
};

async function aService(): Promise<SurveyDesk["service"]> {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) VALUES ($1, $2, '2000-01-01')", [portalId, service.id]);
  await desk.publish(service);
  return service;
}

const due = async (service: { name: string }, more: object = {}, key = desk.portal): Promise<any> => (await desk.app.send(key, DUE, { input: { service: service.name, ...more } })).data.invitationsDue;
const report = async (items: readonly object[], key = desk.portal): Promise<any> => (await desk.app.send(key, REPORT, { input: { items } })).data.reportDelivery;

/** Links that were made while no portal was listening, as a nightly job makes them. */
async function waiting(service: { id: string; name: string }, n = 1, more: object = {}): Promise<any[]> {
  const transactions = Array.from({ length: n }, () => granted(service, more));
  const results = await desk.record(transactions);
  await desk.query("UPDATE invitation SET offered_at = NULL, handed = 0, due_at = $2, due_kind = 'FIRST' WHERE service_id = $1", [service.id, NOW]);
  return results.map((result, i) => ({ ...result, reference: transactions[i].reference }));
}

const counts = async (serviceId: string): Promise<Record<string, number>> => {
  const rows = await desk.query("SELECT state, sum(n)::integer AS n FROM (SELECT service_id, state, n FROM invitation_delta UNION ALL SELECT service_id, state, n FROM invitation_tally) AS t WHERE service_id = $1 GROUP BY state HAVING sum(n) <> 0", [serviceId]);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

describe("invitationsDue", () => {
  test("a link that waits comes with all that a portal needs to send it", async () => {
    const service = await aService();
    const [result] = await waiting(service);
    const { token, url } = result.invitation;
    expect(await due(service)).toEqual({
      // It is 13:00 on a Tuesday of Muscat.
      window: { notBefore: "2026-03-10T09:00:00.000Z", notAfter: "2026-03-10T16:00:00.000Z" },
      more: false,
      items: [
        {
          receipt: result.receipt, reference: null, kind: "FIRST", moment: "AFTER_OUTCOME", token, url, expiresAt: "2026-04-09T09:00:00.000Z", language: "ar",
          messages: [{ language: "ar", text: expect.stringMatching(new RegExp(`^نرجو تقييم خدمة «.+» في أقل من دقيقة.+${String(url)}$`, "u")) }],
        },
      ],
    });
  });

  test.each([
    ["an unknown language: in each", { language: undefined }, "NORMAL", [["ar", "نرجو تقييم"], ["en", "Please rate '"]]],
    ["English", { language: "en-GB" }, "NORMAL", [["en", "Please rate '"]]],
    ["a discreet service is not named", { language: "en" }, "DISCREET", [["en", "Please rate a service you used at"]]],
    ["after giving up", { language: "en", outcome: "WITHDRAWN" }, "NORMAL", [["en", "You started '"]]],
    ["after giving up on a discreet one", { language: "en", outcome: "WITHDRAWN" }, "DISCREET", [["en", "Please rate a service you used at"]]],
  ])("%s", async (_what, more, policy, expected) => {
    const service = await aService();
    await desk.publish(service, "AFTER_GIVING_UP");
    await waiting(service, 1, more);
    await desk.query("UPDATE service SET survey_policy = $2 WHERE id = $1", [service.id, policy]);
    const [{ messages }] = (await due(service)).items;
    expect(messages.map(({ language, text }: any) => [language, expected.some(([tag, start]) => tag === language && text.startsWith(start)), /[{}]/u.test(text)])).toEqual(expected.map(([tag]) => [tag, true, false]));
  });

  test("with references: only what is due about these, each with the portal's own", async () => {
    const service = await aService();
    const all = await waiting(service, 3);
    const { items } = await due(service, { references: [all[1].reference, "nobody's"] });
    expect(items).toMatchObject([{ receipt: all[1].receipt, reference: all[1].reference }]);
    expect((await due(service)).items).toHaveLength(2);
  });

  test("many callers at once: each link goes to one of them", async () => {
    const service = await aService();
    await waiting(service, 40);
    const answers = await Promise.all(Array.from({ length: 8 }, () => due(service, { first: 15 })));
    const tokens = answers.flatMap(({ items }) => items.map(({ token }: any) => token));
    for (let rest = await due(service, { first: 15 }); rest.items.length > 0; rest = await due(service, { first: 15 })) tokens.push(...rest.items.map(({ token }: any) => token));
    expect([tokens.length, new Set(tokens).size]).toEqual([40, 40]);
  });

  test("more says that others wait; the longest waiting come first", async () => {
    const service = await aService();
    await waiting(service, 3);
    await desk.query("UPDATE invitation SET due_at = due_at - interval '1 hour' WHERE id = (SELECT max(id::text)::uuid FROM invitation WHERE service_id = $1)", [service.id]);
    const first = await due(service, { first: 1 });
    const [last] = await desk.query("SELECT transaction_id FROM invitation WHERE service_id = $1 ORDER BY id DESC LIMIT 1", [service.id]);
    expect([first.more, first.items[0].receipt]).toEqual([true, last.transaction_id]);
    expect([(await due(service, { first: 2 })).more, (await due(service)).items]).toEqual([false, []]);
  });

  test("of a first link nothing was reported: it comes once more, a day after its window, and never again", async () => {
    const service = await aService();
    await waiting(service);
    const seen: string[] = [];
    for (const hour of [0, 1, 7, 24, 30, 31, 32, 62, 72, 96, 240, 480]) {
      later(hour * HOUR);
      for (const { kind } of (await due(service)).items) seen.push(`${String(kind)} after ${String(hour)} h`);
    }
    // The window closed at 20:00, seven hours after noon and one.
    expect(seen).toEqual(["FIRST after 0 h", "FIRST after 31 h"]);
  }, 60_000);

  test.each([
    ["sent", ["SENT"], ["FIRST 0", "REMINDER 72"]],
    ["delivered, told before sent", ["DELIVERED", "SENT"], ["FIRST 0", "REMINDER 72"]],
    ["failed", ["FAILED"], ["FIRST 0"]],
    ["failed, and then delivered after all", ["FAILED", "DELIVERED"], ["FIRST 0", "REMINDER 72"]],
  ])("%s: one reminder at most", async (_what, states, expected) => {
    const service = await aService();
    const [{ invitation }] = await waiting(service);
    const seen: string[] = [];
    for (let hour = 0; hour < 10 * 24; hour += 6) {
      later(hour * HOUR);
      for (const { kind } of (await due(service)).items) seen.push(`${String(kind)} ${String(hour)}`);
      if (hour === 0 || hour === 96) for (const state of states) await report([{ link: invitation.url, state }]);
    }
    expect(seen).toEqual(expected);
  }, 60_000);

  test("a link that left with a call is reminded of after three days, unless it was answered", async () => {
    const service = await aService();
    const results = await desk.record([granted(service), granted(service)]);
    expect((await due(service)).items).toEqual([]);
    later(3 * DAY - 1);
    expect((await due(service)).items).toEqual([]);
    await desk.app.send(undefined, SUBMIT, { token: results[0].invitation.token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] } });
    later(3 * DAY);
    const { items } = await due(service);
    expect(items).toMatchObject([{ kind: "REMINDER", receipt: results[1].receipt, messages: [{ text: expect.stringContaining("هذا تذكير واحد ولن نكرره") }] }]);
    later(12 * DAY);
    expect((await due(service)).items).toEqual([]);
  });

  test("the database holds no third hand-over and nothing due after the second", async () => {
    const service = await aService();
    await waiting(service);
    const refused = (set: string): Promise<unknown> => desk.query(`UPDATE invitation SET ${set} WHERE service_id = $1`, [service.id]).then(() => "kept", String);
    expect(await refused("offered_at = now(), handed = 3, due_at = NULL, due_kind = NULL")).toContain("invitation_handed_ck");
    expect(await refused("offered_at = now(), handed = 2, due_kind = 'REMINDER'")).toContain("invitation_handed_ck");
    expect(await refused("due_kind = 'REMINDER'")).toContain("invitation_due_ck");
  });

  test("nothing about people who are not to be asked: taken back, opted out, expired, a service excluded since", async () => {
    const service = await aService();
    await waiting(service, 3);
    await desk.query("UPDATE invitation SET state = CASE WHEN id = (SELECT min(id::text)::uuid FROM invitation WHERE service_id = $1) THEN 'WITHDRAWN' ELSE 'OPTED_OUT' END WHERE service_id = $1", [service.id]);
    expect((await due(service)).items).toEqual([]);
    await desk.query("UPDATE invitation SET state = 'OPEN', expires_at = $2 WHERE service_id = $1", [service.id, NOW]);
    expect((await due(service)).items).toEqual([]);
    await desk.query("UPDATE invitation SET expires_at = '2026-04-01' WHERE service_id = $1", [service.id]);
    await desk.query("UPDATE service SET survey_policy = 'NEVER' WHERE id = $1", [service.id]);
    expect((await due(service)).items).toEqual([]);
    await desk.query("UPDATE service SET survey_policy = 'NORMAL' WHERE id = $1", [service.id]);
    expect((await due(service)).items).toHaveLength(3);
  });

  test("a link of a replaced token key comes as a new one that works", async () => {
    const service = await aService();
    await waiting(service);
    await desk.query("UPDATE invitation SET token_key_id = 'v0', token_digest = sha256('old') WHERE service_id = $1", [service.id]);
    const [{ url }] = (await due(service)).items;
    expect(await report([{ link: url, state: "SENT" }])).toEqual({ results: [{ status: "RECORDED", code: null, path: null }] });
  });

  test("of two portals each gets links about its own transactions", async () => {
    const service = await aService();
    await waiting(service, 4);
    const { id: otherId } = await givenPortal(desk.app, { services: [service] });
    const other = await desk.app.key({ role: "portal", portalId: otherId });
    expect((await due(service, {}, other)).items).toEqual([]);
    // The last two are the other's, and one came from no portal.
    await desk.query("UPDATE transaction SET portal_id = $2 WHERE id IN (SELECT transaction_id FROM invitation WHERE service_id = $1 ORDER BY id DESC LIMIT 2)", [service.id, otherId]);
    await desk.query("UPDATE transaction SET portal_id = NULL WHERE id = (SELECT transaction_id FROM invitation WHERE service_id = $1 ORDER BY id LIMIT 1)", [service.id]);
    expect(await due(service, { first: 2 }, other)).toMatchObject({ items: [{}, {}], more: true });
    expect(await due(service)).toMatchObject({ items: [{}], more: false });
  });

  test.each([
    [{ first: 0 }, { code: "INVALID_NUMBER", path: ["first"] }],
    [{ first: 501 }, { code: "INVALID_NUMBER", path: ["first"] }],
    [{ references: Array<string>(1_001).fill("R") }, { code: "TOO_MANY_REFERENCES", path: ["references"] }],
    [{ service: "NOBODYS" }, { code: "UNKNOWN_SERVICE", path: ["service"] }],
  ])("refused: %#", async (more, refusal) => {
    expect(await due(desk.service, more)).toEqual(refusal);
  });

  test("not signed in, not yours, not your place", async () => {
    const service = await aService();
    await waiting(service);
    const input = { service: service.name };
    expect(await desk.app.send(undefined, DUE, { input })).toMatchObject({ status: 401, errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    expect(await desk.app.send(desk.owner, DUE, { input })).toMatchObject({ status: 403, errors: [{ extensions: { code: "FORBIDDEN" } }] });
    const stranger = await desk.app.key({ role: "portal", portalId: (await givenPortal(desk.app)).id });
    expect(await due(service, {}, stranger)).toEqual({ code: "UNKNOWN_SERVICE", path: ["service"] });
  });
});

describe("reportDelivery", () => {
  test("reports in any order, twice, by token or by link: the furthest counts, once", async () => {
    const service = await aService();
    const [a, b, c] = (await desk.record([granted(service), granted(service), granted(service)])).map(({ invitation }) => invitation);
    expect(await report([{ link: a.token, state: "DELIVERED" }, { link: b.url, state: "SENT" }, { link: b.url, state: "DELIVERED" }, { link: b.url, state: "DELIVERED" }, { link: c.url, state: "FAILED" }])).toEqual({
      results: ["RECORDED", "RECORDED", "RECORDED", "DUPLICATE", "RECORDED"].map((status) => ({ status, code: null, path: null })),
    });
    expect(await report([{ link: a.url, state: "SENT" }, { link: a.url, state: "FAILED" }, { link: c.url, state: "SENT" }])).toMatchObject({ results: [{ status: "DUPLICATE" }, { status: "DUPLICATE" }, { status: "DUPLICATE" }] });
    expect(await counts(service.id)).toEqual({ INVITED: 3, DELIVERED: 2 });
  });

  test("the same report from many at once counts once; after the answer it counts too", async () => {
    const service = await aService();
    const [{ invitation }] = await desk.record([granted(service)]);
    await desk.app.send(undefined, SUBMIT, { token: invitation.token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] } });
    const all = await Promise.all(Array.from({ length: 6 }, () => report([{ link: invitation.url, state: "DELIVERED" }])));
    expect(all.map(({ results }) => results[0].status).sort()).toEqual([...Array<string>(5).fill("DUPLICATE"), "RECORDED"]);
    expect(await counts(service.id)).toEqual({ INVITED: 1, DELIVERED: 1, OPENED: 1, ANSWERED: 1 });
  });

  test("what was delivered counts no more when its transaction is taken back, and again when it is replaced", async () => {
    const service = await aService();
    const transaction = granted(service);
    const [{ invitation }] = await desk.record([transaction]);
    const correct = (item: object): Promise<any> =>
      desk.app.send(desk.portal, `mutation ($input: CorrectTransactionsInput!) { correctTransactions(input: $input) { ... on CorrectionResults { results { status } } } }`, { input: { items: [{ service: service.name, reference: transaction.reference, ...item }] } });
    await correct({ action: "WITHDRAW" });
    expect(await report([{ link: invitation.url, state: "DELIVERED" }])).toMatchObject({ results: [{ status: "RECORDED" }] });
    expect(await counts(service.id)).toEqual({});
    await correct({ action: "REPLACE", transaction });
    expect(await counts(service.id)).toEqual({ INVITED: 1, DELIVERED: 1 });
    await correct({ action: "WITHDRAW" });
    expect(await counts(service.id)).toEqual({});
  });

  test("what is counted is what the facts add up to", async () => {
    const found: unknown[] = [];
    await desk.app.house.tallyChecks.verify.verify(OPERATOR, undefined, (difference) => found.push(difference));
    expect(found).toEqual([]);
  });

  test("a bad item does not hold up its neighbours; a link of others looks like none", async () => {
    const [service, foreign] = [await aService(), await aService()];
    const [{ invitation }] = await desk.record([granted(service)]);
    const [{ invitation: theirs }] = await desk.record([granted(foreign)]);
    await desk.query("DELETE FROM portal_grant WHERE service_id = $1", [foreign.id]);
    const tampered = `${String(invitation.token).slice(0, -1)}${String(invitation.token).endsWith("A") ? "B" : "A"}`;
    const results = ["nonsense", theirs.url, tampered, "", `https://evil.example/${"x".repeat(9_000)}`].map((link) => ({ link, state: "DELIVERED" }));
    expect(await report([...results, { link: invitation.url, state: "DELIVERED" }])).toEqual({
      results: [...results.map((_, i) => ({ status: "REJECTED", code: "NOT_FOUND", path: ["items", String(i), "link"] })), { status: "RECORDED", code: null, path: null }],
    });
    expect([await counts(foreign.id), await counts(service.id)]).toEqual([{ INVITED: 1 }, { INVITED: 1, DELIVERED: 1 }]);
  });

  test("refused, not signed in, not your place", async () => {
    expect(await report([])).toEqual({ code: "EMPTY_BATCH", path: ["items"] });
    expect(await report(Array.from({ length: 1_001 }, () => ({ link: "x", state: "SENT" })))).toEqual({ code: "BATCH_TOO_LARGE", path: ["items"] });
    const input = { items: [{ link: "x", state: "SENT" }] };
    expect(await desk.app.send(undefined, REPORT, { input })).toMatchObject({ status: 401 });
    expect(await desk.app.send(desk.owner, REPORT, { input })).toMatchObject({ status: 403 });
  });

  test("a thousand reports take no more statements than one", async () => {
    const service = await aService();
    const links = (await desk.record(Array.from({ length: 300 }, () => granted(service)))).map(({ invitation }) => invitation.url);
    const statements = async (items: readonly object[]): Promise<number> => {
      const spy = jest.spyOn(Object.getPrototypeOf(desk.app.house.dataSource.createQueryRunner()) as { query: () => unknown }, "query");
      await report(items);
      const { length } = spy.mock.calls;
      spy.mockRestore();
      return length;
    };
    const one = await statements([{ link: links[0], state: "DELIVERED" }]);
    expect(one).toBeGreaterThan(4);
    expect(await statements(links.slice(1).map((link) => ({ link, state: "DELIVERED" })))).toBeLessThanOrEqual(one);
    expect(await counts(service.id)).toEqual({ INVITED: 300, DELIVERED: 300 });
  });
});
