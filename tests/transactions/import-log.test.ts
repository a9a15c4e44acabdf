import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Channel } from "../../src/catalogue/domain/channel";
import { AccessDenied } from "../../src/security/access";
import type { Actor } from "../../src/security/actor";
import type { Refusal } from "../../src/shared/refusal";
import type { ImportWatch, LogReceipt, LogToImport } from "../../src/transactions/domain/log-import";
import { FINAL_OUTCOMES } from "../../src/transactions/domain/outcome-of-trace";
import { readValueMap } from "../../src/transactions/domain/value-map";
import { fine, givenAgency, givenService } from "../support/fixtures";
import { sharedData } from "../support/shared-data";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), "yusr-import-"));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const CHANNELS = fine(readValueMap([["Internet", "WEB"], ["Desk", "SERVICE_CENTRE"], ["Post", "post"], ["e-mail", "Email"], ["Intern", "OTHER"]], Channel, "channelMap"));

function receiptLog(file: string, service: string): LogToImport {
  return { path: sharedData("receipt", file), agency: "WABO", service, mark: "COMPLETED", names: {}, timeZone: null, channel: { attribute: "channel", map: CHANNELS }, outcome: null, create: true };
}

const QUIET: ImportWatch = { reading: () => undefined, recording: () => undefined, notTaken: () => undefined };

async function importLog(log: LogToImport, watch: Partial<ImportWatch> = {}): Promise<LogReceipt | Refusal> {
  return app.house.transactions.importLog.import(OPERATOR, log, { ...QUIET, ...watch });
}

async function query<T>(sql: string, ...parameters: unknown[]): Promise<T[]> {
  return app.house.dataSource.query<T[]>(sql, parameters);
}

async function serviceId(service: string): Promise<string> {
  return (await query<{ id: string }>("SELECT id FROM service WHERE code = $1", service))[0]?.id ?? "";
}

/** Everything that the database says about a service's transactions, without the ids. References are digests per service, so they are no content either. */
async function content(service: string): Promise<unknown[]> {
  return query(
    `SELECT * FROM (SELECT t.started_at, t.ended_at, t.outcome, t.outcome_source, t.channel, t.segment, t.withdrawn,
            jsonb_agg(jsonb_build_array(p.ordinal, p.step, p.source_code, p.entered_at, p.left_at, p.turn, p.errors) ORDER BY p.ordinal) AS passages
     FROM transaction t JOIN passage p ON p.service_id = t.service_id AND p.transaction_id = t.id
     WHERE t.service_id = $1
     GROUP BY t.service_id, t.id) AS whole
     ORDER BY passages::text`,
    await serviceId(service),
  );
}

/** Variants and edges straight from the passages: steps in the order (entered, ordinal). */
const PATHS = `
  WITH path AS (
    SELECT transaction_id, array_agg(step ORDER BY entered_at, ordinal) AS steps, min(entered_at) AS began, max(left_at) AS ended
    FROM passage WHERE service_id = $1 GROUP BY transaction_id)`;

interface Figures {
  readonly transactions: number;
  readonly passages: number;
  readonly steps: number;
  readonly variants: number;
  readonly commonest: number;
  readonly seconds: number;
}

async function figures(service: string): Promise<Figures> {
  const [row] = await query<Figures>(
    `${PATHS}
     SELECT (SELECT count(*)::int FROM transaction WHERE service_id = $1) AS transactions,
            sum(cardinality(steps))::int AS passages,
            (SELECT count(DISTINCT step)::int FROM passage WHERE service_id = $1) AS steps,
            count(DISTINCT steps)::int AS variants,
            (SELECT max(n)::int FROM (SELECT count(*) AS n FROM path GROUP BY steps) AS counted) AS commonest,
            avg(extract(epoch FROM ended - began))::float8 AS seconds
     FROM path`,
    await serviceId(service),
  );
  return row as Figures;
}

async function edges(service: string): Promise<Map<string, number>> {
  const rows = await query<{ edge: string; n: number }>(
    `${PATHS}
     SELECT left(steps[i], 3) || ' ' || left(steps[i + 1], 3) AS edge, steps[i] AS one, steps[i + 1] AS other, count(*)::int AS n
     FROM path, generate_series(1, cardinality(steps) - 1) AS i GROUP BY one, other, edge`,
    await serviceId(service),
  );
  const counted = new Map(rows.map(({ edge, n }) => [edge, n]));
  return counted.set("pairs", rows.length);
}

describe("the log of a Dutch municipality, as XES and as CSV", () => {
  const MADE = { created: ["service WABO/permit-csv", "version 2 of the procedure, with 27 steps"], procedureVersion: 2 };
  const READ = { cases: 1434, events: 8577, notTaken: 0, rejected: [], unmapped: {}, unmappedChannels: {}, ignoredTransitions: {} };

  test("gives the figures that others have published about it", async () => {
    const started: number[] = [];
    const receipt = fine(await importLog(receiptLog("receipt.xes.gz", "permit-xes"), { recording: (done, total) => void started.push(done / total) }));
    expect(receipt).toEqual({ ...READ, service: "WABO/permit-xes", created: ["agency WABO", "service WABO/permit-xes", MADE.created[1]], procedureVersion: 2, recorded: 1434, extended: 0, duplicates: 0 });
    expect(started.at(-1)).toBe(1);
    const { seconds, ...counts } = await figures("permit-xes");
    expect(counts).toEqual({ transactions: 1434, passages: 8577, steps: 27, variants: 116, commonest: 713 });
    expect(seconds).toBeCloseTo(467_263.915, 3);
    expect(Object.fromEntries(await edges("permit-xes"))).toMatchObject({ pairs: 99, "T04 T05": 1177, "T06 T10": 1165, "T02 T04": 1119 });
    const channels = await query<{ channel: string; n: number }>("SELECT channel, count(*)::int AS n FROM transaction WHERE service_id = $1 GROUP BY 1 ORDER BY 2 DESC", await serviceId("permit-xes"));
    expect(channels.map(({ channel, n }) => [channel, n])).toEqual([["WEB", 1250], ["SERVICE_CENTRE", 109], ["POST", 53], ["EMAIL", 21], ["OTHER", 1]]);
  });

  test("the CSV gives the same database, to the millisecond", async () => {
    expect(fine(await importLog(receiptLog("receipt.csv.gz", "permit-csv")))).toEqual({ ...READ, ...MADE, service: "WABO/permit-csv", recorded: 1434, extended: 0, duplicates: 0 });
    const [xes, csv] = [await content("permit-xes"), await content("permit-csv")];
    expect(csv).toHaveLength(1434);
    expect(csv).toEqual(xes);
  });

  test("importing it again, from either file, adds nothing", async () => {
    const before = await content("permit-xes");
    for (const file of ["receipt.xes.gz", "receipt.csv.gz"]) {
      expect(fine(await importLog(receiptLog(file, "permit-xes")))).toEqual({ ...READ, service: "WABO/permit-xes", created: [], procedureVersion: null, recorded: 0, extended: 0, duplicates: 1434 });
    }
    expect(await content("permit-xes")).toEqual(before);
    expect((await query("SELECT 1 FROM procedure WHERE service_id = $1", await serviceId("permit-xes"))).length).toBe(2);
  });

  test("the procedure has the activities under their own names, in the order in which cases come to them", async () => {
    const steps = await query<{ code: string; names: object; kind: string; seen_by: string }>(
      "SELECT s.code, s.names, s.kind, s.seen_by FROM process_step s JOIN procedure p ON p.id = s.procedure_id WHERE p.service_id = $1 AND p.state = 'PUBLISHED' ORDER BY s.position",
      await serviceId("permit-xes"),
    );
    expect(steps.slice(0, 3)).toEqual([
      { code: "Confirmation-of-receipt", names: { en: "Confirmation of receipt" }, kind: "REVIEW", seen_by: "GOVERNMENT" },
      expect.objectContaining({ code: "T02-Check-confirmation-of-receipt" }),
      expect.objectContaining({ code: "T04-Determine-confirmation-of-receipt" }),
    ]);
  });
});

describe("the teaching log", () => {
  const log = (file: string, service: string): LogToImport => ({ ...receiptLog("receipt.xes.gz", service), path: sharedData("running-example", file), agency: "TEACH", mark: "ENTERED", channel: null });

  test("has six cases, 42 events and six variants, in both forms", async () => {
    for (const [file, service] of [["running-example.xes", "run-xes"], ["running-example.csv", "run-csv"]] as const) {
      expect(fine(await importLog(log(file, service)))).toMatchObject({ cases: 6, events: 42, recorded: 6, notTaken: 0 });
      expect(await figures(service)).toMatchObject({ transactions: 6, passages: 42, steps: 8, variants: 6 });
    }
    expect(await content("run-csv")).toEqual(await content("run-xes"));
  });

  test("tells how its cases ended where somebody says what the activities mean", async () => {
    const activities = fine(readValueMap([["pay compensation", "granted"], ["reject request", "REFUSED"]], FINAL_OUTCOMES, "outcomeMap"));
    expect(fine(await importLog({ ...log("running-example.xes", "run-ended"), outcome: { activities } }))).toMatchObject({ recorded: 6 });
    const ended = await query<{ outcome: string; n: number; late: boolean }>(
      "SELECT outcome, count(*)::int AS n, bool_and(ended_at = (SELECT max(left_at) FROM passage p WHERE p.service_id = t.service_id AND p.transaction_id = t.id)) AS late FROM transaction t WHERE service_id = $1 GROUP BY 1 ORDER BY 1",
      await serviceId("run-ended"),
    );
    expect(ended).toEqual([{ outcome: "GRANTED", n: 3, late: true }, { outcome: "REFUSED", n: 3, late: true }]);
    // Told later about cases that were in flight, it extends them.
    expect(fine(await importLog({ ...log("running-example.xes", "run-xes"), outcome: { activities } }))).toMatchObject({ recorded: 0, extended: 6 });
  });
});

describe("a log", () => {
  const HEADER = "case,what,when,how,channel\n";
  async function written(rows: string): Promise<LogToImport> {
    const path = join(folder, "log.csv");
    await writeFile(path, HEADER + rows);
    return { path, agency: "LOGS", service: "S", mark: "COMPLETED", names: { case: "case", activity: "what", time: "when", lifecycle: "how" }, timeZone: null, channel: null, outcome: null, create: true };
  }

  test("with one time per event is not read without a mark, and nothing is entered into the catalogue", async () => {
    const refusal = await importLog({ ...(await written("1,a,2026-03-01T00:00:00Z,,\n")), service: "unmarked", mark: null });
    expect(refusal).toMatchObject({ code: "MARK_REQUIRED", message: expect.stringContaining("--mark completed") });
    expect(await serviceId("unmarked")).toBe("");
  });

  test("with starts and completes needs none; what cannot be taken is told and does not hold up the rest", async () => {
    const told: [number, string][] = [];
    const log = { ...(await written("1,a,2026-03-01T00:00:00Z,start,\n1,a,2026-03-01T00:05:00Z,complete,\n2,a,yesterday,start,\n3,a\n4,b,2999-01-01T00:00:00Z,start,\n1,b,2026-03-01T00:09:00Z,start,\n5,z,2026-03-01T00:00:00Z,assign,\n")), service: "pairs", mark: null };
    const receipt = fine(await importLog(log, { notTaken: ({ line, refusal }) => void told.push([line, refusal.code]) }));
    told.sort(([a], [b]) => a - b);
    expect(told).toEqual([[4, "INVALID_TIME"], [5, "WRONG_NUMBER_OF_CELLS"], [6, "TIME_IN_FUTURE"], [8, "NO_EVENTS"]]);
    expect(receipt).toMatchObject({ cases: 3, recorded: 1, notTaken: 4, ignoredTransitions: { assign: 1 } });
    expect(receipt.rejected.map(({ line }) => line).sort()).toEqual([4, 5, 6, 8]);
    const passages = await query<{ step: string; open: boolean }>("SELECT step, left_at IS NULL AS open FROM passage WHERE service_id = $1 ORDER BY ordinal", await serviceId("pairs"));
    expect(passages).toEqual([{ step: "a", open: false }, { step: "b", open: true }]);
  });

  test("whose times have no offset is read by the clocks of the zone that was named", async () => {
    const log = { ...(await written("1,a,2026-03-01 09:00,,\n")), service: "local" };
    expect(await importLog(log)).toMatchObject({ code: "NO_CASES" });
    expect(fine(await importLog({ ...log, timeZone: "Asia/Muscat" }))).toMatchObject({ recorded: 1 });
    expect(await query("SELECT started_at FROM transaction WHERE service_id = $1", await serviceId("local"))).toEqual([{ started_at: new Date("2026-03-01T05:00:00Z") }]);
  });

  test("cut off half-way is finished by importing it again", async () => {
    const rows = Array.from({ length: 1_300 }, (_, at) => `${String(at)},a,2026-03-01T00:00:00Z,,\n${String(at)},b,2026-03-02T00:00:00Z,,\n`).join("");
    const log = { ...(await written(rows)), service: "cut" };
    await expect(importLog(log, { recording: (done) => { if (done >= 500) throw new Error("cut off"); } })).rejects.toThrow("cut off");
    expect(await query("SELECT 1 FROM transaction WHERE service_id = $1", await serviceId("cut"))).toHaveLength(500);
    expect(fine(await importLog(log))).toMatchObject({ created: [], recorded: 800, duplicates: 500, notTaken: 0 });
  });

  test("that has grown extends what is known and records the rest", async () => {
    await importLog({ ...(await written("1,a,2026-03-01T00:00:00Z,,\n1,b,2026-03-02T00:00:00Z,,\n")), service: "grown" });
    const receipt = fine(await importLog({ ...(await written("1,a,2026-03-01T00:00:00Z,,\n1,b,2026-03-02T00:00:00Z,,\n1,new step,2026-03-03T00:00:00Z,,\n2,a,2026-03-04T00:00:00Z,,\n")), service: "grown" }));
    expect(receipt).toMatchObject({ recorded: 1, extended: 1, procedureVersion: null, unmapped: { "new step": 1 } });
    const rows = await query("SELECT step, source_code FROM passage WHERE service_id = $1 AND ordinal = 3", await serviceId("grown"));
    expect(rows).toEqual([{ step: "UNMAPPED", source_code: "new-step" }]);
  });

  test("of steps entered leaves the last one open until the log or its outcome says more, so a longer export goes on from it", async () => {
    const outcome = { always: "GRANTED" } as const;
    const log = { ...(await written("1,a,2026-03-01T00:00:00Z,,\n1,b,2026-03-02T00:00:00Z,,\n")), service: "entered", mark: "ENTERED" } as const;
    const left = async (): Promise<unknown[]> => query("SELECT step, extract(day FROM left_at)::int AS day FROM passage WHERE service_id = $1 ORDER BY ordinal", await serviceId("entered"));
    await importLog(log);
    expect(await left()).toEqual([{ step: "a", day: 2 }, { step: "b", day: null }]);
    const longer = { ...log, ...(await written("1,a,2026-03-01T00:00:00Z,,\n1,b,2026-03-02T00:00:00Z,,\n1,a,2026-03-05T00:00:00Z,,\n")), service: "entered", mark: "ENTERED" } as const;
    expect(fine(await importLog(longer))).toMatchObject({ extended: 1, notTaken: 0 });
    expect(fine(await importLog({ ...longer, outcome }))).toMatchObject({ extended: 1, notTaken: 0 });
    expect(await left()).toEqual([{ step: "a", day: 2 }, { step: "b", day: 5 }, { step: "a", day: 5 }]);
  });

  test("whose channels nobody mapped leaves them unknown, and a fuller map fills them in", async () => {
    const log = { ...(await written("1,a,2026-03-01T00:00:00Z,,Balie\n2,a,2026-03-01T00:00:00Z,,Mobile app\n3,a,2026-03-01T00:00:00Z,,\n")), service: "channels" };
    expect(fine(await importLog({ ...log, channel: { attribute: "channel", map: new Map() } }))).toMatchObject({ recorded: 3, unmappedChannels: { Balie: 1 } });
    expect(fine(await importLog({ ...log, channel: { attribute: "channel", map: new Map([["Balie", "SERVICE_CENTRE" as const]]) } }))).toMatchObject({ extended: 1, duplicates: 2, unmappedChannels: {} });
    expect(await query("SELECT channel FROM transaction WHERE service_id = $1 ORDER BY 1", await serviceId("channels"))).toEqual([{ channel: "MOBILE_APP" }, { channel: "SERVICE_CENTRE" }, { channel: null }]);
  });

  test("that speaks the standard procedure's words, or those of a modelled one, makes no procedure", async () => {
    const standard = { ...(await written("1,FILL_IN,2026-03-01T00:00:00Z,,\n1,Review,2026-03-01T00:00:00Z,,\n")), service: "standard" };
    expect(fine(await importLog(standard))).toMatchObject({ created: ["service LOGS/standard"], procedureVersion: null, unmapped: {} });
    const { name } = await givenService(app, { agency: await givenAgency(app), steps: [{ code: "CHECK", kind: "REVIEW", names: { en: "check it" } }] });
    const [agency = "", service = ""] = name.split("/");
    const modelled = { ...(await written("1,check it,2026-03-01T00:00:00Z,,\n1,file it,2026-03-01T00:00:00Z,,\n")), agency, service };
    expect(fine(await importLog(modelled))).toMatchObject({ created: [], procedureVersion: null, recorded: 1, unmapped: { "file it": 1 } });
  });

  test("never puts away what the owner of a service is drafting", async () => {
    const { name, id } = await givenService(app);
    const [agency = "", service = ""] = name.split("/");
    const steps = [{ code: "MINE", stageCode: "BEFORE_APPLYING", kind: "FIND_OUT", names: { en: "Mine" }, seenBy: "BENEFICIARY", askAs: {}, automation: "MANUAL", responsibleAgency: null, responsibleParty: "AGENCY", documents: [], inPerson: false, fee: null, optional: false, expectedTime: null }] as const;
    fine(await app.house.catalogue.draftProcedure.draft(OPERATOR, { service: name, version: null, procedure: { abandonAfterDays: 14, overTimeTolerance: 0.25, stages: [], steps } }));
    const log = { ...(await written("1,a,2026-03-01T00:00:00Z,,\n")), agency, service };
    expect(await importLog(log)).toMatchObject({ code: "DRAFT_IN_THE_WAY", path: ["service"] });
    expect(await query("SELECT s.code, p.state FROM process_step s JOIN procedure p ON p.id = s.procedure_id WHERE p.service_id = $1 AND p.version = 2", id)).toEqual([{ code: "MINE", state: "DRAFT" }]);
    expect(await query("SELECT 1 FROM transaction WHERE service_id = $1", id)).toEqual([]);
    fine(await app.house.catalogue.publishProcedure.publish(OPERATOR, name, 2, new Date("2026-02-01T00:00:00Z")));
    expect(fine(await importLog(log))).toMatchObject({ recorded: 1, procedureVersion: null, unmapped: { a: 1 } });
  });

  test("of a service that is not there is refused where nothing may be created", async () => {
    const log = { ...(await written("1,a,2026-03-01T00:00:00Z,,\n")), create: false };
    expect(await importLog({ ...log, agency: "NOBODY" })).toMatchObject({ code: "UNKNOWN_AGENCY" });
    expect(await importLog({ ...log, service: "nothing" })).toMatchObject({ code: "UNKNOWN_SERVICE" });
    expect(await importLog({ ...log, agency: "a b" })).toMatchObject({ code: "INVALID_CODE", path: ["agency"] });
    expect(await importLog({ ...log, timeZone: "Mars/Base" })).toMatchObject({ code: "INVALID_TIME_ZONE" });
    expect(await importLog({ ...log, path: join(folder, "nowhere.csv") })).toMatchObject({ code: "FILE_NOT_FOUND" });
    expect(await importLog({ ...log, names: { ...log.names, case: "id" } })).toMatchObject({ code: "COLUMN_MISSING" });
    expect(await importLog(await written("1,a,now,,\n"))).toMatchObject({ code: "NO_CASES" });
  });

  test("is imported by operators and admins alone, and stands in the audit log", async () => {
    const log = { ...(await written("1,a,2026-03-01T00:00:00Z,,\n")), service: "audited" };
    for (const kind of ["office", "owner", "portal", "anonymous"] as const) {
      const actor = { kind, keyId: "k", portalId: "p", agencyId: "a", serviceIds: undefined } as Actor;
      await expect(app.house.transactions.importLog.import(actor, log, QUIET)).rejects.toThrow(AccessDenied);
    }
    await importLog(log);
    expect(await query("SELECT actor, target FROM audit_entry WHERE action = 'importLog' AND target->>'service' = 'LOGS/audited'")).toEqual([{ actor: "operator:test", target: { service: "LOGS/audited", cases: 1 } }]);
  });
});
