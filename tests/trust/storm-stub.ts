import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { JournalItem } from "./journal";

const MUSCAT_MS = 4 * 3_600_000;
const DAY_MS = 86_400_000;

/** The faults that systems like this one are known to have. */
export type Plant = "none" | "acknowledged before it is stored" | "no unique key, and replies cut" | "a token checked, then used" | "a counter beside the insert" | "an error of a batch swallowed";

interface Row {
  readonly id: string;
  readonly key: string;
  item: JournalItem;
}

interface StubAnswer {
  readonly token: string;
  readonly receipt: string;
  readonly score: number;
}

/**
 * A server that speaks as much of the API as a journal's client does, and has a fault: the check has to find it. What is in
 * `rows` and `answers` is in its "database"; `waiting` dies with it.
 */
export class StormStub {
  private readonly rows: Row[] = [];
  private readonly answers: StubAnswer[] = [];
  private readonly figures = new Map<string, number>();
  private waiting: Row[] = [];
  private requests = 0;

  private constructor(
    private readonly plant: Plant,
    private readonly foreign: string,
    private readonly server: Server,
  ) {
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      void this.serve(request, response);
    });
  }

  static async start(plant: Plant, foreign: string): Promise<StormStub> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new StormStub(plant, foreign, server);
  }

  get address(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** As `kill -9` and a new start: what was not stored is gone, and so are all connections. */
  crash(): void {
    this.waiting = [];
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  writeFacts(file: string): void {
    const lines: object[] = this.rows.map(({ id, key, item }) => ({ t: "T", id, k: key, item }));
    const byToken = new Map(this.rows.map(({ id, item }) => [`token-${id}`, { id, service: item.service }]));
    for (const { token, receipt, score } of this.answers) lines.push({ t: "A", service: byToken.get(token)?.service, transaction: byToken.get(token)?.id, receipt, score });
    lines.push({ t: "I", n: this.rows.length });
    for (const [key, value] of this.figures) {
      const [what, of, agency, service, channel, day] = key.split("|");
      lines.push({ t: "C", what, of, agency, service, channel, day, value });
    }
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    try {
      for await (const part of request) text += String(part);
    } catch {
      return;
    }
    const { query, variables } = JSON.parse(text) as { query: string; variables: any };
    this.requests += 1;
    const data = query.includes("recordTransactions") ? { recordTransactions: { results: await this.record(variables.input.items) } } : query.includes("submitResponse") ? { submitResponse: await this.submit(variables.token, variables.input.answers[0].score) } : null;
    if (this.plant === "no unique key, and replies cut" && this.requests % 7 === 0) {
      response.destroy();
      return;
    }
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
  }

  private async record(inputs: readonly any[]): Promise<readonly object[]> {
    const broken = this.plant === "an error of a batch swallowed" && this.requests % 10 === 0;
    const results: object[] = [];
    for (const input of inputs) {
      const item = itemOf(input);
      const code = item.service === this.foreign ? "UNKNOWN_SERVICE" : item.startedAt > Date.now() + DAY_MS ? "TIME_IN_FUTURE" : (item.endedAt ?? item.startedAt) < item.startedAt ? "ENDED_BEFORE_STARTED" : undefined;
      if (code !== undefined) results.push({ status: "REJECTED", code });
      else results.push(broken ? { status: "RECORDED", receipt: randomUUID() } : await this.keep(item));
    }
    return results;
  }

  private async keep(item: JournalItem): Promise<object> {
    const key = `${item.service} ${item.reference}`;
    const row = this.plant === "no unique key, and replies cut" ? undefined : [...this.rows, ...this.waiting].find((one) => one.key === key);
    const told = (status: string, { id }: Row): object => ({ status, receipt: id, invitation: item.endedAt === null ? null : { token: `token-${id}` } });
    if (row === undefined) {
      const made: Row = { id: randomUUID(), key, item };
      if (this.plant === "acknowledged before it is stored") this.hold(made);
      else this.rows.push(made);
      await this.count(item, 1);
      return told("RECORDED", made);
    }
    const known = new Map(row.item.passages.map((passage) => [passage[0], String(passage)]));
    if (row.item.startedAt !== item.startedAt || item.passages.some((passage) => (known.get(passage[0]) ?? String(passage)) !== String(passage))) return { status: "REJECTED", code: "REFERENCE_REUSED" };
    if (row.item.endedAt !== null || item.endedAt === null) return told("DUPLICATE", row);
    const before = row.item;
    row.item = item;
    await this.count(before, -1);
    await this.count(item, 1);
    return told("EXTENDED", row);
  }

  /** Stored five seconds after the first that waits. */
  private hold(row: Row): void {
    if (this.waiting.length === 0) setTimeout(() => this.rows.push(...this.waiting.splice(0)), 5_000).unref();
    this.waiting.push(row);
  }

  private async submit(token: string, score: number): Promise<object> {
    const before = this.answers.find((one) => one.token === token);
    if (before !== undefined) return before.score === score ? { status: "DUPLICATE", receipt: before.receipt } : { code: "ALREADY_ANSWERED" };
    if (this.plant === "a token checked, then used") await sleep(2);
    const made = { token, receipt: randomUUID(), score };
    this.answers.push(made);
    const service = this.rows.find(({ id }) => `token-${id}` === token)?.item.service ?? "";
    await this.add(`ANSWERS||${agencyOf(service)}|${service}||`, 1);
    await this.add(`RATINGS||${agencyOf(service)}|${service}||`, score);
    return { status: "RECORDED", receipt: made.receipt };
  }

  private async count({ service, channel, startedAt, passages }: JournalItem, sign: 1 | -1): Promise<void> {
    const place = `${agencyOf(service)}|${service}|${channel}|${String(Math.floor((startedAt + MUSCAT_MS) / DAY_MS))}`;
    await this.add(`TRANSACTIONS||${place}`, sign);
    for (const [, step, enteredAt, leftAt] of passages) {
      const code = step === "elsewhere" ? "UNMAPPED" : step;
      await this.add(`PASSAGES|${code}|${place}`, sign);
      await this.add(`SECONDS|${code}|${place}`, (sign * ((leftAt ?? enteredAt) - enteredAt)) / 1000);
    }
  }

  private async add(key: string, value: number): Promise<void> {
    const before = this.figures.get(key) ?? 0;
    if (this.plant === "a counter beside the insert") await new Promise(setImmediate);
    this.figures.set(key, before + value);
  }
}

function agencyOf(service: string): string {
  return service.split("/")[0] ?? "";
}

function itemOf({ service, reference, startedAt, endedAt, outcome, channel, passages }: any): JournalItem {
  const time = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text));
  return { service, reference, startedAt: time(startedAt) ?? 0, endedAt: time(endedAt), outcome: outcome ?? null, channel, passages: passages.map((one: any) => [one.ordinal, one.step, time(one.enteredAt), time(one.leftAt)]) };
}
