import { setTimeout } from "node:timers/promises";
import { InvitationsTakenBack1847000000000 } from "../../migrations/1847000000000-invitations-taken-back";
import { createDataSource } from "../../src/database/data-source";
import { withClient } from "../../src/database/roles";
import { givenPortal, givenService } from "../support/fixtures";
import { granted, openSurveyDesk, RECORD, RESPONSES, STEPS, SUBMIT, type SurveyDesk } from "./survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
afterAll(() => desk.app.close());

const CORRECT = `mutation ($input: CorrectTransactionsInput!) { correctTransactions(input: $input) { ... on CorrectionResults { results { status } } } }`;
const ANSWERS = { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] };

/** Somebody who may be asked by a service of its own; `asked`: whether they were, or the survey came later. */
async function someone({ asked }: { asked: boolean }) {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  const { id: portalId } = await givenPortal(desk.app, { services: [service] });
  const key = await desk.app.key({ role: "portal", portalId });
  const transaction = granted(service);
  if (asked) await desk.publish(service);
  const { data } = await desk.app.send(key, RECORD, { input: { items: [transaction] } });
  if (!asked) await desk.publish(service);
  const { reference } = transaction;
  return {
    submit: async () => (await desk.app.send(undefined, SUBMIT, { token: data.recordTransactions.results[0].invitation.token, input: ANSWERS })).data.submitResponse,
    respond: async () => (await desk.app.send(key, RESPONSES, { input: { items: [{ service: service.name, reference, answeredAt: "2026-03-10T12:30:00+04:00", ...ANSWERS }] } })).data.recordResponses.results[0],
    withdraw: async () => (await desk.app.send(key, CORRECT, { input: { items: [{ service: service.name, reference, action: "WITHDRAW" }] } })).data.correctTransactions.results[0],
    counts: async () => {
      const rows = await desk.query("SELECT state, sum(n)::integer AS n FROM invitation_delta WHERE service_id = $1 GROUP BY state HAVING sum(n) <> 0", [service.id]);
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
    },
    responses: async () => (await desk.query("SELECT count(*)::integer AS n FROM response WHERE service_id = $1", [service.id]))[0].n,
    serviceId: service.id,
  };
}

/** Starts something, stops it at a lock, starts something else, and lets both go on when nobody can get any further. */
async function meanwhile<A, B>(lock: string, first: () => Promise<A>, second: () => Promise<B>): Promise<readonly [A, B]> {
  return withClient({ url: desk.app.database.url }, async (client) => {
    const waiting = async (n: number): Promise<void> => {
      for (;;) {
        const { rows } = await client.query("SELECT count(*)::integer AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        if (rows[0].n >= n) return;
        await setTimeout(10);
        await client.query("SELECT pg_stat_clear_snapshot()");
      }
    };
    await client.query("BEGIN");
    await client.query(lock);
    const a = first();
    await waiting(1);
    const b = second();
    await waiting(2);
    await client.query("COMMIT");
    return Promise.all([a, b]);
  });
}

/** A withdrawal has done all but its entry in the audit log. */
const BEFORE_AUDIT = "LOCK TABLE audit_entry IN SHARE MODE";
/** An answer has written all but its commit: that its survey exists is checked last. */
const BEFORE_CHECKS = "SELECT 1 FROM survey FOR UPDATE";

test("an answer that comes while its transaction is being taken back waits, and comes too late", async () => {
  const one = await someone({ asked: true });
  expect(await meanwhile(BEFORE_AUDIT, one.withdraw, one.submit)).toMatchObject([{ status: "WITHDRAWN" }, { code: "INVITATION_EXPIRED" }]);
  expect(await one.counts()).toEqual({});
  expect(await one.responses()).toBe(0);
});

test("a transaction that is taken back while it is being answered waits, and stays answered", async () => {
  const one = await someone({ asked: true });
  expect(await meanwhile(BEFORE_CHECKS, one.submit, one.withdraw)).toMatchObject([{ status: "RECORDED" }, { status: "WITHDRAWN" }]);
  expect(await one.counts()).toEqual({ INVITED: 1, OPENED: 1, ANSWERED: 1 });
  expect(await one.responses()).toBe(1);
});

test.each([true, false])("the same of a portal's own form, whether the person was asked (%s)", async (asked) => {
  const early = await someone({ asked });
  expect(await meanwhile(BEFORE_AUDIT, early.withdraw, early.respond)).toMatchObject([{ status: "WITHDRAWN" }, { code: "UNKNOWN_REFERENCE" }]);
  expect(await early.counts()).toEqual({});
  const late = await someone({ asked });
  expect(await meanwhile(BEFORE_CHECKS, late.respond, late.withdraw)).toMatchObject([{ status: "RECORDED" }, { status: "WITHDRAWN" }]);
  expect(await late.counts()).toMatchObject({ INVITED: 1, ANSWERED_AGENCY: 1 });
});

test("an answer by the agency's own form, that comes while the link is answered alike, is a duplicate", async () => {
  const one = await someone({ asked: true });
  const [submitted, responded] = await meanwhile(BEFORE_CHECKS, one.submit, one.respond);
  expect(submitted).toMatchObject({ status: "RECORDED" });
  expect(responded).toMatchObject({ status: "DUPLICATE", receipt: submitted.receipt });
  expect(await one.responses()).toBe(1);
});

test("of the time before, invitations of transactions that were taken back are taken back too", async () => {
  const one = await someone({ asked: true });
  const other = await someone({ asked: true });
  await one.withdraw();
  const owner = await createDataSource(desk.app.database.connections.owner).initialize();
  try {
    const runner = owner.createQueryRunner();
    const states = async (): Promise<string[]> => (await runner.query("SELECT state FROM invitation WHERE service_id = ANY ($1::uuid[]) ORDER BY id", [[one.serviceId, other.serviceId]])).map(({ state }: any) => state);
    await new InvitationsTakenBack1847000000000().down(runner);
    expect(await states()).toEqual(["OPEN", "OPEN"]);
    await new InvitationsTakenBack1847000000000().up(runner);
    expect(await states()).toEqual(["WITHDRAWN", "OPEN"]);
    await runner.release();
  } finally {
    await owner.destroy();
  }
});
