import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { REGISTERED } from "../../src/graphql/registered-documents";
import { ACCEPTED, digest, Journal, type JournalItem, type Message, type MessageKind } from "./journal";
import { type Orders, type Progress, randomOf } from "./journal-orders";
import { JournalSender } from "./journal-sender";
import { replay } from "./journal-replay";

/** How long it still tries after it was told to stop: whatever was broken has been mended by then. */
const HEALING_MS = 60_000;
/** Tokens kept for citizens. */
const TOKENS = 20_000;
const OLD_BATCHES = 40;
/** Items that a machine sends at once, in copies of a batch. */
const AT_ONCE = 600;
const DAY_MS = 86_400_000;
const SURVEY = [...REGISTERED.values()].find((text) => text.startsWith("query Survey(")) ?? "";

interface Ticket {
  readonly service: string;
  readonly token: string;
  readonly transaction: string;
}

/** The portals and their people: a process of its own, which is never killed. */
export class JournalClient {
  readonly journal: Journal;
  readonly sender: JournalSender;
  passages = 0;
  answers = 0;
  private readonly random: () => number;
  private readonly began = Date.now();
  private readonly tickets: Ticket[] = [];
  private readonly old: (readonly Message[])[] = [];
  private next = 0;
  private journeys = 0;
  private stoppedAt = Number.POSITIVE_INFINITY;

  constructor(private readonly orders: Orders) {
    this.random = randomOf(orders.seed);
    this.journal = new Journal(orders.journal);
    this.sender = new JournalSender(this.journal, { addresses: orders.addresses, random: this.random, vanishes: orders.vanishes, giveUpAt: () => this.stoppedAt + HEALING_MS });
  }

  stop(): void {
    this.stoppedAt = Math.min(this.stoppedAt, Date.now());
  }

  async work(): Promise<void> {
    const { machines, citizens, addresses } = this.orders;
    await Promise.all([
      ...Array.from({ length: machines }, (_, i) => this.machine(i)),
      ...addresses.map((_, i) => this.pulse(i)),
      ...Array.from({ length: citizens }, () => this.citizen()),
    ]);
  }

  private get stopped(): boolean {
    return this.stoppedAt !== Number.POSITIVE_INFINITY;
  }

  /** Whether more was sent than is due by now. */
  private ahead(done: number, target: number): boolean {
    return done > (target * (Date.now() - this.began)) / (this.orders.seconds * 1000);
  }

  private below(n: number): number {
    return Math.floor(this.random() * n);
  }

  private async machine(number: number): Promise<void> {
    const { portals, largestBatch, passages } = this.orders;
    const portal = portals[number % portals.length] ?? never();
    while (!this.stopped) {
      if (this.ahead(this.passages, passages)) {
        await sleep(20);
        continue;
      }
      // Small batches are the usual ones, and 500 comes up.
      const size = 1 + Math.floor((largestBatch - 1) * this.random() ** 4);
      const wholes = Array.from({ length: size }, () => this.journey(portal.services[this.below(portal.services.length)] ?? never()));
      const begun = wholes.filter(() => this.below(5) === 0).map((item): JournalItem => ({ ...item, endedAt: null, outcome: null, passages: item.passages.slice(0, 2) }));
      const bad = Array.from({ length: this.below(5) === 0 ? 1 + this.below(3) : 0 }, () => this.invalid(portal.services[0] ?? never()));
      const whole = [...wholes.map((item) => this.message("WHOLE", item)), ...bad];
      const early = begun.map((item) => this.message("BEGUN", item));
      this.journal.sent([...early, ...whole]);
      // First what was begun, first the whole, or both at once: the order does not matter.
      const tell = [() => this.send(portal.key, early), () => this.send(portal.key, this.withRepeats(whole), true)];
      const order = this.below(3);
      if (order === 2) await Promise.all(tell.map((one) => one()));
      else for (const one of order === 0 ? tell : tell.toReversed()) await one();
      this.passages += wholes.reduce((sum, item) => sum + item.passages.length, 0);

      const against = wholes.filter(() => this.below(40) === 0).map((item) => this.message("CONTRADICTION", this.contradicting(item), "REFERENCE_REUSED"));
      this.journal.sent(against);
      await this.send(portal.key, against);
      this.old[this.below(OLD_BATCHES)] = whole;
      // What was sent long ago is sent again.
      const again = this.old[this.below(OLD_BATCHES)];
      if (this.below(5) === 0 && again !== undefined && this.keyOf(again) === portal.key) await this.send(portal.key, again);
    }
  }

  /** One item after the other to one server: how soon it acknowledges after a start. */
  private async pulse(server: number): Promise<void> {
    const portal = this.orders.portals[server % this.orders.portals.length] ?? never();
    while (!this.stopped) {
      const message = this.message("WHOLE", this.journey(portal.services[0] ?? never()));
      this.journal.sent([message]);
      await this.sender.record(portal.key, [message], server);
      this.passages += message.item?.passages.length ?? 0;
      await sleep(50);
    }
  }

  /** Sends a batch, often more than once and at once, to either server; keeps the tokens that come with it. */
  private async send(key: string, messages: readonly Message[], repeats = false): Promise<void> {
    if (messages.length === 0) return;
    const wanted = repeats && this.below(10) < 3 ? 2 + this.below(this.below(3) === 0 ? 9 : 2) : 1;
    // Copies wait for each other's rows: ten of a large batch would take longer than a request may.
    const copies = Math.min(wanted, Math.max(2, Math.floor(AT_ONCE / messages.length)));
    const told = await Promise.all(Array.from({ length: copies }, () => this.sender.record(key, messages)));
    for (const [i, one] of (told[0] ?? []).entries()) {
      const message = messages[i];
      if (message?.kind !== "WHOLE" || one.token === undefined || one.receipt === null || !ACCEPTED.has(one.outcome)) continue;
      const ticket = { service: message.item?.service ?? "", token: one.token, transaction: one.receipt };
      if (this.tickets.length < TOKENS && one.outcome !== "DUPLICATE") this.tickets.push(ticket);
    }
  }

  private async citizen(): Promise<void> {
    const { answers, raceEvery, racers } = this.orders;
    while (!this.stopped) {
      const ticket = this.ahead(this.answers, answers) ? undefined : this.tickets.pop();
      if (ticket === undefined) {
        await sleep(20);
        continue;
      }
      this.answers += 1;
      if (this.below(2) === 0) await this.sender.ask(SURVEY, { token: ticket.token });
      const many = this.below(raceEvery) === 0 ? racers : 1 + Number(this.below(10) === 0);
      const first = 1 + this.below(5);
      const messages = Array.from({ length: many }, (_, i): Message => ({ m: this.next++, k: `token ${digest(ticket.token)}`, kind: "ANSWER", refusal: null, answer: { ...ticket, score: 1 + ((first + i) % 5) } }));
      this.journal.sent(messages);
      await Promise.all(messages.map((message) => this.sender.submit(message, ticket.token, message.answer?.score ?? 0)));
    }
  }

  private message(kind: MessageKind, item: JournalItem, refusal: string | null = null): Message {
    return { m: this.next++, k: `${item.service} ${item.reference}`, kind, refusal, item };
  }

  /** A batch may hold an item twice. */
  private withRepeats(messages: readonly Message[]): readonly Message[] {
    const repeated = messages.filter(({ kind }) => kind === "WHOLE" && this.below(100) === 0);
    return messages.length + repeated.length > this.orders.largestBatch ? messages : [...messages, ...repeated];
  }

  private keyOf(messages: readonly Message[]): string | undefined {
    return this.orders.portals.find(({ services }) => services.includes(messages[0]?.item?.service ?? ""))?.key;
  }

  /** A transaction of six passages within one day of the agency; no two neighbours take the same time or come the same way. */
  private journey(service: string): JournalItem {
    const opened = this.orders.midnight - (1 + this.below(this.orders.days)) * DAY_MS + 8 * 3_600_000 + this.below(3_600_000);
    const at = (minutes: number): number => opened + minutes * 60_000;
    const [signed, filled, mended, reviewed] = [1 + this.below(5), 7 + this.below(20), 41 + this.below(9), 61 + this.below(60)];
    return {
      service,
      reference: `${String(this.orders.seed)}-${String(this.journeys++)}`,
      startedAt: opened,
      endedAt: at(160 + this.below(9)),
      outcome: this.below(4) === 0 ? "REFUSED" : "GRANTED",
      channel: ["WEB", "KIOSK", "MOBILE_APP"][this.below(3)] ?? never(),
      passages: [
        [1, "SIGN", at(0), at(signed)],
        [2, "FILL", at(6), at(filled)],
        [3, this.below(7) === 0 ? "elsewhere" : "PAY", at(30), at(31)],
        [4, "FILL", at(40), at(mended)],
        [5, "REVIEW", at(60), at(reviewed)],
        [6, "GET", at(130), at(150)],
      ],
    };
  }

  /** Something that has to be refused, for a reason that has to be the one given. */
  private invalid(service: string): Message {
    const item = this.journey(service);
    const kinds: readonly (readonly [string, JournalItem])[] = [
      ["UNKNOWN_SERVICE", { ...item, service: this.orders.foreign }],
      ["ENDED_BEFORE_STARTED", { ...item, endedAt: item.startedAt - 60_000, passages: [] }],
      ["TIME_IN_FUTURE", { ...item, startedAt: Date.now() + 3 * DAY_MS, endedAt: null, outcome: null, passages: [] }],
    ];
    const [code, bad] = kinds[this.below(kinds.length)] ?? never();
    return this.message("INVALID", bad, code);
  }

  /** Says something else about the same reference. */
  private contradicting(item: JournalItem): JournalItem {
    const other = { ...item, startedAt: item.startedAt - 60_000 };
    return this.below(2) === 0 ? other : { ...item, passages: item.passages.map(([ordinal, step, enteredAt, leftAt]) => [ordinal, step, enteredAt, leftAt === null ? null : leftAt + 1_000]) };
  }
}

function never(): never {
  throw new Error("nothing to choose from");
}

async function main(): Promise<void> {
  const orders = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Orders;
  const client = new JournalClient(orders);
  const report = (): void => {
    const progress: Progress = { passages: client.passages, answers: client.answers, deliveries: client.sender.deliveries, retries: client.sender.retries };
    process.send?.(progress);
  };
  process.on("message", () => {
    client.stop();
  });
  const reporting = setInterval(report, 100);
  if (orders.replay === undefined) await client.work();
  else await replay(orders.replay, orders, client.sender);
  clearInterval(reporting);
  report();
  client.journal.close();
  client.sender.close();
  process.disconnect();
}

if (require.main === module) void main();
