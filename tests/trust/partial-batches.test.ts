import { randomInt } from "node:crypto";
import { newId } from "../../src/shared/new-id";
import { figure } from "../support/figures";
import { givenService } from "../support/fixtures";
import { type Desk, openDesk, unusedReference } from "../transactions/intake-support";

/** Batches of the long form and of CI. */
const BATCHES = Number(process.env["TRUST_BATCHES"] ?? 6);
const ITEMS = 500;

const T = (time: string): string => `2026-03-01T${time}:00+04:00`;

let desk: Desk;
/** References that are taken: whoever uses one for something else contradicts it. More than a batch uses. */
const taken = Array.from({ length: 20 }, () => unusedReference());
let turns = 0;
const nextTaken = (): string => taken[turns++ % taken.length] ?? "";
let strange: string;
beforeAll(async () => {
  desk = await openDesk();
  strange = (await givenService(desk.app)).name;
  await desk.record(taken.map((reference) => good(reference)));
});
afterAll(() => desk.app.close());
afterEach(() => jest.restoreAllMocks());

type Item = Record<string, unknown> & { readonly reference: string };

function good(reference = unusedReference()): Item {
  const passages = [
    { ordinal: 1, step: "FILL", enteredAt: T("09:00"), leftAt: T("09:30"), errors: randomInt(3) },
    { ordinal: 2, step: "PAY", enteredAt: T("09:30"), leftAt: T("09:31") },
  ];
  return { service: desk.service.code, reference, startedAt: T("09:00"), endedAt: T("10:00"), outcome: "GRANTED", channel: "WEB", passages };
}

/** What makes an item bad: the fields that do, the code, and where the code points. */
type Spoiler = () => readonly [fields: Record<string, unknown>, code: string, ...path: (string | number)[]];

const enters = (more: object): object => ({ ordinal: 1, step: "FILL", enteredAt: T("09:00"), ...more });

/** One of every kind that a call survives; what GraphQL's types refuse is no item any more, and refuses the call. */
const SPOILERS: readonly Spoiler[] = [
  () => [{ service: "NO-SUCH" }, "UNKNOWN_SERVICE", "service"],
  () => [{ service: desk.foreign.code }, "UNKNOWN_SERVICE", "service"],
  () => [{ service: strange }, "UNKNOWN_SERVICE", "service"],
  () => [{ service: "N\u0000" }, "TEXT_INVALID", "service"],
  () => [{ reference: `${unusedReference()}\u0000` }, "TEXT_INVALID", "reference"],
  () => [{ reference: `${unusedReference()}\ud83d` }, "TEXT_INVALID", "reference"],
  () => [{ reference: "" }, "TEXT_EMPTY", "reference"],
  () => [{ reference: unusedReference().repeat(20) }, "TEXT_TOO_LONG", "reference"],
  () => [{ reference: nextTaken(), startedAt: T("08:00") }, "REFERENCE_REUSED", "startedAt"],
  () => [{ startedAt: "yesterday" }, "INVALID_TIME", "startedAt"],
  () => [{ startedAt: "2026-02-30T09:00:00+04:00" }, "INVALID_TIME", "startedAt"],
  () => [{ startedAt: "2026-03-01T09:00:00" }, "INVALID_TIME", "startedAt"],
  () => [{ endedAt: "2026-03-11T12:00:01+04:00" }, "TIME_IN_FUTURE", "endedAt"],
  () => [{ endedAt: T("08:59") }, "ENDED_BEFORE_STARTED", "endedAt"],
  () => [{ endedAt: T("09:29") }, "ENDED_BEFORE_PASSAGE", "passages", 1, "enteredAt"],
  () => [{ endedAt: null }, "OUTCOME_WITHOUT_END", "endedAt"],
  () => [{ outcome: null }, "END_WITHOUT_OUTCOME", "outcome"],
  () => [{ language: "arabic please" }, "INVALID_LANGUAGE", "language"],
  () => [{ promisedBy: "2026-02-29" }, "INVALID_DAY", "promisedBy"],
  () => [{ touchpoint: "NOWHERE" }, "UNKNOWN_TOUCHPOINT", "touchpoint"],
  () => [{ procedureVersion: 99 }, "UNKNOWN_PROCEDURE_VERSION", "procedureVersion"],
  () => [{ operator: "--" }, "TEXT_EMPTY", "operator"],
  () => [{ subject: { scheme: "CIVIL_NUMBER", value: "\u0000" } }, "TEXT_INVALID", "subject", "value"],
  () => [{ follows: { service: strange, reference: "1", kind: "RENEWAL" } }, "UNKNOWN_SERVICE", "follows", "service"],
  () => [{ passages: [enters({ step: "x".repeat(201) })] }, "TEXT_TOO_LONG", "passages", 0, "step"],
  () => [{ passages: [enters({}), enters({})] }, "ORDINAL_REPEATED", "passages", 1, "ordinal"],
  () => [{ passages: [enters({ ordinal: -1 })] }, "NEGATIVE_ORDINAL", "passages", 0, "ordinal"],
  () => [{ passages: [enters({ errors: -1 })] }, "NEGATIVE_COUNT", "passages", 0, "errors"],
  () => [{ passages: [enters({ helpRequests: 0 })] }, "SIGNAL_NOT_DECLARED", "passages", 0, "helpRequests"],
  () => [{ passages: [enters({ leftAt: T("08:59") })] }, "LEFT_BEFORE_ENTERED", "passages", 0, "leftAt"],
  () => [{ passages: [enters({ enteredAt: T("08:59") })] }, "ENTERED_BEFORE_STARTED", "passages", 0, "enteredAt"],
];

/** A batch, and what is to become of each item: its fate (status or code) and, of a bad one, where the code points. */
interface Batch {
  readonly items: readonly Item[];
  readonly fates: readonly { readonly fate: string; readonly path: readonly string[] | null }[];
}

/** Bad items at random places, of every kind from `kinds` on in turn; repeats of an earlier item, the same and contradicting. */
function spoiltBatch(kinds: number, { items: size = ITEMS, bad = 1 + randomInt(60) } = {}): Batch {
  const places = new Set(Array.from({ length: bad }, () => 1 + randomInt(size - 1)));
  const items: Item[] = [];
  const fates: Batch["fates"][number][] = [];
  let kind = kinds;
  for (let i = 0; i < size; i += 1) {
    if (!places.has(i)) {
      items.push(good());
      fates.push({ fate: "RECORDED", path: null });
      continue;
    }
    const earlier = items.find((_, place) => fates[place]?.fate === "RECORDED") ?? good();
    const turn = kind++ % (SPOILERS.length + 2);
    const [fields, code, ...path] = turn === SPOILERS.length ? [{ ...earlier, channel: "KIOSK" }, "DUPLICATE_IN_BATCH", "reference"] : turn > SPOILERS.length ? [earlier, "DUPLICATE"] : (SPOILERS[turn] as Spoiler)();
    items.push({ ...good(), ...fields });
    fates.push({ fate: code, path: code === "DUPLICATE" ? null : ["items", String(i), ...path.map(String)] });
  }
  return { items, fates };
}

/** What went wrong with a batch; none where nothing did. */
interface Faults {
  /** Acknowledged and not stored. */
  readonly lost: number;
  /** Stored and refused. */
  readonly phantom: number;
  /** Rows that are there beyond one for each reference. */
  readonly doubled: number;
  /** Results that are not those of their item, or not the right ones. */
  readonly mistold: readonly string[];
}

const count = async (): Promise<number> => Number((await desk.query("SELECT count(*)::integer AS n FROM transaction"))[0].n);

/** Sends a batch and compares what was answered, and what is stored, with what should be. */
async function faultsOf({ items, fates }: Batch, expected: Batch["fates"], { atomic = false } = {}): Promise<Faults & { readonly receipts: readonly (string | null)[] }> {
  const before = await count();
  const results = await desk.record(items, { atomic });
  const mistold = expected.flatMap(({ fate, path }, i) => {
    const [due, told] = [inWords(fate, path), inWords(results[i]?.code ?? results[i]?.status, results[i]?.path)];
    return due === told ? [] : [`${told} for ${due}`];
  });
  expect(results).toHaveLength(items.length);
  const references = items.filter((_, i) => fates[i]?.fate === "RECORDED").map(({ reference }) => desk.app.house.security.pseudonyms.reference(desk.service.id, reference));
  const stored = new Map((await desk.query("SELECT id, encode(reference, 'hex') AS reference FROM transaction WHERE service_id = $1 AND reference = ANY ($2)", [desk.service.id, references])).map(({ id, reference }) => [reference, id]));
  const acknowledged = results.filter(({ status }) => status !== "REJECTED").map(({ receipt }) => receipt);
  const ids = new Set(stored.values());
  const receipts = results.map(({ receipt }) => receipt);
  const lost = acknowledged.filter((receipt) => !ids.has(receipt)).length;
  const phantom = [...stored.values()].filter((id) => !acknowledged.includes(id)).length;
  const added = (await count()) - before;
  return { lost, phantom, doubled: Math.max(0, added - results.filter(({ status }) => status === "RECORDED").length), mistold, receipts };
}

const inWords = (fate: unknown, path: readonly string[] | null | undefined): string => `${String(fate)} at ${(path ?? []).join(".")}`;

const NONE: Faults = { lost: 0, phantom: 0, doubled: 0, mistold: [] };

test("F16 bad items at random places of a batch are named by index and code, all others stored; the same again adds nothing", async () => {
  let [bad, sent] = [0, 0];
  for (let round = 0; round < BATCHES; round += 1) {
    // So that few batches hold every kind.
    const batch = spoiltBatch(round * SPOILERS.length, { bad: SPOILERS.length + 2 + randomInt(60) });
    const first = await faultsOf(batch, batch.fates);
    expect(first).toMatchObject(NONE);
    const before = await count();
    const again = batch.fates.map((one) => (one.fate === "RECORDED" ? { ...one, fate: "DUPLICATE" } : one));
    const second = await faultsOf(batch, again);
    expect(second).toMatchObject(NONE);
    expect(second.receipts).toEqual(first.receipts);
    expect(await count()).toBe(before);
    bad += batch.fates.filter(({ path }) => path !== null).length;
    sent += batch.items.length;
  }
  figure("F16", `${String(sent)} items in ${String(BATCHES)} batches, ${String(bad)} of them bad, of ${String(SPOILERS.length + 1)} kinds: 0 lost, doubled, phantom or mistold; sent again: 0 new`);
}, 60_000 + BATCHES * 5_000);

test("F16 an atomic batch with one bad item leaves nothing, and says which; mended it is taken whole", async () => {
  for (let round = 0; round < Math.max(3, BATCHES / 20); round += 1) {
    const batch = spoiltBatch(round % SPOILERS.length, { items: 50, bad: 1 });
    const kept = batch.fates.map((one, i) => (one.path === null ? { fate: "BATCH_REFUSED", path: ["items", String(i)] } : one));
    const before = await count();
    expect(await faultsOf(batch, kept, { atomic: true })).toMatchObject(NONE);
    expect(await count()).toBe(before);
    const mended = batch.items.filter((_, i) => batch.fates[i]?.path === null);
    const results = await desk.record(mended, { atomic: true });
    expect(results.every(({ status }) => status === "RECORDED")).toBe(true);
    expect(await count()).toBe(before + mended.length);
  }
}, 60_000 + BATCHES * 1_000);

test("F16 what is none of GraphQL's types refuses the call and names the item; nothing of it is stored", async () => {
  const before = await count();
  for (const fields of [{ channel: "TELEX" }, { outcome: 7 }, { startedAt: 5 }, { passages: [{ ordinal: "one" }] }, { reference: null }, { firstTime: "perhaps" }, { colour: "red" }]) {
    const items = Array.from({ length: 20 }, () => good());
    const place = randomInt(items.length);
    items[place] = { ...good(), ...fields } as Item;
    const { status, errors } = await desk.send("mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { __typename } }", { items, atomic: false });
    expect([status, errors.length, errors[0].extensions.code]).toEqual([400, 1, "BAD_USER_INPUT"]);
    expect(errors[0].message).toContain(`input.items[${String(place)}]`);
  }
  expect(await count()).toBe(before);
});

test("F16 control: an intake that swallows a failure, mixes up results, or commits a refused batch is found out", async () => {
  const service = desk.app.house.transactions.recordTransactions;
  const recordIn = service.recordIn.bind(service);
  const size = { items: 60, bad: 10 };

  jest.spyOn(service, "recordIn").mockImplementationOnce(async (unit, actor, messages, options) => {
    const results = await recordIn(unit, actor, messages.slice(0, 30), options);
    return [...results, ...messages.slice(30).map(() => ({ status: "RECORDED" as const, receipt: newId(), warnings: [], invitation: null }))];
  });
  const swallowing = spoiltBatch(0, size);
  const { lost } = await faultsOf(swallowing, swallowing.fates);
  expect(lost).toBeGreaterThanOrEqual(30);

  jest.spyOn(service, "recordIn").mockImplementationOnce(async (...call) => (await recordIn(...call)).toSorted((a, b) => a.status.localeCompare(b.status)));
  const mixed = spoiltBatch(0, size);
  const { mistold } = await faultsOf(mixed, mixed.fates);
  expect(mistold.length).toBeGreaterThan(0);

  const record = service.record.bind(service);
  jest.spyOn(service, "record").mockImplementationOnce(async (actor, batch) => {
    await record(actor, { ...batch, atomic: false });
    return record(actor, { ...batch, items: [...batch.items, { ...good(nextTaken()), startedAt: T("08:00") } as never], atomic: true }).then((results) => (Array.isArray(results) ? results.slice(0, -1) : results));
  });
  const refused = spoiltBatch(0, size);
  const { phantom } = await faultsOf(refused, refused.fates, { atomic: true });
  expect(phantom).toBeGreaterThan(0);
  figure("F16", `${String(lost)} lost, ${String(mistold.length)} mistold, ${String(phantom)} phantom`);
});
