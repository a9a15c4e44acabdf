import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addTallyCommand } from "../../src/cli/tally.command";
import { OPERATOR, send } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { granted, openSurveyDesk, RECORD, SUBMIT, type SurveyDesk } from "../surveys/survey-support";
import { CORRECT } from "../transactions/intake-support";

const SERVERS = 2;
const CLIENTS = 4;
const BATCH = 12;

/** What a storm left behind. What follows `compared` is 0 where nothing was lost and nothing counted twice. */
export interface StormReport {
  readonly kills: number;
  readonly transactions: number;
  readonly answers: number;
  /** Calls that got no answer, or not a good one, and were sent again. */
  readonly retries: number;
  /** Servers that ended by themselves. */
  readonly fallen: number;
  readonly compared: { readonly transactions: number; readonly rows: number };
  /** Receipts of transactions that are not stored, or stored under another id. */
  readonly lost: number;
  /** Transactions and responses stored that no client has a receipt for. */
  readonly surplus: number;
  /** References that were answered with two receipts. */
  readonly contradicted: number;
  /** Rows that `yusr tally verify` calls wrong, before and after the last fold. */
  readonly differences: readonly [number, number];
}

/**
 * Servers in processes of their own over one database, under intake, corrections and answers of several clients that
 * send again whatever got no answer, folding and releasing all the while; killed at random moments and started again.
 */
export async function storm(kills: number, onKill: (done: number) => void = () => undefined): Promise<StormReport> {
  const desk = await openSurveyDesk();
  const town = new Town(desk.app.database.url);
  try {
    await desk.publish();
    await town.open();
    const clients = Array.from({ length: CLIENTS }, (_, i) => new Client(town, desk, i));
    const working = Promise.all(clients.map((client) => client.work()));
    for (let done = 1; done <= kills; done += 1) {
      await Promise.race([answered(clients, randomInt(4, 16)), working]);
      await sleep(randomInt(50));
      await town.killOne();
      onKill(done);
    }
    await town.ready();
    await Promise.race([answered(clients, 20), working]);
    for (const client of clients) client.stop();
    await working;
    await town.close();
    return await report(desk, kills, town.fallen, clients);
  } finally {
    town.killAll();
    await desk.app.close();
  }
}

/** Waits until so many more calls were answered: there is a storm only where there is traffic, however slow the machine. */
async function answered(clients: readonly Client[], more: number): Promise<void> {
  const calls = (): number => clients.reduce((sum, client) => sum + client.calls, 0);
  const enough = calls() + more;
  while (calls() < enough) await sleep(5);
}

/** The servers. */
class Town {
  private servers: Promise<{ readonly child: ChildProcess; readonly address: string }>[] = [];
  private readonly children = new Set<ChildProcess>();
  /** Servers that ended without having been killed. */
  fallen = 0;

  constructor(private readonly databaseUrl: string) {}

  async open(): Promise<void> {
    this.servers = Array.from({ length: SERVERS }, () => this.start());
    await this.ready();
  }

  /** Address of a server that is up, or of the first that will be. */
  async address(): Promise<string> {
    const picked = randomInt(SERVERS);
    return (await Promise.race([...this.servers.slice(picked), ...this.servers.slice(0, picked)])).address;
  }

  async ready(): Promise<void> {
    await Promise.all(this.servers);
  }

  /** Kills a server as a power cut would, and starts another in its place. */
  async killOne(): Promise<void> {
    const picked = randomInt(SERVERS);
    const { child } = await (this.servers[picked] ?? this.start());
    this.children.delete(child);
    child.kill("SIGKILL");
    this.servers[picked] = this.start();
  }

  async close(): Promise<void> {
    for (const { child } of await Promise.all(this.servers)) {
      this.children.delete(child);
      const end = once(child, "close");
      child.kill("SIGTERM");
      await end;
    }
  }

  killAll(): void {
    for (const child of this.children) child.kill("SIGKILL");
  }

  private async start(): Promise<{ readonly child: ChildProcess; readonly address: string }> {
    const child = spawn(process.execPath, ["-r", "@swc-node/register", join(__dirname, "../support/second-server.ts")], {
      cwd: join(__dirname, "../.."),
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], TEST_DATABASE: this.databaseUrl, TEST_MAINTENANCE: "on" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.children.add(child);
    child.once("close", () => {
      if (this.children.delete(child)) this.fallen += 1;
    });
    const [line] = (await Promise.race([once(child.stdout, "data"), once(child, "close").then(() => Promise.reject(new Error("a server ended by itself")))])) as [Buffer];
    return { child, address: line.toString().trim() };
  }
}

/** A portal and its people, who send again until they have a receipt. */
class Client {
  /** Reference → receipt. */
  readonly receipts = new Map<string, string>();
  /** Token → receipt. */
  readonly answered = new Map<string, string>();
  calls = 0;
  retries = 0;
  contradicted = 0;
  private stopped = false;

  constructor(
    private readonly town: Town,
    private readonly desk: SurveyDesk,
    private readonly number: number,
  ) {}

  stop(): void {
    this.stopped = true;
  }

  async work(): Promise<void> {
    for (let round = this.number; !this.stopped; round += 1) {
      const whole = Array.from({ length: BATCH }, (_, i) => journey(this.desk, round * BATCH + i));
      const begun = whole.map(({ endedAt: _, outcome: __, passages, ...rest }) => ({ ...rest, passages: passages.slice(0, 2) }));
      // Begun and ended, in two orders, and sometimes told again.
      const told = [[begun, whole], [whole, begun], [begun, whole, whole]][round % 3] ?? [];
      let tokens: readonly string[] = [];
      for (const items of told) tokens = await this.record(items);
      await this.correct([{ service: this.desk.service.name, reference: whole[0].reference, action: "WITHDRAW" }]);
      for (const token of tokens.slice(1, 4)) await this.answer(token);
    }
  }

  /** Tokens of the invitations, in order. */
  private async record(items: readonly any[]): Promise<readonly string[]> {
    const results: any[] = await this.call(this.desk.portal, RECORD, { input: { items } }, (data) => data.recordTransactions.results);
    for (const [i, { status, code, receipt }] of results.entries()) {
      if (!["RECORDED", "EXTENDED", "DUPLICATE"].includes(status)) throw new Error(`A transaction was ${String(status)}: ${String(code)}`);
      this.note(this.receipts, items[i].reference, receipt);
    }
    return results.map(({ invitation }) => invitation?.token ?? "");
  }

  private async correct(items: readonly object[]): Promise<void> {
    await this.call(this.desk.portal, CORRECT, { input: { items } }, (data) => data.correctTransactions.results);
  }

  private async answer(token: string): Promise<void> {
    const input = { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] };
    const receipt: string = await this.call(undefined, SUBMIT, { token, input }, (data) => data.submitResponse.receipt);
    this.note(this.answered, token, receipt);
  }

  private note(receipts: Map<string, string>, of: string, receipt: string): void {
    if ((receipts.get(of) ?? receipt) !== receipt) this.contradicted += 1;
    receipts.set(of, receipt);
  }

  /** Sends until there is an answer with what was asked for. */
  private async call<T>(key: string | undefined, query: string, variables: object, pick: (data: any) => T | undefined): Promise<T> {
    for (;;) {
      const address = await this.town.address();
      const answer = await send(address, key, query, variables).catch(() => undefined);
      const picked = answer?.data === null || answer?.data === undefined ? undefined : pick(answer.data);
      if (picked !== undefined) {
        this.calls += 1;
        return picked;
      }
      this.retries += 1;
      await sleep(20);
    }
  }
}

/** A granted transaction; no two neighbours took the same time or came the same way. */
function journey(desk: SurveyDesk, i: number): any {
  const at = (minutes: number): string => new Date(Date.parse("2026-03-10T06:00:00+04:00") - (i % 40) * 86_400_000 + minutes * 60_000).toISOString();
  return granted(desk.service, {
    startedAt: at(0),
    endedAt: at(120 + (i % 9)),
    channel: ["WEB", "KIOSK", "MOBILE_APP"][i % 3],
    passages: [
      { ordinal: 1, step: "SIGN", enteredAt: at(0), leftAt: at(1 + (i % 5)) },
      { ordinal: 2, step: "FILL", enteredAt: at(6), leftAt: at(7 + (i % 20)) },
      { ordinal: 3, step: i % 7 === 0 ? "elsewhere" : "PAY", enteredAt: at(30), leftAt: at(31) },
      { ordinal: 4, step: "REVIEW", enteredAt: at(40), leftAt: at(100 + (i % 20)) },
    ],
  });
}

async function report(desk: SurveyDesk, kills: number, fallen: number, clients: readonly Client[]): Promise<StormReport> {
  const { house } = desk.app;
  const receipts = new Map(clients.flatMap((client) => [...client.receipts]));
  const answered = clients.flatMap((client) => [...client.answered.values()]);
  const stored = await house.units.write((unit) => house.transactions.lookup.held(unit, desk.service.id, [...receipts.keys()]));
  const answers = new Set((await desk.query("SELECT receipt FROM invitation WHERE receipt IS NOT NULL")).map((row) => row.receipt));
  const [rows] = await desk.query("SELECT (SELECT count(*) FROM transaction)::integer AS transactions, (SELECT count(*) FROM response)::integer AS responses");
  const verify = async (): Promise<any> => JSON.parse((await runCommand(house, [addTallyCommand], "tally", "verify", "--json")).out);
  const wrong = ({ differences }: any): number => Object.values<number>(differences).reduce((sum, n) => sum + n, 0);
  const before = await verify();
  await house.tallies.fold.fold(OPERATOR);
  const after = await verify();
  return {
    kills,
    transactions: receipts.size,
    answers: answered.length,
    retries: clients.reduce((sum, { retries }) => sum + retries, 0),
    fallen,
    compared: { transactions: before.transactions, rows: before.rows },
    lost: [...receipts].filter(([reference, receipt]) => stored.get(reference)?.id !== receipt).length + answered.filter((receipt) => !answers.has(receipt)).length,
    surplus: rows.transactions - receipts.size + (rows.responses - answered.length),
    contradicted: clients.reduce((sum, { contradicted }) => sum + contradicted, 0),
    differences: [wrong(before), wrong(after)],
  };
}
