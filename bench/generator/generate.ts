import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Pool } from "pg";
import { addDays } from "../../src/shared/local-day";
import { type BenchDatabase, OPERATOR } from "../bench-database";
import { createCountry, serviceOfRank, sharesOf } from "./country";
import type { GenerateTask } from "./generate-worker";
import { ANSWERS_EACH, type SurveyIds } from "./told-cases";

const SEED = 20_260_101;
const PROCESSES = 2;
const MONTHS = 24;
/** Between the last beginning and the last answer of a transaction. */
const ENDING_DAYS = 30;

export interface Generated {
  readonly answers: number;
  readonly transactions: number;
  readonly passages: number;
  /** The twelve months before this one. */
  readonly year: { readonly from: string; readonly to: string };
  /** `AGENCY/CODE`. */
  readonly busiest: string;
  readonly seconds: number;
  /** Of the whole database. */
  readonly bytes: number;
}

/**
 * A country with so many answers: 3,000 services of six steps, two years up to the beginning of this month, written by
 * COPY from two processes, with every count a report reads. The same for the same seed and month, but for the ids the
 * catalogue gives.
 */
export async function generate({ url, house }: BenchDatabase, answers: number, say: (text: string) => void): Promise<Generated> {
  const start = performance.now();
  const transactions = Math.ceil(answers / ANSWERS_EACH);
  await createCountry(house);
  say(`the catalogue of 3,000 services took ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const to = `${new Date().toISOString().slice(0, 7)}-01`;
    const from = `${String(Number(to.slice(0, 4)) - MONTHS / 12)}${to.slice(4)}`;
    const { rows: surveys } = await pool.query<{ moment: keyof SurveyIds; id: string }>("SELECT DISTINCT ON (moment) moment, id FROM survey WHERE service_id IS NULL ORDER BY moment, version DESC");
    const { rows: services } = await pool.query<{ name: string; id: string }>("SELECT a.code || '/' || s.code AS name, s.id FROM service s JOIN agency a ON a.id = s.agency_id");
    const ids = new Map(services.map(({ name, id }) => [name, id]));
    const shares = sharesOf(transactions).map((share, i) => ({ id: ids.get(serviceOfRank(i + 1)) ?? "", rank: i + 1, transactions: share }));
    const task: Omit<GenerateTask, "services"> = {
      url,
      seed: SEED,
      surveys: Object.fromEntries(surveys.map(({ moment, id }) => [moment, id])) as SurveyIds,
      from: Date.parse(`${from}T00:00:00Z`),
      to: Date.parse(`${addDays(to, -ENDING_DAYS)}T00:00:00Z`),
      today: new Date().toISOString().slice(0, 10),
      minimumCell: 10,
    };
    let written = 0;
    let told = 0;
    await Promise.all(
      halves(shares.filter((share) => share.transactions > 0)).map((own) =>
        runWorker({ ...task, services: own }, (more) => {
          written += more;
          if (written - told < transactions / 10) return;
          told = written;
          say(`generating ${answers.toLocaleString("en")} answers: ${((100 * written) / transactions).toFixed(0)} %`);
        }),
      ),
    );
    // What the nightly release does besides: it closes the breakdowns of months that are over.
    await house.tallies.release.release(OPERATOR);
    await pool.query("VACUUM (ANALYZE, FREEZE)");
    await pool.query("CHECKPOINT");
    const { rows: sizes } = await pool.query<{ bytes: string }>("SELECT pg_database_size(current_database()) AS bytes");
    return {
      answers,
      transactions,
      passages: transactions * 6,
      year: { from: `${String(Number(to.slice(0, 4)) - 1)}${to.slice(4)}`, to },
      busiest: serviceOfRank(1),
      seconds: (performance.now() - start) / 1_000,
      bytes: Number(sizes[0]?.bytes),
    };
  } finally {
    await pool.end();
  }
}

/** Services for each process, so that each has about as much to do. */
function halves<S extends { readonly transactions: number }>(services: readonly S[]): readonly (readonly S[])[] {
  const parts = Array.from({ length: PROCESSES }, () => ({ services: [] as S[], sum: 0 }));
  for (const service of services) {
    const least = parts.reduce((a, b) => (b.sum < a.sum ? b : a));
    least.services.push(service);
    least.sum += service.transactions;
  }
  return parts.map((part) => part.services);
}

async function runWorker(task: GenerateTask, wrote: (transactions: number) => void): Promise<void> {
  const child = fork(join(__dirname, "generate-worker.ts"), { execArgv: ["-r", "@swc-node/register"], env: { NODE_ENV: "production" }, stdio: ["ignore", 2, 2, "ipc"] });
  child.on("message", ({ transactions }: { transactions: number }) => {
    wrote(transactions);
  });
  child.send(task);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("the generator failed");
}

