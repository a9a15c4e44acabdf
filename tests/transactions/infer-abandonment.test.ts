import { addAbandonCommand } from "../../src/cli/abandon.command";
import { AccessDenied } from "../../src/security/access";
import { fromCounts, fromFacts } from "../tallies/recount";
import { fine, LONG_AGO, givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { type Desk, openDesk, status, unusedReference } from "./intake-support";

let desk: Desk;
let service: ServiceFixture;
let other: ServiceFixture;
beforeAll(async () => {
  desk = await openDesk();
});
beforeEach(async () => {
  const steps = [{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] as const;
  [service, other] = [await givenService(desk.app, { agency: desk.agency, steps }), await givenService(desk.app, { agency: desk.agency, steps })];
  for (const { name } of [service, other]) fine(await desk.app.house.catalogue.grantPortal.grant(OPERATOR, { portal: desk.portal.code, service: name, from: LONG_AGO }));
});
afterAll(() => desk.app.close());

/** The present is 10 March: who began in the first days of February has been silent for long enough. */
const day = (of: number, month = 2): string => new Date(Date.UTC(2026, month - 1, of, 9)).toISOString();
const infer = () => desk.app.house.transactions.inferAbandonment.infer(OPERATOR);
const begun = (of: ServiceFixture, reference: string, began = day(3)) => ({
  service: of.name, reference, startedAt: began, channel: "WEB", passages: [{ ordinal: 1, step: "FILL", enteredAt: began }],
});
const outcomes = async (of: ServiceFixture) => desk.query("SELECT outcome, outcome_source, ended_at FROM transaction WHERE service_id = $1 ORDER BY started_at", [of.id]);
const IN_FLIGHT = { outcome: "IN_FLIGHT", outcome_source: null, ended_at: null };

/** Counts under the names of steps and days alone, so that two services compare. */
async function counts({ id, procedureId }: ServiceFixture): Promise<unknown> {
  return Object.fromEntries(Object.entries(await fromCounts(desk.app.house, id)).map(([key, n]) => [key.replace(procedureId, "").replace(id, ""), n]));
}

test("who has been silent for fourteen days in a step of their own has given up; who waits for the agency has not", async () => {
  const waiting = { ...begun(service, unusedReference(), day(5)), passages: [{ ordinal: 1, step: "FILL", enteredAt: day(5), leftAt: day(6) }, { ordinal: 2, step: "REVIEW", enteredAt: day(6) }] };
  await desk.record([begun(service, unusedReference(), day(4)), waiting, begun(service, unusedReference(), day(28))]);
  expect(await infer()).toEqual({ examined: 1, abandoned: 1 });
  expect(await outcomes(service)).toEqual([{ outcome: "ABANDONED", outcome_source: "INFERRED", ended_at: new Date(day(4)) }, IN_FLIGHT, IN_FLIGHT]);
  expect(await fromCounts(desk.app.house, service.id)).toEqual(await fromFacts(desk.app.house, service.id));
  const counted = await desk.app.house.units.read((unit) => desk.app.house.tallies.lookup.passages(unit, { serviceIds: [service.id], period: { from: "2026-02-01", to: "2026-03-01" } }));
  expect(counted.find(({ stepCode }) => stepCode === "FILL")).toMatchObject({ reached: 3, abandoned: 1, proceeded: 1 });
  expect(await infer()).toEqual({ examined: 0, abandoned: 0 });
  expect(await desk.query("SELECT actor, target FROM audit_entry WHERE action = 'inferAbandonment' AND target->>'serviceId' = $1", [service.id])).toEqual([
    { actor: expect.stringContaining("test"), target: { serviceId: service.id, abandoned: 1 } },
  ]);
});

test("a passage that comes late undoes it, and every count is what it would have been", async () => {
  const [one, two] = [unusedReference(), unusedReference()];
  const late = (of: ServiceFixture, reference: string) => ({ ...begun(of, reference), passages: [{ ordinal: 2, step: "REVIEW", enteredAt: day(7) }] });
  await desk.record([begun(service, one), begun(other, two)]);
  const before = await counts(service);
  expect(await infer()).toMatchObject({ abandoned: 2 });
  expect(await counts(service)).not.toEqual(before);
  const owner = await desk.app.key({ role: "owner", agencyId: desk.agency.id, serviceIds: undefined });
  await desk.app.send(owner, `mutation ($input: PublishSurveyInput!) { publishSurvey(input: $input) { __typename } }`, { input: { service: service.name, moment: "AFTER_GIVING_UP" } });
  // Nobody was invited by the run; the portal that asks next hands over the survey for who gave up.
  expect(await desk.query("SELECT count(*)::integer AS n FROM invitation WHERE service_id = $1", [service.id])).toEqual([{ n: 0 }]);
  expect(await desk.record([begun(service, one)])).toMatchObject([{ status: "DUPLICATE", invitation: { token: expect.any(String) } }]);
  expect(await outcomes(service)).toEqual([{ outcome: "ABANDONED", outcome_source: "INFERRED", ended_at: new Date(day(3)) }]);

  expect(status(await desk.record([late(service, one)]))).toEqual(["EXTENDED"]);
  expect(await outcomes(service)).toEqual([IN_FLIGHT]);
  expect(await infer()).toMatchObject({ abandoned: 0 });
  // A service of which nobody ever concluded anything.
  const never = await givenService(desk.app, { agency: desk.agency, steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "REVIEW", kind: "REVIEW" }, { code: "PAY", kind: "PAY" }] });
  fine(await desk.app.house.catalogue.grantPortal.grant(OPERATOR, { portal: desk.portal.code, service: never.name, from: LONG_AGO }));
  const reference = unusedReference();
  await desk.record([begun(never, reference)]);
  await desk.record([late(never, reference)]);
  expect(await counts(service)).toEqual(await counts(never));

  // An end told late, and one told in a status, are the portal's.
  expect(status(await desk.record([{ ...begun(other, two), endedAt: day(20), outcome: "GRANTED" }]))).toEqual(["EXTENDED"]);
  expect(await outcomes(other)).toEqual([{ outcome: "GRANTED", outcome_source: "PORTAL", ended_at: new Date(day(20)) }]);
});

test("a status that comes late undoes it; a new mapping of statuses has the conclusion drawn anew", async () => {
  const { recordStatusChanges, refileUnmapped } = desk.app.house.transactions;
  const { mapStatuses } = desk.app.house.catalogue;
  const meaning = { turn: null, outcome: null, mark: "ENTERED" } as const;
  fine(await mapStatuses.map(OPERATOR, service.name, [{ ...meaning, status: "Draft", stepCode: "FILL" }]));
  const [one, two] = [unusedReference(), unusedReference()];
  const change = (reference: string, name: string, at: string) => ({ service: service.name, reference, status: name, at });
  fine(await recordStatusChanges.record(OPERATOR, [change(one, "Draft", day(2)), change(two, "Draft", day(3))]));
  expect(await infer()).toMatchObject({ abandoned: 2 });
  fine(await recordStatusChanges.record(OPERATOR, [change(one, "Submitted", day(4))]));
  expect(await outcomes(service)).toMatchObject([IN_FLIGHT, { outcome: "ABANDONED" }]);
  fine(await mapStatuses.map(OPERATOR, service.name, [{ ...meaning, status: "Draft", stepCode: "REVIEW" }, { ...meaning, status: "Submitted", stepCode: "REVIEW" }]));
  expect(fine(await refileUnmapped.refile(OPERATOR, service.name))).toMatchObject({ changed: 2 });
  expect(await outcomes(service)).toEqual([IN_FLIGHT, IN_FLIGHT]);
  expect(await infer()).toMatchObject({ abandoned: 0 });
  expect(await fromCounts(desk.app.house, service.id)).toEqual(await fromFacts(desk.app.house, service.id));
});

test("beside intake and beside itself: whoever was heard of is in flight, the others have given up, and the counts are exact", async () => {
  const references = Array.from({ length: 60 }, () => unusedReference());
  for (const each of [service, other]) await desk.record(references.map((reference) => begun(each, reference)));
  const heard = references.filter((_, i) => i % 2 === 0);
  const messages = [service, other].flatMap((each) => heard.map((reference) => ({ ...begun(each, reference), passages: [{ ordinal: 2, step: "FILL", enteredAt: day(9, 3) }] })));
  const told = (async () => {
    for (let i = 0; i < messages.length; i += 4) await desk.record(messages.slice(i, i + 4));
  })();
  await Promise.all([told, infer(), infer(), infer()]);
  await infer();
  for (const { id } of [service, other]) {
    const rows = await desk.query("SELECT outcome, count(*)::integer AS n FROM transaction WHERE service_id = $1 GROUP BY outcome ORDER BY outcome", [id]);
    expect(rows).toEqual([{ outcome: "ABANDONED", n: 30 }, { outcome: "IN_FLIGHT", n: 30 }]);
    expect(await fromCounts(desk.app.house, id)).toEqual(await fromFacts(desk.app.house, id));
  }
});

test("what is in flight is found over an index of its own, however much has been decided", async () => {
  await desk.query(
    `INSERT INTO transaction (service_id, id, reference, procedure_id, started_at, ended_at, outcome, outcome_source, jackknife_group, withdrawn, calendar_revision, recorded_at, updated_at)
     SELECT $1, gen_random_uuid(), sha256(int4send(i)), $2, $3, $3, 'GRANTED', 'PORTAL', 0, false, 1, $3, $3 FROM generate_series(1, 20000) AS i`,
    [service.id, service.procedureId, day(1)],
  );
  await desk.record([begun(service, unusedReference())]);
  await desk.query("ANALYZE transaction");
  const { sql, parameters } = await sent("abandonable-transactions", infer);
  const plan = await desk.query<Record<"QUERY PLAN", string>>(`EXPLAIN ${sql}`, parameters);
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/transaction_in_flight_ix/u);
});

/** A statement as it is sent about the service while something runs. */
async function sent(name: string, run: () => Promise<unknown>): Promise<{ sql: string; parameters: unknown[] }> {
  const statements: { query: string; parameters?: any }[] = [];
  const listener = { beforeQuery: (statement: { query: string; parameters?: any }): void => void statements.push(statement) };
  const { subscribers } = desk.app.house.dataSource;
  subscribers.push(listener);
  await run();
  subscribers.splice(subscribers.indexOf(listener), 1);
  const found = statements.find(({ query, parameters }) => query.includes(`/* ${name} */`) && parameters[0] === service.id);
  return { sql: found?.query ?? "", parameters: found?.parameters ?? [] };
}

test("from the command line, for those who keep the counts", async () => {
  await desk.record([begun(service, unusedReference())]);
  expect(JSON.parse((await runCommand(desk.app.house, [addAbandonCommand], "abandon", "--json")).out)).toEqual({ examined: 1, abandoned: 1 });
  expect((await runCommand(desk.app.house, [addAbandonCommand], "abandon")).out).toBe("0 of 0 silent transactions have been given up.");
  const portal = { kind: "portal", portalId: desk.portal.id, name: "test" } as const;
  await expect(desk.app.house.transactions.inferAbandonment.infer(portal as any)).rejects.toThrow(AccessDenied);
  await expect(desk.app.house.transactions.inferAbandonment.infer({ kind: "anonymous" })).rejects.toThrow(AccessDenied);
  expect(desk.app.house.jobs.map(({ name }) => name)).toContain("infer-abandonment");
});
