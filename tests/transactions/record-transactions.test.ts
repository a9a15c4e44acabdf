import { withClient } from "../../src/database/roles";
import { givenPortal, givenService } from "../support/fixtures";
import { createTestDatabase } from "../support/test-database";
import { type Desk, NOW, openDesk, RECORD, status, passage, T } from "./intake-support";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.app.close());

const item = (more?: object): any => desk.item(more);
const stored = (receipt: string): Promise<any[]> => desk.query("SELECT * FROM transaction WHERE service_id = $1 AND id = $2", [desk.service.id, receipt]);

describe("a transaction", () => {
  test("sent whole is stored as it was told, with its passages", async () => {
    const [result] = await desk.record([
      item({
        channel: "WEB",
        beneficiary: "CITIZEN",
        actedBy: "SELF",
        firstTime: false,
        language: "AR-om",
        endedAt: T("12:00"),
        outcome: "GRANTED",
        promisedBy: "2026-03-05",
        passages: [passage({ ordinal: 3, step: "PAY", enteredAt: T("10:00"), leftAt: T("10:05"), errors: 0 }), passage({ leftAt: T("09:30"), errors: 2 })],
      }),
    ]);
    expect(result).toMatchObject({ status: "RECORDED", code: null, path: null, warnings: [], invitation: null, notAskedReason: "NO_SURVEY" });
    const [row] = await stored(result.receipt);
    expect(row).toMatchObject({
      procedure_id: desk.service.procedureId,
      started_at: new Date(T("09:00")),
      ended_at: new Date(T("12:00")),
      outcome: "GRANTED",
      outcome_source: "PORTAL",
      channel: "WEB",
      language: "ar-OM",
      first_time: false,
      withdrawn: false,
      portal_id: desk.portal.id,
      recorded_at: NOW,
    });
    const known = await desk.app.house.transactions.lookup.byId(desk.app.house.dataSource.manager, desk.service.id, [result.receipt]);
    expect(known.get(result.receipt)).toMatchObject({
      promisedBy: "2026-03-05",
      passages: [
        { ordinal: 1, step: "FILL", sourceCode: "FILL", leftAt: new Date(T("09:30")), errors: 2, retries: null, channelSwitched: null, turn: null },
        { ordinal: 3, step: "PAY", errors: 0 },
      ],
    });
  });

  test("may be opened and continued; an older, shorter message is a duplicate with the same receipt", async () => {
    const opened = item();
    const ended = { ...opened, endedAt: T("11:00"), outcome: "REFUSED", passages: [passage()] };
    const results = [];
    for (const message of [opened, ended, opened, ended]) results.push(...(await desk.record([message])));
    expect(status(results)).toEqual(["RECORDED", "EXTENDED", "DUPLICATE", "DUPLICATE"]);
    expect(new Set(results.map((result) => result.receipt)).size).toBe(1);
  });

  test("is one and the same under the service's short name and under its full one", async () => {
    const one = item();
    expect(status(await desk.record([one]))).toEqual(["RECORDED"]);
    expect(status(await desk.record([{ ...one, service: desk.service.name }]))).toEqual(["DUPLICATE"]);
  });

  test("contradicted changes nothing, and says where", async () => {
    const one = item({ channel: "WEB", passages: [passage()] });
    const [{ receipt }] = await desk.record([one]);
    const before = await stored(receipt);
    const [result] = await desk.record([{ ...one, language: "ar", channel: "KIOSK" }]);
    expect(result).toMatchObject({ status: "REJECTED", code: "REFERENCE_REUSED", path: ["items", "0", "channel"], receipt: null });
    const [deeper] = await desk.record([{ ...one, passages: [passage({ enteredAt: T("09:01") })] }]);
    expect(deeper).toMatchObject({ code: "REFERENCE_REUSED", path: ["items", "0", "passages", "0", "enteredAt"] });
    expect(await stored(receipt)).toEqual(before);
  });

  test("keeps the version that its first message named or that was in force", async () => {
    const named = item({ procedureVersion: 1, passages: [passage()] });
    const [result] = await desk.record([named]);
    expect(result).toMatchObject({ status: "RECORDED", warnings: [{ code: "UNKNOWN_STEP", path: ["items", "0", "passages", "0", "step"] }] });
    expect(status(await desk.record([{ ...named, procedureVersion: 2 }]))).toEqual(["REFERENCE_REUSED"]);
    expect(status(await desk.record([{ ...named, procedureVersion: null }]))).toEqual(["DUPLICATE"]);
  });

  test("with a step nobody knows is taken, under UNMAPPED with its code, and the sender is told once", async () => {
    const [result] = await desk.record([item({ passages: [passage(), passage({ ordinal: 2, step: "تدقيق" }), passage({ ordinal: 3, step: "تدقيق" })] })]);
    expect(result).toMatchObject({ status: "RECORDED", warnings: [{ code: "UNKNOWN_STEP", path: ["items", "0", "passages", "1", "step"] }] });
    expect(await desk.query("SELECT step, source_code FROM passage WHERE service_id = $1 AND transaction_id = $2 ORDER BY ordinal", [desk.service.id, result.receipt])).toEqual([
      { step: "FILL", source_code: "FILL" },
      { step: "UNMAPPED", source_code: "تدقيق" },
      { step: "UNMAPPED", source_code: "تدقيق" },
    ]);
  });

  test("that yields an inferred abandonment goes on", async () => {
    const one = item({ passages: [passage()] });
    const [{ receipt }] = await desk.record([one]);
    await desk.query("UPDATE transaction SET outcome = 'ABANDONED', outcome_source = 'INFERRED', ended_at = $3 WHERE service_id = $1 AND id = $2", [desk.service.id, receipt, NOW]);
    expect(status(await desk.record([one]))).toEqual(["DUPLICATE"]);
    expect(status(await desk.record([{ ...one, endedAt: T("10:00"), outcome: "GRANTED" }]))).toEqual(["EXTENDED"]);
    expect(await stored(receipt)).toMatchObject([{ outcome: "GRANTED", outcome_source: "PORTAL", ended_at: new Date(T("10:00")) }]);
  });

  test("may follow another one", async () => {
    const [first] = await desk.record([item({ follows: { reference: "an old one", kind: "APPEAL" } })]);
    expect(await stored(first.receipt)).toMatchObject([{ follows_service_id: desk.service.id, follows_kind: "APPEAL" }]);
  });
});

describe("refused with a code and a path", () => {
  const cases: [string, () => object, string, string[]][] = [
    ["an unknown service", () => item({ service: "NO-SUCH" }), "UNKNOWN_SERVICE", ["service"]],
    ["a service without a grant", () => item({ service: desk.foreign.code }), "UNKNOWN_SERVICE", ["service"]],
    ["a service that is no name", () => item({ service: "a b" }), "UNKNOWN_SERVICE", ["service"]],
    ["a service without a name", () => item({ service: " " }), "TEXT_EMPTY", ["service"]],
    ["a service with NUL", () => item({ service: "a\0" }), "TEXT_INVALID", ["service"]],
    ["an empty reference", () => item({ reference: "" }), "TEXT_EMPTY", ["reference"]],
    ["a long reference", () => item({ reference: "x".repeat(201) }), "TEXT_TOO_LONG", ["reference"]],
    ["NUL", () => item({ reference: "a\0b" }), "TEXT_INVALID", ["reference"]],
    ["half a surrogate pair", () => item({ passages: [passage({ step: "\ud800" })] }), "TEXT_INVALID", ["passages", "0", "step"]],
    ["a time without an offset", () => item({ startedAt: "2026-03-01T09:00:00" }), "INVALID_TIME", ["startedAt"]],
    ["a day that does not exist", () => item({ startedAt: "2026-02-30T09:00:00Z" }), "INVALID_TIME", ["startedAt"]],
    ["a placeholder for no time", () => item({ startedAt: "0001-01-01T00:00:00Z" }), "INVALID_TIME", ["startedAt"]],
    ["a start more than a day ahead", () => item({ startedAt: "2026-03-11T08:00:00.001Z" }), "TIME_IN_FUTURE", ["startedAt"]],
    ["an end more than a day ahead", () => item({ endedAt: "2026-03-12T08:00:00Z", outcome: "GRANTED" }), "TIME_IN_FUTURE", ["endedAt"]],
    ["a passage more than a day ahead", () => item({ passages: [passage({ leftAt: "2026-03-12T08:00:00Z" })] }), "TIME_IN_FUTURE", ["passages", "0", "leftAt"]],
    ["a passage that ends before it begins", () => item({ passages: [passage({ leftAt: T("08:59") })] }), "LEFT_BEFORE_ENTERED", ["passages", "0", "leftAt"]],
    ["a passage before the start", () => item({ passages: [passage({ enteredAt: T("08:59") })] }), "ENTERED_BEFORE_STARTED", ["passages", "0", "enteredAt"]],
    ["an end before the start", () => item({ endedAt: T("08:59"), outcome: "GRANTED" }), "ENDED_BEFORE_STARTED", ["endedAt"]],
    ["a passage after the end", () => item({ endedAt: T("09:10"), outcome: "GRANTED", passages: [passage(), passage({ ordinal: 2, enteredAt: T("09:11") })] }), "ENDED_BEFORE_PASSAGE", ["passages", "1", "enteredAt"]],
    ["an outcome without an end", () => item({ outcome: "GRANTED" }), "OUTCOME_WITHOUT_END", ["endedAt"]],
    ["an end without an outcome", () => item({ endedAt: T("10:00") }), "END_WITHOUT_OUTCOME", ["outcome"]],
    ["an end in flight", () => item({ endedAt: T("10:00"), outcome: "IN_FLIGHT" }), "END_WITHOUT_OUTCOME", ["outcome"]],
    ["no language", () => item({ language: "Arabic (Oman)" }), "INVALID_LANGUAGE", ["language"]],
    ["an unknown touchpoint", () => item({ touchpoint: "NOWHERE" }), "UNKNOWN_TOUCHPOINT", ["touchpoint"]],
    ["a touchpoint with NUL", () => item({ touchpoint: "\0" }), "TEXT_INVALID", ["touchpoint"]],
    ["an unknown version", () => item({ procedureVersion: 77 }), "UNKNOWN_PROCEDURE_VERSION", ["procedureVersion"]],
    ["a negative count", () => item({ passages: [passage({ errors: -1 })] }), "NEGATIVE_COUNT", ["passages", "0", "errors"]],
    ["a negative ordinal", () => item({ passages: [passage({ ordinal: -1 })] }), "NEGATIVE_ORDINAL", ["passages", "0", "ordinal"]],
    ["an ordinal that passages made from statuses have", () => item({ passages: [passage({ ordinal: 2_000_000_000 })] }), "ORDINAL_TOO_LARGE", ["passages", "0", "ordinal"]],
    ["an ordinal used twice", () => item({ passages: [passage(), passage({ step: "PAY" })] }), "ORDINAL_REPEATED", ["passages", "1", "ordinal"]],
    ["too many passages", () => item({ passages: Array.from({ length: 1_001 }, (_, ordinal) => passage({ ordinal })) }), "TOO_MANY_PASSAGES", ["passages"]],
    ["a signal that was not declared", () => item({ passages: [passage({ helpRequests: 0 })] }), "SIGNAL_NOT_DECLARED", ["passages", "0", "helpRequests"]],
    ["a channel switch that was not declared", () => item({ passages: [passage({ channelSwitched: false })] }), "SIGNAL_NOT_DECLARED", ["passages", "0", "channelSwitched"]],
    ["a subject that names nobody", () => item({ subject: { scheme: "CIVIL_NUMBER", value: "--" } }), "TEXT_EMPTY", ["subject", "value"]],
    ["a long operator", () => item({ operator: "x".repeat(201) }), "TEXT_TOO_LONG", ["operator"]],
    ["a promise on no day", () => item({ promisedBy: "2026-02-30" }), "INVALID_DAY", ["promisedBy"]],
    ["a transaction that follows itself", () => item({ reference: "same", follows: { reference: "same", kind: "RENEWAL" } }), "FOLLOWS_ITSELF", ["follows", "reference"]],
    ["one that follows a service without a grant", () => item({ follows: { service: desk.foreign.code, reference: "x", kind: "RENEWAL" } }), "UNKNOWN_SERVICE", ["follows", "service"]],
  ];

  test.each(cases)("%s", async (_what, bad, code, path) => {
    const before = await desk.query("SELECT count(*)::int AS n FROM transaction");
    const [result] = await desk.record([bad()]);
    expect(result).toMatchObject({ status: "REJECTED", code, path: ["items", "0", ...path], receipt: null, warnings: [] });
    expect(await desk.query("SELECT count(*)::int AS n FROM transaction")).toEqual(before);
  });

  test("a signal counts by the agency's local day of the passage", async () => {
    await desk.query("UPDATE portal_signal SET declared_from = '2026-03-02' WHERE portal_id = $1", [desk.portal.id]);
    const late = { startedAt: "2026-03-01T19:00:00Z" };
    const results = await desk.record([
      item({ ...late, passages: [passage({ enteredAt: "2026-03-01T19:59:59Z", errors: 1 })] }),
      item({ ...late, passages: [passage({ enteredAt: "2026-03-01T20:00:00Z", errors: 1 })] }),
    ]);
    expect(status(results)).toEqual(["SIGNAL_NOT_DECLARED", "RECORDED"]);
    await desk.query("UPDATE portal_signal SET declared_from = '2000-01-01' WHERE portal_id = $1", [desk.portal.id]);
  });

  test("an empty and an over-long batch refuse the call", async () => {
    const answers = [await desk.send(RECORD, { items: [] }), await desk.send(RECORD, { items: Array.from({ length: 1_001 }, () => item()) })];
    expect(answers.map((answer) => answer.data.recordTransactions)).toEqual([
      { __typename: "Refusal", code: "EMPTY_BATCH", path: ["items"] },
      { __typename: "Refusal", code: "BATCH_TOO_LARGE", path: ["items"] },
    ]);
  });
});

describe("a batch", () => {
  test("is taken item by item, each with its own result, in order", async () => {
    const [known, opened, twice] = [item(), item(), item({ passages: [passage()] })];
    await desk.record([known, opened]);
    const results = await desk.record([
      item(),
      item({ startedAt: "yesterday" }),
      known,
      twice,
      { ...opened, channel: "WEB" },
      { ...twice, channel: "WEB" },
      item({ service: desk.foreign.code }),
      twice,
      { ...known, startedAt: T("09:01") },
      item(),
    ]);
    expect(status(results)).toEqual(["RECORDED", "INVALID_TIME", "DUPLICATE", "RECORDED", "EXTENDED", "DUPLICATE_IN_BATCH", "UNKNOWN_SERVICE", "DUPLICATE", "DUPLICATE_IN_BATCH", "RECORDED"]);
    expect(results[5].path).toEqual(["items", "5", "reference"]);
    expect(results[7].receipt).toBe(results[3].receipt);
  });

  test("a thousand items fit, and the whole of it again adds nothing", async () => {
    const items = Array.from({ length: 1_000 }, () => item({ passages: [passage(), passage({ ordinal: 2, step: "PAY" })] }));
    const first = await desk.record(items);
    const count = await desk.query("SELECT (SELECT count(*) FROM transaction)::int AS t, (SELECT count(*) FROM passage)::int AS p");
    const again = await desk.record([...items].reverse());
    expect([new Set(status(first)), new Set(status(again))]).toEqual([new Set(["RECORDED"]), new Set(["DUPLICATE"])]);
    expect(again.map((result) => result.receipt).reverse()).toEqual(first.map((result) => result.receipt));
    expect(await desk.query("SELECT (SELECT count(*) FROM transaction)::int AS t, (SELECT count(*) FROM passage)::int AS p")).toEqual(count);
  });

  test("asked to be atomic is taken whole or not at all", async () => {
    const good = item({ passages: [passage()] });
    const bad = item({ passages: [passage({ step: "" })] });
    const refused = await desk.record([good, bad], { atomic: true });
    expect(refused.map(({ status: s, code, path, receipt }) => [s, code, path, receipt])).toEqual([
      ["REJECTED", "BATCH_REFUSED", ["items", "0"], null],
      ["REJECTED", "TEXT_EMPTY", ["items", "1", "passages", "0", "step"], null],
    ]);
    expect(status(await desk.record([good, item()], { atomic: true }))).toEqual(["RECORDED", "RECORDED"]);
    const contradiction = await desk.record([item(), { ...good, startedAt: T("08:59") }], { atomic: true });
    expect(status(contradiction)).toEqual(["BATCH_REFUSED", "REFERENCE_REUSED"]);
  });

  test("sent eight times at once, in eight orders, is stored once", async () => {
    const items = Array.from({ length: 60 }, () => item({ channel: "WEB", passages: [passage(), passage({ ordinal: 2, step: "PAY" })] }));
    const rotated = Array.from({ length: 8 }, (_, turn) => [...items.slice(turn * 7), ...items.slice(0, turn * 7)]);
    const answers = await Promise.all(rotated.map((batch) => desk.record(batch)));
    const byReference = new Map<string, any[]>(items.map((one) => [one.reference, []]));
    for (const [turn, results] of answers.entries()) for (const [index, result] of results.entries()) byReference.get(rotated[turn]?.[index]?.reference)?.push(result);
    for (const results of byReference.values()) {
      expect(status(results).sort()).toEqual([...Array.from({ length: 7 }, () => "DUPLICATE"), "RECORDED"]);
      expect(new Set(results.map((result) => result.receipt)).size).toBe(1);
    }
  });
});

describe("who may record", () => {
  const call = (key: string | undefined) => desk.app.send(key, RECORD, { input: { items: [item()] } });

  test("nobody who has not signed in", async () => {
    const answer = await call(undefined);
    expect([answer.status, answer.errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  test.each(["office", "owner"] as const)("not the %s", async (role) => {
    const answer = await call(await desk.app.key(role === "owner" ? { role, agencyId: desk.agency.id, serviceIds: undefined } : { role }));
    expect([answer.status, answer.errors[0].extensions.code]).toEqual([403, "FORBIDDEN"]);
  });

  test("a portal of somebody else learns nothing about the service", async () => {
    const other = await givenPortal(desk.app, {});
    const key = await desk.app.key({ role: "portal", portalId: other.id });
    const [mine, none] = await desk.record([item(), item({ service: "NO-SUCH" })], { key });
    expect({ ...mine, path: [] }).toEqual({ ...none, path: [] });
    expect(mine.code).toBe("UNKNOWN_SERVICE");
  });

  test("an admin for any service, without a portal and so without signals; it stands in the audit log", async () => {
    const key = await desk.app.key({ role: "admin" });
    const results = await desk.record([item({ service: desk.foreign.code }), item({ passages: [passage({ errors: 0 })] })], { key });
    expect(status(results)).toEqual(["RECORDED", "SIGNAL_NOT_DECLARED"]);
    expect(await desk.query("SELECT target FROM audit_entry WHERE action = 'recordTransactions'")).toEqual([{ target: { items: 2 } }]);
  });

  test("a code that several agencies use means the one that is granted; with two, the portal must say which", async () => {
    const one = await givenService(desk.app);
    const two = await givenService(desk.app, { code: one.code });
    const narrow = await desk.app.key({ role: "portal", portalId: (await givenPortal(desk.app, { services: [two] })).id });
    const wide = await desk.app.key({ role: "portal", portalId: (await givenPortal(desk.app, { services: [one, two] })).id });
    expect(status(await desk.record([item({ service: one.code })], { key: narrow }))).toEqual(["RECORDED"]);
    expect(await desk.query("SELECT count(*)::int AS n FROM transaction WHERE service_id = $1", [two.id])).toEqual([{ n: 1 }]);
    const [ambiguous] = await desk.record([item({ service: one.code })], { key: wide });
    expect(ambiguous).toMatchObject({ code: "AMBIGUOUS_SERVICE", path: ["items", "0", "service"] });
    for (const { name } of [one, two]) expect(ambiguous.message).toContain(name);
  });
});

test("what names a person or a case is stored nowhere, in any spelling", async () => {
  const canaries = ["7712345678", "٧٧١٢٣٤٥٦٧٨", "clerk-canary-31", "reference-canary-98", "bundle-canary-77", "followed-canary-12"];
  const [civil, arabic, operator, reference, batchReference, followed] = canaries as [string, string, string, string, string, string];
  const one = { reference, operator, batchReference, follows: { reference: followed, kind: "RENEWAL" } };
  const [first] = await desk.record([item({ ...one, subject: { scheme: "CIVIL_NUMBER", value: civil } })]);
  expect(first.status).toBe("RECORDED");
  expect(status(await desk.record([item({ ...one, subject: { scheme: "civil_number", value: arabic } })]))).toEqual(["DUPLICATE"]);
  const [row] = await stored(first.receipt);
  expect(row.subject_key).toMatch(/^v1:[\w-]{22}$/u);
  expect(row.operator_key).toMatch(/^v1:[\w-]{22}$/u);

  const tables = await desk.query<{ name: string }>("SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'");
  for (const { name } of tables) {
    // As whoever keeps the database: the application may not read every table.
    const rows = await withClient({ url: desk.app.database.url }, async (client) => (await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`)).rows);
    const dump = rows.map(({ row: text }) => text).join("\n");
    for (const canary of canaries) {
      expect([name, dump.includes(canary)]).toEqual([name, false]);
      expect([name, dump.includes(Buffer.from(canary).toString("hex"))]).toEqual([name, false]);
    }
  }
});

// Last on purpose: after everything that this file did.
test("no passage is without its transaction", async () => {
  const astray = "SELECT p.transaction_id FROM passage p LEFT JOIN transaction t ON t.service_id = p.service_id AND t.id = p.transaction_id WHERE t.id IS NULL";
  expect(await desk.query(astray)).toEqual([]);
  expect(await desk.query("SELECT 1 FROM passage LIMIT 1")).toHaveLength(1);
});

test("the planner finds a transaction by its id over the primary key, also in an empty table", async () => {
  const database = await createTestDatabase();
  try {
    const plan = await withClient({ url: database.url }, async (client) => {
      await client.query("SET plan_cache_mode = force_generic_plan");
      await client.query("PREPARE by_id (uuid, uuid) AS SELECT 1 FROM ONLY transaction x WHERE service_id = $1 AND id = $2 FOR KEY SHARE OF x");
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN EXECUTE by_id ('${desk.service.id}', '${desk.service.id}')`);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    expect(plan).toContain("transaction_pk");
  } finally {
    await database.drop();
  }
});
