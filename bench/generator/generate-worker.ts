import { Client } from "pg";
import type { House } from "../../src/app";
import { openHouse } from "../../src/app";
import type { ServiceFacts } from "../../src/catalogue/domain/service-facts";
import { Insertions } from "../../src/database/insertions";
import { prepareRoles } from "../../src/database/roles";
import { DECISION_COLUMNS } from "../../src/surveys/storage/decision-columns";
import { ANSWER_COLUMNS, answerRows, LINK_COLUMNS, RESPONSE_COLUMNS } from "../../src/surveys/storage/response-columns";
import type { Delta } from "../../src/tallies/domain/delta";
import { keptDaysFrom } from "../../src/tallies/domain/kept-days";
import { type ReleaseBatch, releaseBatches } from "../../src/tallies/domain/release-batches";
import { postings } from "../../src/tallies/domain/postings";
import type { WaitingAnswer } from "../../src/tallies/domain/waiting-answer";
import { DeltaRepository } from "../../src/tallies/storage/delta.repository";
import { ReleasedAnswerRepository } from "../../src/tallies/storage/released-answer.repository";
import { keyColumns, measureColumns, tallyTable } from "../../src/tallies/storage/tally-table";
import { WaitingAnswerRepository } from "../../src/tallies/storage/waiting-answer.repository";
import { PASSAGE_COLUMNS } from "../../src/transactions/storage/passage-columns";
import { TRANSACTION_COLUMNS } from "../../src/transactions/storage/transaction-columns";
import { benchSettings } from "../bench-database";
import { copyCells, copyRows } from "./copy-rows";
import { COUNTED, CountedDeltas } from "./counted-deltas";
import { Dice } from "./dice";
import { invitationColumns } from "./fact-columns";
import { type SurveyIds, type ToldCase, toldCase } from "./told-cases";

/** What one process of the generator is to make. */
export interface GenerateTask {
  readonly url: string;
  readonly seed: number;
  readonly surveys: SurveyIds;
  /** Milliseconds since 1970: transactions begin from, and before. */
  readonly from: number;
  readonly to: number;
  /** The first day after everything. */
  readonly today: string;
  readonly minimumCell: number;
  readonly services: readonly { readonly id: string; readonly rank: number; readonly transactions: number }[];
}

/** Transactions made, counted and written at once. */
const CHUNK = 4_000;
const BATCHES_AT_ONCE = 500;

/** What is not done with yet of a service. */
interface OpenService {
  readonly facts: ServiceFacts;
  readonly counts: CountedDeltas;
  waiting: WaitingAnswer[];
}

/**
 * Makes transactions with everything that belongs to them, service by service, so that memory does not grow with their
 * number. What they add to the counts, the product's own code says: it believes that it appends deltas and waiting
 * answers, and is listened to.
 */
class Generator {
  private readonly heard: Delta[] = [];
  private readonly answers: WaitingAnswer[] = [];
  private readonly released = new ReleasedAnswerRepository();
  private readonly gather: WaitingAnswerRepository["gather"];
  private readonly open = new Map<string, OpenService>();
  private told: ToldCase[] = [];
  private finished: string[] = [];

  constructor(
    private readonly house: House,
    private readonly client: Client,
    private readonly task: GenerateTask,
  ) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on a repository below
    this.gather = WaitingAnswerRepository.prototype.gather;
    DeltaRepository.prototype.append = (_, deltas) => {
      for (const delta of deltas) this.heard.push(delta);
      return Promise.resolve();
    };
    WaitingAnswerRepository.prototype.gather = (_, answers) => {
      for (const answer of answers) this.answers.push(answer);
    };
  }

  async run(done: (transactions: number) => void): Promise<void> {
    const { services, surveys, seed, from, to } = this.task;
    for (const { id, rank, transactions } of services) {
      const facts = (await this.house.units.read((unit) => this.house.catalogue.lookup.services(unit, [id]))).get(id);
      const procedure = facts?.procedures.at(-1);
      if (facts === undefined || procedure === undefined) throw new Error("a service of the country is in the catalogue");
      this.open.set(id, { facts, counts: new CountedDeltas(), waiting: [] });
      const dice = new Dice(seed, rank);
      for (let i = 0; i < transactions; i += 1) {
        // In order of time, so that keys grow at one end.
        const startedAt = from + Math.floor(((i + dice.fraction()) / transactions) * (to - from));
        this.told.push(toldCase(facts, procedure.id, surveys, startedAt, dice));
        if (this.told.length === CHUNK) done(await this.flush());
      }
      this.finished.push(id);
    }
    done(await this.flush());
  }

  /** Writes what was told so far, and the counts of the services that are finished. */
  private async flush(): Promise<number> {
    const { told } = this;
    this.told = [];
    await this.writeFacts(told);
    await this.count(told);
    await this.release();
    await this.writeCounts();
    return told.length;
  }

  private async writeFacts(told: readonly ToldCase[]): Promise<void> {
    const { client } = this;
    const dice = new Dice(this.task.seed, told.length, told[0]?.transaction.startedAt.getTime() ?? 0);
    await copyRows(client, "transaction", TRANSACTION_COLUMNS, told.map(({ transaction }) => ({ transaction, now: transaction.endedAt ?? transaction.startedAt })));
    await copyRows(client, "passage", PASSAGE_COLUMNS, told.flatMap(({ transaction: { serviceId, id, passages } }) => passages.map((passage) => ({ serviceId, transactionId: id, passage }))));
    await copyRows(client, "survey_decision", DECISION_COLUMNS, told.map(({ cell }) => cell));
    await copyRows(client, "invitation", invitationColumns(dice), told.map(({ invitation }) => invitation));
    const responses = told.map(({ response }) => response);
    await copyRows(client, "response", RESPONSE_COLUMNS, responses);
    await copyRows(client, "answer", ANSWER_COLUMNS, responses.flatMap(answerRows));
    await copyRows(client, "response_link", LINK_COLUMNS, responses.filter(({ linkExpiresOn }) => linkExpiresOn > this.task.today));
  }

  private async count(told: readonly ToldCase[]): Promise<void> {
    if (told.length === 0) return;
    const { deltas } = this.house.tallies;
    await this.house.units.write(async (unit) => {
      this.heard.length = 0;
      this.answers.length = 0;
      await deltas.transactionsChanged(unit, told.map(({ transaction }) => ({ before: null, after: transaction })));
      await deltas.invitationsCounted(unit, told.flatMap(({ cell }) => [{ ...cell, n: 1 }, { ...cell, state: "ANSWERED", n: 1 }]));
      await deltas.responsesStored(unit, told.map(({ response, transaction }) => ({ response, transaction })), new Insertions());
    });
    for (const delta of this.heard) this.open.get(delta.key[0] ?? "")?.counts.add(delta);
    for (const answer of this.answers) this.open.get(answer.serviceId)?.waiting.push(answer);
  }

  /** What fills a batch is released; the rest waits on. */
  private async release(): Promise<void> {
    const batches: ReleaseBatch[] = [];
    for (const service of this.open.values()) {
      const own = releaseBatches(service.waiting, this.task.minimumCell);
      const gone = new Set(own.flatMap((batch) => batch.answers));
      service.waiting = service.waiting.filter((answer) => !gone.has(answer));
      batches.push(...own);
    }
    for (let i = 0; i < batches.length; i += BATCHES_AT_ONCE) {
      await this.house.units.write((unit) => this.released.post(unit, postings(batches.slice(i, i + BATCHES_AT_ONCE))));
    }
  }

  private async writeCounts(): Promise<void> {
    const finished = this.finished.flatMap((id) => this.open.get(id) ?? []);
    for (const id of this.finished) this.open.delete(id);
    this.finished = [];
    const keptFrom = keptDaysFrom(this.task.today);
    for (const { tally, grain } of COUNTED) {
      const columns = [...keyColumns(tally, grain), ...measureColumns(tally), ...(tally.buckets ? ["bucket_keys", "bucket_counts"] : [])];
      await copyCells(this.client, tallyTable(tally, grain), columns.join(", "), finished.flatMap(({ counts }) => counts.rowsOf(tally, grain, keptFrom)));
    }
    const waiting = finished.flatMap((service) => service.waiting);
    for (let i = 0; i < waiting.length; i += CHUNK) {
      const rows = new Insertions();
      this.gather.call(new WaitingAnswerRepository(), rows, waiting.slice(i, i + CHUNK));
      await this.house.units.single((unit) => rows.write(unit, "waiting-answers"));
    }
  }
}

async function generate(task: GenerateTask): Promise<void> {
  const house = await openHouse(benchSettings(await prepareRoles(task.url, undefined), 2));
  const client = new Client({ connectionString: task.url });
  await client.connect();
  try {
    // What is written belongs together by construction; looking up every foreign key would take longer than all the rest.
    await client.query("SET session_replication_role = replica");
    await client.query("SET synchronous_commit = off");
    await new Generator(house, client, task).run((transactions) => process.send?.({ transactions }));
  } finally {
    await client.end();
    await house.close();
  }
}

process.once("message", (task: GenerateTask) => {
  generate(task).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

