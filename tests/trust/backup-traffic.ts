import { setTimeout as sleep } from "node:timers/promises";
import { addReportCommand } from "../../src/cli/report.command";
import { addTallyCommand } from "../../src/cli/tally.command";
import type { TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { granted, RECORD, type SurveyDesk } from "../surveys/survey-support";

/** Who comes when a quota is nearly full is a matter of moments: what is sent again would be asked otherwise. */
export async function askEverybody({ app, service }: SurveyDesk): Promise<void> {
  const office = await app.key({ role: "office" });
  const { data } = await app.send(office, "mutation ($service: String!) { setSurveyQuota(service: $service, invitations: 1000000) { __typename } }", { service: service.name });
  if (data.setSurveyQuota.__typename === "Refusal") throw new Error("no quota");
}

/** What was acknowledged: which item, under which receipt, and when the answer came. */
export interface Acknowledged {
  readonly item: number;
  readonly receipt: string;
  readonly at: number;
}

/** Clients that send transactions as fast as they are answered, and note what was acknowledged. */
export class Traffic {
  readonly journal: Acknowledged[] = [];
  private sent = 0;
  private stopped = false;
  private readonly working: Promise<unknown>;

  constructor(
    private readonly to: SurveyDesk,
    { clients, batch }: { readonly clients: number; readonly batch: number },
  ) {
    this.working = Promise.all(Array.from({ length: clients }, () => this.work(batch)));
  }

  /** Waits until so many more are acknowledged. */
  async acknowledged(more: number): Promise<void> {
    const enough = this.journal.length + more;
    while (this.journal.length < enough) await Promise.race([sleep(10), this.working]);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  private async work(batch: number): Promise<void> {
    while (!this.stopped) {
      const items = Array.from({ length: batch }, (_, i) => this.sent + i);
      this.sent += batch;
      const results = await this.to.record(items.map((item) => journey(this.to, item)));
      const at = Date.now();
      for (const [i, { status, receipt }] of results.entries()) {
        if (status !== "RECORDED") throw new Error(`A transaction was ${String(status)}`);
        this.journal.push({ item: items[i] ?? 0, receipt, at });
      }
    }
  }
}

const reference = (item: number): string => `R-${String(item)}`;

/** No two neighbours took the same time or came the same way; the same item is the same transaction whenever it is sent. */
function journey({ service }: Pick<SurveyDesk, "service">, item: number): any {
  const at = (minutes: number): string => new Date(Date.parse("2026-03-10T06:00:00+04:00") - (item % 40) * 86_400_000 + minutes * 60_000).toISOString();
  return granted(service, {
    reference: reference(item),
    startedAt: at(0),
    endedAt: at(120 + (item % 9)),
    channel: ["WEB", "KIOSK", "MOBILE_APP"][item % 3],
    passages: [
      { ordinal: 1, step: "SIGN", enteredAt: at(0), leftAt: at(1 + (item % 5)) },
      { ordinal: 2, step: "FILL", enteredAt: at(6), leftAt: at(7 + (item % 20)) },
      { ordinal: 3, step: item % 7 === 0 ? "elsewhere" : "PAY", enteredAt: at(30), leftAt: at(31) },
      { ordinal: 4, step: "REVIEW", enteredAt: at(40), leftAt: at(100 + (item % 20)) },
    ],
  });
}

/** What a restored database makes of a journal. All but `before` and `sentAgain` are 0 where nothing was lost or doubled. */
export interface Replay {
  /** Acknowledged before the moment that the database is of. */
  readonly before: number;
  /** Of those, missing or under another receipt. */
  readonly lost: number;
  /** Held under another receipt than was answered. */
  readonly contradicted: number;
  /** Transactions that nobody sent. */
  readonly surplus: number;
  /** Not there, and recorded when sent again. */
  readonly sentAgain: number;
  /** Neither held before nor recorded then, or the other way round. */
  readonly wrong: number;
}

/** Looks for everything of a journal in a restored database, then sends all of it again. */
export async function replay(app: TestApp, { service, portal }: SurveyDesk, journal: readonly Acknowledged[], takenAt: number, others: number): Promise<Replay> {
  const held = new Map<number, string>();
  for (const part of parts(journal, 1_000)) {
    const found = await app.house.units.write((unit) => app.house.transactions.lookup.held(unit, service.id, part.map(({ item }) => reference(item))));
    for (const { item } of part) {
      const transaction = found.get(reference(item));
      if (transaction !== undefined) held.set(item, transaction.id);
    }
  }
  const before = journal.filter(({ at }) => at < takenAt);
  const [{ n: stored }] = await app.house.dataSource.query("SELECT count(*)::int AS n FROM transaction");
  let [sentAgain, wrong] = [0, 0];
  for (const part of parts(journal, 100)) {
    const { data } = await app.send(portal, RECORD, { input: { items: part.map(({ item }) => journey({ service }, item)) } });
    for (const [i, { status, receipt }] of data.recordTransactions.results.entries()) {
      const known = held.get(part[i]?.item ?? -1);
      if (known === undefined) sentAgain += 1;
      if (known === undefined ? status !== "RECORDED" : status !== "DUPLICATE" || receipt !== known) wrong += 1;
    }
  }
  return {
    before: before.length,
    lost: before.filter(({ item, receipt }) => held.get(item) !== receipt).length,
    contradicted: journal.filter(({ item, receipt }) => (held.get(item) ?? receipt) !== receipt).length,
    surplus: stored - others - held.size,
    sentAgain,
    wrong,
  };
}

function parts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Every figure of a service, as its report gives it, and what `tally verify` finds. */
export async function figuresOf({ house }: TestApp, service: { readonly name: string }): Promise<{ readonly report: unknown; readonly differences: unknown; readonly transactions: number }> {
  const report = await runCommand(house, [addReportCommand], "report", "effort", "--service", service.name, "--from", "2026-01-01", "--to", "2026-04-01", "--json");
  if (report.failed !== undefined) throw report.failed;
  const { differences, transactions } = JSON.parse((await runCommand(house, [addTallyCommand], "tally", "verify", "--json")).out);
  return { report: JSON.parse(report.out), differences, transactions };
}
