import { addTallyCommand } from "../../src/cli/tally.command";
import { AccessDenied } from "../../src/security/access";
import type { Actor } from "../../src/security/actor";
import { grainsOf } from "../../src/tallies/domain/grain";
import { TALLIES, type Tally } from "../../src/tallies/domain/tally";
import { columnName, tallyTable } from "../../src/tallies/storage/tally-table";
import { TallyAudit } from "../../src/tallies/tally-audit";
import { fine, givenService } from "../support/fixtures";
import { OPERATOR } from "../support/test-app";
import { type CliRun, runCommand } from "../support/test-cli";
import { at, passage, transaction } from "../support/transaction-fixture";
import { CORRECT } from "../transactions/intake-support";
import { granted, NOW, openSurveyDesk, RESPONSES, STEPS, SUBMIT, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
  fine(await desk.app.house.catalogue.createTouchpoint.create(OPERATOR, { agency: desk.service.agencyCode, code: "DESK", names: { ar: "منفذ", en: "Desk" }, channel: "SERVICE_CENTRE", governorate: null, wilayat: null }));
  // Some transactions that nobody was asked about, then some about which people were, and who answered.
  const subject = { scheme: "CIVIL_NUMBER", value: "7712" };
  await desk.record([granted(desk.service, { subject }), granted(desk.service, { subject, channel: "SERVICE_CENTRE", touchpoint: "DESK" })]);
  await desk.publish();
  const sent = Array.from({ length: 12 }, (_, i) => granted(desk.service, { channel: i % 2 === 0 ? "WEB" : "KIOSK", ...(i % 5 === 4 ? { endedAt: undefined, outcome: undefined } : {}) }));
  const recorded = await desk.record(sent);
  for (const { invitation } of recorded.slice(0, 2)) await submit(invitation.token);
  const collected = sent.slice(2, 4).map(({ reference }) => ({ service: desk.service.name, reference, answeredAt: "2026-03-10T12:30:00+04:00", mode: "KIOSK", language: "ar", answers: [{ instrument: "CES5_EASE", score: 2 }] }));
  const { data } = await desk.app.send(desk.portal, RESPONSES, { input: { items: collected } });
  expect(data.recordResponses.results.map(({ status }: any) => status)).toEqual(["RECORDED", "RECORDED"]);
  const withdrawn = [sent[0], sent[5], sent[4]].map(({ reference }) => ({ service: desk.service.name, reference, action: "WITHDRAW" }));
  const corrected = await desk.app.send(desk.portal, CORRECT, { input: { items: withdrawn } });
  expect(corrected.data.correctTransactions.results.map(({ status }: any) => status)).toEqual(["WITHDRAWN", "WITHDRAWN", "WITHDRAWN"]);
});
afterAll(() => desk.app.close());

async function submit(token: string): Promise<void> {
  const { data } = await desk.app.send(undefined, SUBMIT, { token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] } });
  expect(data.submitResponse.status).toBe("RECORDED");
}

const yusr = (...args: string[]): Promise<CliRun> => runCommand(desk.app.house, [addTallyCommand], "tally", ...args);
const fold = () => desk.app.house.tallies.fold.fold(OPERATOR);

/** Adds to the first measure of one row of a table, and answers whether there was a row. */
async function plant(table: string, tally: Tally, n: number): Promise<boolean> {
  const measure = columnName(tally.measures[0] ?? "");
  const [, changed] = await desk.query(`UPDATE ${table} SET ${measure} = ${measure} + $2 WHERE ctid = (SELECT ctid FROM ${table} WHERE service_id = $1 LIMIT 1)`, [desk.service.id, n]) as unknown as [unknown, number];
  return changed === 1;
}

test("what intake, surveys, corrections and folds leave is what the facts add up to", async () => {
  for (const round of ["waiting", "folded"]) {
    const { out, failed } = await yusr("verify", "--service", desk.service.name);
    expect([round, failed]).toEqual([round, undefined]);
    expect(out).toMatch(/^1 services, 14 transactions, \d\d+ rows compared: no difference\.$/u);
    await fold();
  }
  const states = await desk.query("SELECT state, sum(n)::integer AS n FROM invitation_tally WHERE service_id = $1 GROUP BY state HAVING sum(n) <> 0 ORDER BY state COLLATE \"C\"", [desk.service.id]);
  expect(states).toEqual([{ state: "ANSWERED", n: 2 }, { state: "ANSWERED_AGENCY", n: 2 }, { state: "INVITED", n: 9 }, { state: "NOT_REACHED", n: 1 }, { state: "NO_SURVEY", n: 2 }, { state: "OPENED", n: 2 }]);
});

test("one too many or too few in any table is found and put right", async () => {
  await fold();
  let planted = 1;
  for (const [table, tally] of TALLIES.flatMap((tally) => grainsOf(tally).map((grain) => [tallyTable(tally, grain), tally] as const))) {
      planted = -planted;
      expect([table, await plant(table, tally, planted)]).toEqual([table, true]);
      const found = await yusr("verify", "--json");
      expect([table, found.failed?.code]).toEqual([table, "TALLIES_DIFFER"]);
      const { differences, first } = JSON.parse(found.out);
      expect(differences).toEqual({ [table]: 1 });
      expect(first).toHaveLength(1);
      expect(first[0]).toMatchObject({ tally: table, key: { serviceId: desk.service.id } });
      const [facts, counted] = first[0].measures[tally.measures[0]];
      expect(counted - facts).toBe(planted);
      expect(JSON.parse((await yusr("rebuild", "--json")).out).mended).toEqual({ [table]: 1 });
  }
  expect((await yusr("verify")).failed).toBeUndefined();
});

test("rows that are gone, rows too many and wrong log-buckets are mended too, also while deltas wait", async () => {
  await desk.query("DELETE FROM edge_tally WHERE service_id = $1", [desk.service.id]);
  await desk.query("UPDATE duration_tally SET bucket_counts[1] = bucket_counts[1] + 7 WHERE ctid IN (SELECT ctid FROM duration_tally WHERE service_id = $1 AND bucket_keys <> '{}' LIMIT 1)", [desk.service.id]);
  await desk.query("INSERT INTO variant_tally (service_id, day, procedure_id, path_hash, n) VALUES ($1, '2025-02-02', $2, 'nowhere', 3)", [desk.service.id, desk.service.procedureId]);
  await desk.record([granted(desk.service), granted(desk.service)]);
  const { out } = await yusr("verify");
  expect(out).toMatch(/^duration_tally .*: bucket -?\d+ is \d+, the facts say \d+$/mu);
  expect(out).toMatch(/^variant_tally .* pathHash=nowhere: n is 3, the facts say 0$/mu);
  expect(JSON.parse((await yusr("rebuild", "--json")).out).mended).toEqual({ duration_tally: 1, edge_tally: expect.any(Number), variant_tally: 1 });
  expect((await yusr("verify")).failed).toBeUndefined();
  await fold();
  expect((await yusr("verify")).failed).toBeUndefined();
  const entries = await desk.query("SELECT actor, target FROM audit_entry WHERE action = 'rebuildTallies' ORDER BY id DESC LIMIT 1");
  expect(entries).toEqual([{ actor: "operator:test", target: { serviceId: desk.service.id, duration_tally: 1, edge_tally: expect.any(Number), variant_tally: 1 } }]);
});

test("facts of many months are compared a few months at a time, with the same result", async () => {
  const service = await givenService(desk.app, { steps: STEPS });
  const sent = Array.from({ length: 24 }, (_, i) => {
    const month = `${String(2024 + Math.floor(i / 12))}-${String(1 + (i % 12)).padStart(2, "0")}`;
    return transaction(service, { passages: [passage("SIGN", at(0, `${month}-28`), at(5, `${month}-28`)), passage("REVIEW", at(9 * 1440, `${month}-28`), at(9 * 1440 + 60, `${month}-28`))] });
  });
  await desk.app.house.dataSource.transaction((unit) => desk.app.house.tallies.deltas.transactionsChanged(unit, sent.map((after) => ({ before: null, after }))));
  const { units } = desk.app.house;
  const upstream = {
    catalogue: desk.app.house.catalogue.lookup,
    surveys: desk.app.house.surveys.lookup,
    transactions: { ...desk.app.house.transactions.lookup, after: (_unit: unknown, _service: string, id: string) => Promise.resolve(id < "1" ? sent : []), returningSubjects: () => Promise.resolve([]) },
  };
  let reads = 0;
  const wrong: string[] = [];
  const compare = (limit: number) =>
    units.read((unit) => new TallyAudit(upstream, () => NOW, limit).compare(unit, service.id, {
      read: () => (reads += 1),
      break: (_tally, what) => void wrong.push(what),
      differ: (_part, found) => Promise.resolve(void wrong.push(...found.map(({ facts }) => facts.key[1] ?? ""))),
    }));
  const whole = await compare(100_000);
  expect(whole).toMatchObject({ transactions: 24 });
  expect(await compare(20)).toEqual(whole);
  expect(wrong).toEqual([]);
  await fold();
  await desk.query("UPDATE edge_tally SET n = n + 1 WHERE service_id = $1 AND day >= '2025-03-01' AND day < '2025-04-01'", [service.id]);
  await compare(20);
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong.every((day) => day.startsWith("2025-03"))).toBe(true);
  expect(reads).toBe(3);
});

test("a service that is not there is refused, and nobody but the operator and the jobs may", async () => {
  for (const command of ["verify", "rebuild"]) expect((await yusr(command, "--service", "NO-SUCH")).failed?.code).toBe("NOT_FOUND");
  const { verify, rebuild } = desk.app.house.tallyChecks;
  for (const service of [(actor: Actor) => verify.verify(actor, undefined), (actor: Actor) => rebuild.rebuild(actor, undefined)]) {
    await expect(service({ kind: "anonymous" })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    for (const kind of ["office", "admin"] as const) await expect(service({ kind, keyId: "k" })).rejects.toThrow(AccessDenied);
  }
});
