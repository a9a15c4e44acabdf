import { createHash } from "node:crypto";
import type { PassageMessage, TransactionMessage } from "../../src/transactions/domain/transaction-message";
import { seeded } from "../surveys/seeded";
import { figure } from "../support/figures";
import { givenAgency, givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";
import { fromCounts, fromFacts } from "../tallies/recount";

/** Events in each order, and how many orders; `npm run trust` asks for 100,000 and 50. */
const EVENTS = Number(process.env["TRUST_ORDER_EVENTS"] ?? 200);
const ORDERS = Number(process.env["TRUST_ORDERS"] ?? 3);
const SEED = Number(process.env["TRUST_SEED"] ?? Date.now() % 1_000_000);
/** Of each transaction. */
const EACH = 10;
const STEPS = ["FILL", "PAY", "FILL", "REVIEW", "unheard of", "FILL"];
const MINUTE = 60_000;

type Event = Omit<TransactionMessage, "service">;

/** Ten events of one transaction, as a portal's systems would each tell theirs: a beginning, steps entered and left, some of them again, an end. */
function life(n: number, dice: () => number): Event[] {
  // To the second of its own, by which it is known again whatever its id.
  const began = Date.parse("2026-02-01T05:00:00Z") + n * 61_000;
  const at = (minutes: number): string => new Date(began + minutes * MINUTE).toISOString();
  const one = { reference: `order-${String(n)}`, startedAt: at(0) };
  // Of a few people, who come again.
  const subject = n % 3 === 0 ? { scheme: "CIVIL_NUMBER", value: String(10_000_000 + (n % 7)) } : null;
  const events: Event[] = [{ ...one, channel: n % 2 === 0 ? "WEB" : "KIOSK", subject }, { ...one, beneficiary: n % 5 === 0 ? "RESIDENT" : "CITIZEN", language: "ar", promisedBy: "2026-03-01" }];
  for (let step = 0; events.length < EACH - 1; step += 1) {
    const entered: PassageMessage = { ordinal: step + 1, step: STEPS[step % STEPS.length] ?? "", enteredAt: at(step * 10) };
    events.push({ ...one, passages: [entered] });
    // Of some steps nobody says when they were left: that stays unknown.
    if (events.length < EACH - 1 && dice() < 0.8) events.push({ ...one, passages: [{ ...entered, leftAt: at(step * 10 + 1 + Math.floor(dice() * 9)), errors: Math.floor(dice() * 3) }] });
  }
  return [...events, n % 4 === 0 ? { ...one, firstTime: true } : { ...one, endedAt: at(100), outcome: n % 7 === 0 ? "ABANDONED" : "GRANTED" }];
}

function shuffled<T>(of: readonly T[], dice: () => number): T[] {
  const all = [...of];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = Math.floor(dice() * (i + 1));
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}

/** Calls of 500: an event that would stand beside another of its transaction, where one call could not say both, waits for the next; each transaction's keep their order. */
function batches(events: readonly Event[]): Event[][] {
  const all: Event[][] = [];
  const next = new Map<string, number>();
  let open = 0;
  for (const event of events) {
    let at = Math.max(open, next.get(event.reference) ?? 0);
    while ((all[at]?.length ?? 0) >= 500) at += 1;
    (all[at] ??= []).push(event);
    next.set(event.reference, at + 1);
    while ((all[open]?.length ?? 0) >= 500) open += 1;
  }
  return all;
}

const hash = (lines: readonly string[]): string => createHash("sha256").update(lines.toSorted().join("\n")).digest("hex");

let app: TestApp;
let dice: () => number;
let events: readonly Event[];
beforeAll(async () => {
  app = await startTestApp({ clock: () => new Date("2026-07-10T08:00:00Z") });
  dice = seeded(SEED);
  events = Array.from({ length: EVENTS / EACH }, (_, n) => life(n, dice)).flat();
});
afterAll(() => app.close());

/** All that is stored of the transactions and counted of them, without what differs from one service to the next. */
async function stateOf(service: ServiceFixture): Promise<{ readonly stored: string; readonly counted: string }> {
  const { house } = app;
  const found = await house.units.read(async (unit) => {
    const ids = await unit.query<{ id: string }[]>("SELECT id FROM transaction WHERE service_id = $1", [service.id]);
    return house.transactions.lookup.byId(unit, service.id, ids.map(({ id }) => id));
  });
  expect(found.size).toBe(EVENTS / EACH);
  const counts = await fromCounts(house, service.id);
  expect(counts).toEqual(await fromFacts(house, service.id));
  const plain = (text: string): string => text.replaceAll(service.id, "service").replaceAll(service.procedureId, "procedure");
  return {
    // The jackknife group is drawn once, from whatever came first.
    stored: hash([...found.values()].map(({ id: _, reference: __, jackknifeGroup: ___, ...rest }: any) => plain(JSON.stringify(rest)))),
    counted: hash(Object.entries(counts).map(([key, numbers]) => plain(`${key} ${numbers.join(" ")}`))),
  };
}

test("F17 any order in bulk, late beginnings and steps that come again: what is stored and what is counted of it are the same", async () => {
  const agency = await givenAgency(app, { timeZone: "Asia/Muscat" });
  const services: ServiceFixture[] = [];
  for (let order = 0; order < ORDERS; order += 1) services.push(await givenService(app, { agency, steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "PAY", kind: "PAY" }, { code: "REVIEW", kind: "REVIEW" }] }));
  const actor = { kind: "portal", portalId: (await givenPortal(app, { agency, services, signals: ["ERROR"] })).id, keyId: "order" } as const;
  const states = new Set<string>();
  let repeated = 0;
  const began = performance.now();
  for (const [order, service] of services.entries()) {
    // The first as it happened, the others anyhow, and one in a hundred comes twice.
    const sent = order === 0 ? events : shuffled([...events, ...events.filter(() => dice() < 0.01)], dice);
    repeated += sent.length - events.length;
    for (const batch of batches(sent)) {
      const results = await app.house.transactions.recordTransactions.record(actor, { items: batch.map((event) => ({ service: service.name, ...event })), atomic: false });
      if (!Array.isArray(results) || results.some(({ status }) => status === "REJECTED")) throw new Error(`seed ${String(SEED)}: ${JSON.stringify(results)}`);
    }
    await app.house.tallies.fold.fold({ kind: "system", job: "fold-tallies" });
    const { stored, counted } = await stateOf(service);
    states.add(`${stored} ${counted}`);
  }
  expect({ seed: SEED, states: states.size }).toEqual({ seed: SEED, states: 1 });
  const [state = ""] = states;
  figure("F17", `${String(ORDERS)} orders of ${String(events.length)} events of ${String(EVENTS / EACH)} transactions, ${String(repeated)} events twice: one state (${state.slice(0, 12)}…), ${((ORDERS * events.length * 1_000) / (performance.now() - began)).toFixed(0)} events/s`);
}, 60_000 + ORDERS * EVENTS * 20);

test("F17 control: where the last writer wins, another order gives another state", () => {
  const lastWins = (order: readonly Event[]): string => {
    const rows = new Map<string, Event>();
    for (const event of order) rows.set(event.reference, { ...rows.get(event.reference), ...event });
    return hash([...rows.values()].map((row) => JSON.stringify(Object.entries(row).toSorted())));
  };
  const states = new Set(Array.from({ length: ORDERS }, () => lastWins(shuffled(events, dice))));
  expect(states.size).toBe(ORDERS);
  figure("F17", `${String(ORDERS)} orders: ${String(states.size)} states`);
});
