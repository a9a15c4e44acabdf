import { withClient } from "../../src/database/roles";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { granted, openSurveyDesk, STEPS, SUBMIT, type SurveyDesk } from "./survey-support";

// Answers that come at the same time share a unit of work: docs/decisions/0040.

interface Person {
  readonly transaction: string;
  readonly token: string;
}

let desk: SurveyDesk;
let services: readonly ServiceFixture[] = [];
beforeAll(async () => {
  desk = await openSurveyDesk();
  const other = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) SELECT portal_id, $1, '2000-01-01' FROM portal_grant LIMIT 1", [other.id]);
  services = [desk.service, other];
  for (const service of services) await desk.publish(service);
});
afterAll(() => desk.app.close());

/** People who were asked, of both services in turns. */
async function people(count: number): Promise<readonly Person[]> {
  const results = await desk.record(Array.from({ length: count }, (_, i) => granted(services[i % 2] as ServiceFixture)));
  return results.map(({ receipt, invitation }) => ({ transaction: receipt, token: invitation.token }));
}

const submit = async ({ token }: Person, score: number): Promise<any> => (await desk.app.send(undefined, SUBMIT, { token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score }] } })).data.submitResponse;
const scoreOf = (i: number): number => 1 + (i % 5);
const idsOf = (of: readonly Person[]): readonly string[] => of.map(({ transaction }) => transaction);

/** What was stored about each transaction, in their order. */
async function stored(of: readonly Person[]): Promise<readonly { score: number; responses: number }[]> {
  const rows = await desk.query(
    `SELECT l.transaction_id AS id, max(a.score)::integer AS score, count(DISTINCT l.response_id)::integer AS responses
     FROM response_link l JOIN answer a ON a.service_id = l.service_id AND a.response_id = l.response_id AND a.instrument_code = 'CES5_EASE'
     WHERE l.transaction_id = ANY($1) GROUP BY l.transaction_id`,
    [idsOf(of)],
  );
  return idsOf(of).map((id) => rows.find((row) => row.id === id)).map(({ score, responses }) => ({ score, responses }));
}

async function counts(): Promise<Record<string, number>> {
  const rows = await desk.query("SELECT state, sum(n)::integer AS n FROM invitation_delta GROUP BY state HAVING sum(n) <> 0");
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

test("each answer stays with whose it is, and is counted once; a few units of work store all of them", async () => {
  const asked = await people(40);
  const results = await Promise.all(asked.map((person, i) => submit(person, scoreOf(i))));
  expect(results.map(({ status }) => status)).toEqual(asked.map(() => "RECORDED"));
  expect(await stored(asked)).toEqual(asked.map((_, i) => ({ score: scoreOf(i), responses: 1 })));
  expect(await counts()).toEqual({ INVITED: 40, OPENED: 40, ANSWERED: 40 });
  const [{ n }] = await desk.behind("SELECT count(DISTINCT r.xmin::text)::integer AS n FROM response r JOIN response_link l ON l.response_id = r.id WHERE l.transaction_id = ANY($1)", [idsOf(asked)]);
  expect(n).toBeLessThan(40);
  const again = await Promise.all(asked.map((person, i) => submit(person, scoreOf(i))));
  expect(again).toEqual(results.map((result) => ({ ...result, status: "DUPLICATE" })));
});

test("who is too late, or sends twice at once, takes nothing from the others of the group", async () => {
  const before = await counts();
  const asked = await people(24);
  const [late, twice] = asked as [Person, Person];
  await desk.query("UPDATE invitation SET expires_at = '2026-03-01T00:00:00Z' WHERE transaction_id = $1", [late.transaction]);
  const note = (person: Person): Promise<void> => desk.app.house.surveys.noteOpened.note(person.token);
  const [results, second, third] = await Promise.all([Promise.all(asked.map((person, i) => submit(person, scoreOf(i)))), submit(twice, scoreOf(1)), submit(twice, 5), ...asked.slice(4).map(note)]);
  expect(results.map(({ status, code }) => status ?? code).slice(2)).toEqual(asked.slice(2).map(() => "RECORDED"));
  expect(results[0].code).toBe("INVITATION_EXPIRED");
  // Of those who sent the same, one was first; who sent something else came first or not at all.
  expect([results[1], second, third].filter(({ status }) => status === "RECORDED")).toHaveLength(1);
  expect(await stored(asked.slice(2))).toEqual(asked.slice(2).map((_, i) => ({ score: scoreOf(i + 2), responses: 1 })));
  const after = await counts();
  expect(Object.fromEntries(Object.entries(after).map(([state, n]) => [state, n - (before[state] ?? 0)]))).toEqual({ INVITED: 24, OPENED: 23, ANSWERED: 23 });
});

// A lock may be waited for for twelve seconds here: longer than the test may take.
test("whose invitation somebody holds waits for it alone", async () => {
  const asked = await people(16);
  const [held, ...others] = asked as [Person, ...Person[]];
  await withClient({ url: desk.app.database.url }, async (holder) => {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM invitation WHERE transaction_id = $1 FOR UPDATE", [held.transaction]);
    let waiting = true;
    const busy = others.slice(0, 7).map((person) => submit(person, 3));
    const stuck = submit(held, 2).finally(() => {
      waiting = false;
    });
    const results = await Promise.all([...busy, ...others.slice(7).map((person) => submit(person, 4))]);
    expect(results.map(({ status }) => status)).toEqual(others.map(() => "RECORDED"));
    expect(waiting).toBe(true);
    await holder.query("COMMIT");
    expect((await stuck).status).toBe("RECORDED");
  });
}, 8_000);
