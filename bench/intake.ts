import { availableParallelism } from "node:os";
import { Pool } from "pg";
import { type BenchDatabase, withDatabase } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement, median, quantile } from "./bench-result";
import { HttpClient, secondsFor } from "./http-client";
import { insertDirectly, insertionsOf, PASSAGES, type ReadyStatement, recordCall, transactionsOf } from "./intake-rows";
import { createMeasuredService } from "./measured-service";
import { type ServerProcess, withServer } from "./server-process";
import { growthOf, type GrownTable } from "./stored-rows";

const CLIENTS = 8;
const PER_CALL = 200;
const CALLS = 64;
/** As many as there are cores, as the README advises. */
const PROCESSES = availableParallelism();

/**
 * `recordTransactions` over HTTP beside the same rows put in by the driver directly: facts and deltas, by prepared
 * statements, in the same units of work and tables, in turns. What the direct way leaves out is everything an API is for.
 */
export const INTAKE: Bench = {
  names: ["intake"],
  about: `recordTransactions over HTTP: ${String(CLIENTS)} clients, ${String(PER_CALL)} transactions of ${String(PASSAGES)} passages a call`,
  measure: (options) => withDatabase((database) => withServer(database.url, (server) => measure(database, server, options), PROCESSES)),
};

async function measure({ url, house }: BenchDatabase, server: ServerProcess, { rounds, size, say }: BenchOptions): Promise<readonly Measurement[]> {
  const service = await createMeasuredService(house);
  const calls = size === undefined ? CALLS : Math.ceil(size / PER_CALL);
  const passages = calls * PER_CALL * PASSAGES;
  const client = new HttpClient(server.address, service.key, CLIENTS);
  const pool = new Pool({ connectionString: url, max: CLIENTS });
  const [ours, direct, callMs, cpu]: [number[], number[], number[], number[]] = [[], [], [], []];
  /** Both begin with nothing left to fold and nothing left to write back. */
  const settle = async (): Promise<void> => {
    await server.ask("fold");
    await pool.query("CHECKPOINT");
  };
  try {
    // Round 0 warms up both ways and shows that they leave the same behind.
    for (let round = 0; round <= rounds; round += 1) {
      const bodies = Array.from({ length: calls }, () => recordCall(service.name, transactionsOf(service, PER_CALL)));
      const took: number[] = [];
      const cpuBefore = await server.ask("cpu");
      let viaApi = 0;
      const written = await watched(round === 0, pool, async () => {
        viaApi = passages / (await secondsFor(CLIENTS, bodies, async (body) => {
          const start = performance.now();
          await record(client, body, PER_CALL);
          took.push(performance.now() - start);
        }));
      });
      const used = (((await server.ask("cpu")) - cpuBefore) * 1e6) / passages;
      await settle();

      const batches: (readonly ReadyStatement[])[] = [];
      for (let call = 0; call < calls; call += 1) batches.push(await insertionsOf(transactionsOf(service, PER_CALL), service.facts));
      let viaDriver = 0;
      const copied = await watched(round === 0, pool, async () => {
        viaDriver = passages / (await secondsFor(CLIENTS, batches, (batch) => insertDirectly(pool, batch)));
      });
      sameRows(written, copied);
      await settle();
      if (round === 0) continue;
      ours.push(viaApi);
      direct.push(viaDriver);
      callMs.push(...took);
      cpu.push(used);
      say(`intake, round ${String(round)}: ${figure(viaApi)} passages/s, directly ${figure(viaDriver)}, ${used.toFixed(1)} µs of the server's processor time a passage`);
    }
  } finally {
    client.close();
    await pool.end();
  }
  return [
    {
      name: "intake",
      ours: median(ours),
      reference: median(direct),
      unit: "passages/s",
      goal: 0.4,
      higherIsBetter: true,
      beside: "the same rows and deltas by pg, prepared unnest",
      details: [
        `${String(CLIENTS)} clients, ${String(PER_CALL)} transactions × ${String(PASSAGES)} passages a call, ${String(calls)} calls a round, median of ${String(rounds)} rounds`,
        `YUSR_PROCESSES=${String(PROCESSES)}; a call: p50 ${figure(quantile(callMs, 0.5))} ms, p99 ${figure(quantile(callMs, 0.99))} ms; the server's processor time a passage: ${median(cpu).toFixed(1)} µs`,
      ],
    },
  ];
}

/** @throws Error where anything but a full batch of RECORDED comes back */
export async function record(client: HttpClient, body: string, expected: number): Promise<void> {
  const text = await client.post("/graphql", body);
  if (text.split('"RECORDED"').length !== expected + 1) throw new Error(`not all was recorded: ${text.slice(0, 500)}`);
}

/** The tables that got rows meanwhile; none where nobody watches. */
async function watched(watch: boolean, pool: Pool, work: () => Promise<void>): Promise<readonly GrownTable[]> {
  if (watch) return growthOf(pool, work);
  await work();
  return [];
}

/** @throws Error where the direct way does not write what the product writes; batches that meet midnight may differ a little, and a path is told once */
function sameRows(written: readonly GrownTable[], copied: readonly GrownTable[]): void {
  const direct = new Map(copied.map(({ name, rows }) => [name, rows]));
  for (const { name, rows } of written) {
    if (Math.abs(rows - (direct.get(name) ?? 0)) > 0.05 * rows + 10) throw new Error(`${name}: the product wrote ${String(rows)} rows, the direct way ${String(direct.get(name) ?? 0)}`);
  }
}
