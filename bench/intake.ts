import { randomBytes } from "node:crypto";
import { type Agent, request } from "node:http";
import { Agent as KeepAliveAgent } from "node:http";
import { Pool } from "pg";
import { columnNames, unnestOf, type UnnestColumn } from "../src/database/unnest";
import { newId } from "../src/shared/new-id";
import type { KnownTransaction } from "../src/transactions/domain/known-transaction";
import { PASSAGE_COLUMNS, type WrittenPassage } from "../src/transactions/storage/passage-columns";
import { TRANSACTION_COLUMNS, type WrittenTransaction } from "../src/transactions/storage/transaction-columns";
import type { BenchServer } from "./server";

const CLIENTS = 8;
const PER_CALL = 200;
const PASSAGES = 6;
const CALLS = 64;
const ROUNDS = 5;

export interface IntakeFigures {
  readonly clients: number;
  readonly transactionsPerCall: number;
  readonly passagesPerTransaction: number;
  readonly callsPerRound: number;
  /** Passages per second, one figure per round. */
  readonly api: readonly number[];
  readonly direct: readonly number[];
  readonly apiMedian: number;
  readonly directMedian: number;
  /** Of the medians. */
  readonly ratio: number;
  /** Milliseconds of one call over HTTP, over all rounds. */
  readonly callMedianMs: number;
  readonly callP99Ms: number;
  /** Processor time of the server alone: steady where the machine is shared. */
  readonly cpuMicrosecondsPerPassage: number;
}

const MUTATION = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) {
    ... on TransactionResults { results { status receipt code message path invitation { token url expiresAt } notAskedReason } }
    ... on Refusal { code message }
  }
}`;

/**
 * `recordTransactions` over HTTP beside the same rows put in by the driver directly, in the same units of work and tables,
 * in turns, so that both meet the same machine. What the direct way leaves out is everything an API is for.
 */
export async function benchIntake(server: BenchServer, databaseUrl: string, cpuSeconds: () => Promise<number>, say: (text: string) => void): Promise<IntakeFigures> {
  const agent = new KeepAliveAgent({ keepAlive: true, maxSockets: CLIENTS });
  const pool = new Pool({ connectionString: databaseUrl, max: CLIENTS });
  const api: number[] = [];
  const direct: number[] = [];
  const callMs: number[] = [];
  const cpu: number[] = [];
  try {
    // The first round warms up both ways and is not counted.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const bodies = Array.from({ length: CALLS }, () => JSON.stringify({ query: MUTATION, variables: { input: { items: transactions(server).map(toItem(server)) } } }));
      const took: number[] = [];
      const cpuBefore = await cpuSeconds();
      const viaApi = await passagesPerSecond(bodies, async (body) => {
        const start = performance.now();
        await send(agent, server, body);
        took.push(performance.now() - start);
      });
      const cpuUsed = (await cpuSeconds()) - cpuBefore;
      const batches = Array.from({ length: CALLS }, () => rowsOf(transactions(server)));
      const viaDriver = await passagesPerSecond(batches, (batch) => insert(pool, batch));
      if (round === 0) continue;
      api.push(viaApi);
      direct.push(viaDriver);
      callMs.push(...took);
      cpu.push((cpuUsed * 1e6) / (CALLS * PER_CALL * PASSAGES));
      say(`round ${String(round)}: api ${viaApi.toFixed(0)} passages/s, direct ${viaDriver.toFixed(0)} passages/s, ${(cpu.at(-1) ?? 0).toFixed(1)} µs of server CPU a passage`);
    }
  } finally {
    agent.destroy();
    await pool.end();
  }
  const [apiMedian, directMedian] = [quantile(api, 0.5), quantile(direct, 0.5)];
  return {
    clients: CLIENTS,
    transactionsPerCall: PER_CALL,
    passagesPerTransaction: PASSAGES,
    callsPerRound: CALLS,
    api,
    direct,
    apiMedian,
    directMedian,
    ratio: apiMedian / directMedian,
    callMedianMs: quantile(callMs, 0.5),
    callP99Ms: quantile(callMs, 0.99),
    cpuMicrosecondsPerPassage: quantile(cpu, 0.5),
  };
}

/** Every client takes the next piece of work as soon as it is free. */
async function passagesPerSecond<W>(work: readonly W[], perform: (piece: W) => Promise<void>): Promise<number> {
  const queue = [...work];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let piece = queue.pop(); piece !== undefined; piece = queue.pop()) await perform(piece);
    }),
  );
  return (work.length * PER_CALL * PASSAGES * 1_000) / (performance.now() - start);
}

/** Transactions as the database would hold them; ended or under way, with times of the last weeks. */
function transactions({ service }: BenchServer): KnownTransaction[] {
  return Array.from({ length: PER_CALL }, (_, index): KnownTransaction => {
    const startedAt = new Date(Date.now() - (index % 30) * 86_400_000 - 40_000_000);
    const at = (minutes: number): Date => new Date(startedAt.getTime() + minutes * 60_000);
    const ended = index % 3 !== 0;
    return {
      serviceId: service.id,
      id: newId(),
      reference: randomBytes(32).toString("hex"),
      procedureId: service.procedureId,
      startedAt,
      endedAt: ended ? at(100) : null,
      outcome: ended ? "GRANTED" : "IN_FLIGHT",
      outcomeSource: ended ? "PORTAL" : null,
      channel: index % 2 === 0 ? "WEB" : "MOBILE_APP",
      touchpointId: null,
      beneficiary: "CITIZEN",
      actedBy: "SELF",
      firstTime: index % 4 === 0,
      language: index % 2 === 0 ? "ar" : "en",
      segment: null,
      jackknifeGroup: index % 32,
      promisedBy: null,
      withdrawn: false,
      subjectKey: `v1:${randomBytes(16).toString("base64url")}`,
      operatorKey: null,
      batchReference: null,
      follows: null,
      portalId: null,
      passages: Array.from({ length: PASSAGES }, (__, ordinal) => {
        const step = service.steps[ordinal % service.steps.length] ?? "";
        return {
          ordinal,
          step,
          sourceCode: step,
          enteredAt: at(ordinal * 10),
          leftAt: at(ordinal * 10 + 7),
          turn: null,
          errors: ordinal % 3,
          retries: 0,
          helpRequests: null,
          channelSwitched: null,
        };
      }),
    };
  });
}

/** The same transaction as a portal would tell it. */
function toItem({ service }: BenchServer): (transaction: KnownTransaction) => object {
  return ({ reference, startedAt, endedAt, outcome, channel, beneficiary, actedBy, firstTime, language, subjectKey, passages }) => ({
    service: service.name,
    reference,
    startedAt,
    ...(endedAt === null ? {} : { endedAt, outcome }),
    channel,
    beneficiary,
    actedBy,
    firstTime,
    language,
    subject: { scheme: "CIVIL_NUMBER", value: subjectKey },
    passages: passages.map(({ ordinal, step, enteredAt, leftAt, errors, retries }) => ({ ordinal, step, enteredAt, leftAt, errors, retries })),
  });
}

interface Rows {
  readonly transactions: readonly unknown[][];
  readonly passages: readonly unknown[][];
}

function rowsOf(list: readonly KnownTransaction[]): Rows {
  const now = new Date();
  return {
    transactions: arrays(TRANSACTION_COLUMNS, list.map((transaction): WrittenTransaction => ({ transaction, now }))),
    passages: arrays(
      PASSAGE_COLUMNS,
      list.flatMap(({ serviceId, id, passages }) => passages.map((passage): WrittenPassage => ({ serviceId, transactionId: id, passage }))),
    ),
  };
}

function arrays<R>(columns: readonly UnnestColumn<R>[], rows: readonly R[]): unknown[][] {
  return columns.map(({ of, type }) => rows.map((row) => (type === "bytea" && of(row) !== null ? `\\x${String(of(row))}` : of(row))));
}

const INSERT_TRANSACTIONS = `INSERT INTO transaction (${columnNames(TRANSACTION_COLUMNS)}) SELECT * FROM ${unnestOf(TRANSACTION_COLUMNS)}`;
const INSERT_PASSAGES = `INSERT INTO passage (${columnNames(PASSAGE_COLUMNS)}) SELECT * FROM ${unnestOf(PASSAGE_COLUMNS)}`;

async function insert(pool: Pool, rows: Rows): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(INSERT_TRANSACTIONS, [...rows.transactions]);
    await client.query(INSERT_PASSAGES, [...rows.passages]);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** @throws where anything but a full batch of RECORDED comes back */
async function send(agent: Agent, { address, key }: BenchServer, body: string): Promise<void> {
  const text = await new Promise<string>((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), authorization: `Bearer ${key}` };
    const sent = request(`${address}/graphql`, { method: "POST", agent, headers }, (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        answer += chunk;
      });
      response.on("end", () => {
        resolve(answer);
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
  if (text.split('"RECORDED"').length !== PER_CALL + 1) throw new Error(`not all was recorded: ${text.slice(0, 500)}`);
}

/** The value below which a share of all values lies. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}
