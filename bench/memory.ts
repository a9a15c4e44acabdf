import { type BenchDatabase, withDatabase } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement } from "./bench-result";
import { HttpClient, secondsFor } from "./http-client";
import { record } from "./intake";
import { recordCall, transactionsOf } from "./intake-rows";
import { createMeasuredService } from "./measured-service";
import { type ServerProcess, withServer } from "./server-process";
import { slope, warm } from "./slope";

const TRANSACTIONS = 1_000_000;
const PASSAGES = 2;
const PER_CALL = 200;
const CLIENTS = 8;
const SAMPLES = 40;

/** Megabytes for each 100,000 transactions. One forgotten reference of eight bytes a transaction would be 0.8. */
const TOLERANCE = 0.5;

/** What a server still holds, after collecting garbage, while transactions pass through it; the counts are folded as the job does. */
export const MEMORY: Bench = {
  names: ["memory"],
  about: `heap and RSS of one server process over ${figure(TRANSACTIONS)} transactions`,
  measure: (options) => withDatabase((database) => withServer(database.url, (server) => measure(database, server, options))),
};

async function measure({ house }: BenchDatabase, server: ServerProcess, { size, say }: BenchOptions): Promise<readonly Measurement[]> {
  const service = await createMeasuredService(house);
  const client = new HttpClient(server.address, service.key, CLIENTS);
  const callsEach = Math.ceil((size ?? TRANSACTIONS) / SAMPLES / PER_CALL);
  const each = callsEach * PER_CALL;
  const heap: [number, number][] = [];
  const rss: [number, number][] = [];
  let seconds = 0;
  try {
    for (let sample = 1; sample <= SAMPLES; sample += 1) {
      const calls = Array.from({ length: callsEach }, () => transactionsOf(service, PER_CALL, PASSAGES));
      seconds += await secondsFor(CLIENTS, calls, (transactions) => record(client, recordCall(service.name, transactions), PER_CALL));
      await server.ask("fold");
      const held = await server.ask("memory");
      heap.push([sample * each, held.heap / 1e6]);
      rss.push([sample * each, held.rss / 1e6]);
      if (sample % 5 === 0) say(`memory: after ${figure(sample * each)} transactions heap ${figure(held.heap / 1e6)} MB, RSS ${figure(held.rss / 1e6)} MB`);
    }
  } finally {
    client.close();
  }
  const per100k = (points: readonly [number, number][]): number => slope(warm(points)) * 100_000;
  const course = (points: readonly [number, number][]): string => [warm(points)[0], points.at(Math.floor(SAMPLES / 2)), points.at(-1)].map((point) => `${figure(point?.[1] ?? 0)} MB after ${figure(point?.[0] ?? 0)}`).join(", ");
  return [
    {
      name: "memory",
      ours: per100k(heap),
      reference: TOLERANCE,
      unit: "MB heap per 100,000 transactions",
      goal: 1,
      higherIsBetter: false,
      beside: "what the tolerance is: less than one forgotten reference a transaction",
      details: [
        `${figure(SAMPLES * each)} transactions of ${String(PASSAGES)} passages, ${figure((SAMPLES * each) / seconds)} a second; slopes by least squares over ${String(warm(heap).length)} samples after collecting garbage`,
        `heap: ${course(heap)}; slope ${figure(per100k(heap))} MB per 100,000`,
        `RSS: ${course(rss)}; slope ${figure(per100k(rss))} MB per 100,000`,
      ],
    },
  ];
}
