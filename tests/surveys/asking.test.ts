import type { ServiceFixture } from "../support/fixtures";
import { givenPortal, givenService, unusedCode } from "../support/fixtures";
import { granted, NOW, openSurveyDesk, STEPS, type SurveyDesk } from "./survey-support";

const DAY_MS = 86_400_000;
const after = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
beforeEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

/** A further service, of the same agency or of another, with a published survey. */
async function surveyed(agency: "SAME" | "OTHER" = "SAME", moments: readonly string[] = ["AFTER_OUTCOME"], steps = STEPS): Promise<ServiceFixture> {
  const service = await givenService(desk.app, { ...(agency === "SAME" ? { agency: { id: desk.service.agencyId, code: desk.service.agencyCode } } : {}), steps });
  const [{ portal_id: portalId }] = await desk.query("SELECT portal_id FROM portal_grant LIMIT 1");
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) SELECT $1, $2, '2000-01-01'", [portalId, service.id]);
  const admin = await desk.app.key({ role: "admin" });
  for (const moment of moments) {
    await desk.app.send(admin, "mutation ($input: PublishSurveyInput!) { publishSurvey(input: $input) { __typename } }", { input: { service: service.name, moment } });
  }
  return service;
}

const person = (value: string, scheme = "CIVIL_NUMBER"): object => ({ subject: { scheme, value } });
const someone = (): string => String(Math.floor(1e11 * Math.random()));

/** Records one transaction; answers why nobody was asked, or INVITED. */
async function ask(service: ServiceFixture, more: object = {}): Promise<string> {
  const [{ status, invitation, notAskedReason }] = await desk.record([granted(service, more)]);
  expect(status).toBe("RECORDED");
  return invitation === null ? notAskedReason : "INVITED";
}

const counts = async (serviceId: string): Promise<Record<string, number>> => {
  const rows = await desk.query("SELECT state, sum(n)::integer AS n FROM (SELECT service_id, state, n FROM invitation_delta UNION ALL SELECT service_id, state, n FROM invitation_tally) AS t WHERE service_id = $1 GROUP BY state HAVING sum(n) <> 0", [serviceId]);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};

const rate = (service: ServiceFixture, share: number, moment = "AFTER_OUTCOME", group = "GRANTED"): Promise<any[]> =>
  desk.query("INSERT INTO sampling_rate VALUES ($1, $2, $3, $4, 1000, 100, now())", [service.id, moment, group, share]);

test("nobody is asked within 30 days about one service, whichever number of them is written how", async () => {
  const service = await surveyed();
  expect(await ask(service, person("90 012-3"))).toBe("INVITED");
  for (const days of [0, 13, 15, 29]) {
    desk.at(after(days));
    expect(await ask(service, person("٩٠٠١٢٣", "civil_number"))).toBe("RECENTLY_ASKED");
  }
  desk.at(after(30));
  expect(await ask(service, person("90012-3"))).toBe("INVITED");
  expect(await counts(service.id)).toEqual({ INVITED: 2, RECENTLY_ASKED: 4 });
});

test("nobody is asked within 14 days over all agencies", async () => {
  const [here, there] = [await surveyed(), await surveyed("OTHER")];
  const one = person(someone());
  expect(await ask(here, one)).toBe("INVITED");
  desk.at(after(13));
  expect(await ask(there, one)).toBe("RECENTLY_ASKED");
  desk.at(after(14));
  expect(await ask(there, one)).toBe("INVITED");
  // Asked by another agency since: not free yet, though here thirty days would be over.
  desk.at(after(27));
  expect(await ask(here, one)).toBe("RECENTLY_ASKED");
  // Over all agencies free again, here not.
  desk.at(after(29));
  expect(await ask(here, one)).toBe("RECENTLY_ASKED");
  desk.at(after(30));
  expect(await ask(here, one)).toBe("INVITED");
});

test("a number that is not national holds at one agency; what is refused by one rule takes nothing by another", async () => {
  const [here, same, there] = [await surveyed(), await surveyed(), await surveyed("OTHER")];
  const one = person(someone(), "MEMBER_NUMBER");
  expect(await ask(here, one)).toBe("INVITED");
  expect(await ask(same, one)).toBe("RECENTLY_ASKED");
  expect(await ask(there, one)).toBe("INVITED");
  // Refused here because of this service; so nothing is known of it over all agencies, and the other may ask.
  const national = person(someone());
  expect(await ask(here, national)).toBe("INVITED");
  desk.at(after(20));
  expect(await ask(here, national)).toBe("RECENTLY_ASKED");
  expect(await ask(there, national)).toBe("INVITED");
});

test("of one person's transactions in one message one is asked about, and a repeat is told the same", async () => {
  const service = await surveyed();
  const one = person(someone());
  const items = Array.from({ length: 5 }, () => granted(service, one));
  const results = await desk.record(items);
  expect(results.map(({ invitation, notAskedReason }) => (invitation === null ? notAskedReason : "INVITED")).sort()).toEqual(["INVITED", ...Array.from({ length: 4 }, () => "RECENTLY_ASKED")]);
  const told = results.map(({ invitation, notAskedReason }) => ({ invitation, notAskedReason }));
  expect(await desk.record(items)).toMatchObject(told);
  // Long after, too: what was decided stays.
  desk.at(after(200));
  expect(await desk.record(items)).toMatchObject(told);
});

test("two processes that ask the same person at the same moment ask them once", async () => {
  const [here, there] = [await surveyed(), await surveyed("OTHER")];
  for (let round = 0; round < 5; round += 1) {
    const one = person(someone());
    const asked = await Promise.all([ask(here, one), ask(there, one), ask(here, one), ask(there, one)]);
    expect(asked.filter((state) => state === "INVITED")).toHaveLength(1);
  }
});

test("establishments are asked once a quarter per service", async () => {
  const service = await surveyed();
  const company = { ...person(someone(), "COMMERCIAL_REGISTRATION"), beneficiary: "ESTABLISHMENT" };
  expect(await ask(service, company)).toBe("INVITED");
  desk.at(after(91));
  expect(await ask(service, company)).toBe("RECENTLY_ASKED");
  desk.at(after(92));
  expect(await ask(service, company)).toBe("INVITED");
});

test("a service office is asked once a month, counted apart, and whom it acts for is not taken for asked", async () => {
  const service = await surveyed();
  const one = person(someone());
  const office = { actedBy: "SERVICE_OFFICE", operator: unusedCode("CLERK") };
  expect(await ask(service, { ...office, ...one })).toBe("INVITED");
  expect(await ask(service, { ...office, ...person(someone()) })).toBe("RECENTLY_ASKED");
  expect(await ask(service, { actedBy: "SERVICE_OFFICE" })).toBe("NOT_SAMPLED");
  expect(await ask(service, { actedBy: "SELF", ...one })).toBe("INVITED");
  desk.at(after(31));
  expect(await ask(service, office)).toBe("INVITED");
  expect(await counts(service.id)).toEqual({ INVITED: 1, INVITED_PANEL: 2, RECENTLY_ASKED: 1, NOT_SAMPLED: 1 });
});

test("what was filed together counts once", async () => {
  const service = await surveyed();
  const bundle = { batchReference: unusedCode("B") };
  expect(await ask(service, { ...bundle, ...person(someone()) })).toBe("INVITED");
  desk.at(after(100));
  expect(await ask(service, { ...bundle, ...person(someone()) })).toBe("RECENTLY_ASKED");
});

test("who opted out is not asked anywhere for twelve months", async () => {
  const [here, there] = [await surveyed(), await surveyed("OTHER")];
  const one = person(someone());
  const [{ invitation }] = await desk.record([granted(here, one)]);
  await desk.app.send(undefined, "mutation ($token: String!) { optOut(token: $token) { __typename } }", { token: invitation.token });
  desk.at(after(100));
  expect(await ask(there, one)).toBe("OPTED_OUT");
  desk.at(after(366));
  expect(await ask(there, one)).toBe("INVITED");
  expect(await counts(there.id)).toEqual({ OPTED_OUT: 1, INVITED: 1 });
});

test("a stratum is drawn at its rate, which is the stored probability, and a repeat draws the same", async () => {
  const service = await surveyed();
  await rate(service, 0.25);
  const items = Array.from({ length: 400 }, () => granted(service));
  const results = await desk.record(items);
  const told = results.map(({ invitation, notAskedReason }) => ({ invitation, notAskedReason }));
  const { INVITED = 0, NOT_SAMPLED = 0 } = await counts(service.id);
  expect(INVITED + NOT_SAMPLED).toBe(400);
  // 100 expected; ± 5 standard deviations.
  expect(Math.abs(INVITED - 100)).toBeLessThan(44);
  expect(await desk.query("SELECT DISTINCT inclusion_probability AS p FROM invitation WHERE service_id = $1", [service.id])).toEqual([{ p: 0.25 }]);
  expect(await desk.record(items)).toMatchObject(told);
  // Not even a higher rate asks whoever was not drawn, nor does another outcome of the same moment.
  await desk.query("UPDATE sampling_rate SET rate = 1 WHERE service_id = $1", [service.id]);
  expect(await desk.record(items)).toMatchObject(told);
  expect(await counts(service.id)).toEqual({ INVITED, NOT_SAMPLED });
  expect(await ask(service, { outcome: "REFUSED" })).toBe("INVITED");
});

test("a full quota stops the asking of its month, and says so", async () => {
  const service = await surveyed();
  await desk.query("INSERT INTO survey_quota VALUES ($1, 5, now())", [service.id]);
  const states = (results: any[]): string[] => results.map(({ invitation, notAskedReason }) => (invitation === null ? notAskedReason : "INVITED")).sort();
  expect(states(await desk.record(Array.from({ length: 3 }, () => granted(service))))).toEqual(["INVITED", "INVITED", "INVITED"]);
  expect(states(await desk.record(Array.from({ length: 4 }, () => granted(service))))).toEqual(["INVITED", "INVITED", "QUOTA_FULL", "QUOTA_FULL"]);
  expect(await counts(service.id)).toEqual({ INVITED: 5, QUOTA_FULL: 2 });
  // Another month has a quota of its own.
  expect(await ask(service, { startedAt: "2026-02-01T08:00:00+04:00", endedAt: "2026-02-01T23:30:00+04:00", passages: [] })).toBe("INVITED");
});

test("where the decision comes within three days the outcome is waited for", async () => {
  const quick = STEPS.map((step) => (step.code === "REVIEW" ? { ...step, expectedTime: { seconds: 2 * 86_400, source: "PUBLISHED" as const } } : step));
  const service = await surveyed("SAME", ["AFTER_OWN_PART", "AFTER_OUTCOME"], quick);
  const transaction = granted(service);
  const [early] = await desk.record([{ ...transaction, outcome: undefined, endedAt: undefined }]);
  expect(early).toMatchObject({ invitation: null, notAskedReason: "NOT_REACHED" });
  expect((await desk.record([transaction]))[0].invitation).not.toBeNull();
  expect(await desk.query("SELECT moment, inclusion_probability AS p FROM invitation WHERE service_id = $1", [service.id])).toEqual([{ moment: "AFTER_OUTCOME", p: 1 }]);
});

test("whoever gave up without saying so is invited by the nightly job, once; an imported log invites nobody", async () => {
  const service = await surveyed("SAME", ["AFTER_GIVING_UP"]);
  const silent = { ...granted(service, person(someone())), outcome: undefined, endedAt: undefined, passages: granted(service).passages.slice(0, 1).map(({ leftAt: _, ...open }: any) => open) };
  expect((await desk.record([silent]))[0]).toMatchObject({ notAskedReason: "NOT_REACHED" });
  await desk.app.house.units.write((unit) => desk.app.house.transactions.recordTransactions.recordIn(unit, { kind: "operator", user: "test" }, [{ ...silent, reference: unusedCode("LOG") }], { invite: false }));
  desk.at(after(40));
  const operator = { kind: "operator", user: "test" } as const;
  await desk.app.house.transactions.inferAbandonment.infer(operator);
  await desk.app.house.transactions.inferAbandonment.infer(operator);
  expect(await counts(service.id)).toEqual({ INVITED: 1 });
  expect(await desk.query("SELECT moment, outcome FROM invitation WHERE service_id = $1", [service.id])).toEqual([{ moment: "AFTER_GIVING_UP", outcome: "ABANDONED" }]);
  // A portal that asks again is handed the link that waits.
  expect((await desk.record([silent]))[0].invitation).toMatchObject({ token: expect.any(String) });
});

test("the decision about the person by an agency's own number holds for what comes without a number too", async () => {
  const service = await surveyed("SAME", ["AFTER_OWN_PART"]);
  const one = person(someone());
  const inFlight = { outcome: undefined, endedAt: undefined };
  const started = granted(service, { ...inFlight, ...one, passages: [] });
  const [open] = await desk.record([started]);
  expect(open).toMatchObject({ notAskedReason: "NOT_REACHED" });
  expect(await ask(service, { ...inFlight, ...one })).toBe("INVITED");
  const [later] = await desk.record([{ ...granted(service, inFlight), reference: started.reference }]);
  expect(later).toMatchObject({ status: "EXTENDED", notAskedReason: "RECENTLY_ASKED" });
});

test("no table but `contact` holds what stands for a person over all agencies, and `contact` names nothing", async () => {
  const [here, there] = [await surveyed(), await surveyed("OTHER")];
  const value = someone();
  await ask(here, person(value));
  desk.at(after(15));
  await ask(there, person(value));
  const key = desk.app.house.security.pseudonyms.persons("CIVIL_NUMBER", value)[0]?.person.toString("hex") ?? "";
  const tables: { name: string }[] = await desk.query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'");
  const holding: string[] = [];
  for (const { name } of tables) {
    const [{ n }] = await desk.behind(`SELECT count(*)::integer AS n FROM "${name}" AS r WHERE to_jsonb(r)::text LIKE $1`, [`%${key}%`]);
    if (n > 0) holding.push(name);
  }
  expect(holding).toEqual(["contact"]);
  const [row] = await desk.query("SELECT to_jsonb(contact)::text AS text FROM contact WHERE contact_key = $1", [Buffer.from(key, "hex")]);
  const ids = await desk.query("SELECT service_id::text AS service, id::text, transaction_id::text AS transaction FROM invitation WHERE service_id = ANY ($1)", [[here.id, there.id]]);
  for (const id of ids.flatMap(({ service, id, transaction }) => [service, id, transaction])) expect(row.text).not.toContain(id.replaceAll("-", ""));
});

test("a portal of its own cannot ask more often than one", async () => {
  const service = await surveyed();
  const { id: portalId } = await givenPortal(desk.app, { services: [service] });
  const other = await desk.app.key({ role: "portal", portalId });
  const one = person(someone());
  expect(await ask(service, one)).toBe("INVITED");
  const { data } = await desk.app.send(other, "mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { ... on TransactionResults { results { notAskedReason } } } }", { input: { items: [granted(service, one)] } });
  expect(data.recordTransactions.results).toEqual([{ notAskedReason: "RECENTLY_ASKED" }]);
});

test("who may be asked again is forgotten, and who opted out is not", async () => {
  const service = await surveyed();
  const [gone, stays] = [person(someone()), person(someone())];
  await ask(service, gone);
  const [{ invitation }] = await desk.record([granted(service, stays)]);
  await desk.app.send(undefined, "mutation ($token: String!) { optOut(token: $token) { __typename } }", { token: invitation.token });
  const job = desk.app.house.jobs.find(({ name }) => name === "forget-contacts");
  desk.at(after(29));
  await job?.run();
  expect(await ask(service, gone)).toBe("RECENTLY_ASKED");
  desk.at(after(300));
  await job?.run();
  expect((await desk.query("SELECT count(*)::integer AS n FROM contact WHERE forget_at <= $1", [after(300)]))[0].n).toBe(0);
  expect(await ask(service, stays)).toBe("OPTED_OUT");
  expect(await ask(service, gone)).toBe("INVITED");
});
