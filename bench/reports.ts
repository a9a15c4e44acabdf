import { Pool } from "pg";
import { type BenchDatabase, fine, OPERATOR, withDatabases } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement, median } from "./bench-result";
import { generate, type Generated } from "./generator/generate";
import { HttpClient } from "./http-client";
import { COUNTRY_REPORTS, type Report, rankingDirectly, SERVICE_REPORTS } from "./report-documents";
import { type ServerProcess, withServers } from "./server-process";

const SIZES = [10_000, 100_000, 1_000_000] as const;
const LARGEST = 10_000_000;

/** Requests in a round, one after the other. */
const OF_A_SERVICE = 15;
const OF_THE_COUNTRY = 3;

export const REPORTS: Bench = {
  names: ["report.service", "report.country"],
  about: `reports of the busiest of 3,000 services, and the ranking of all 18,000 steps over twelve months, at ${SIZES.map(figure).join(", ")} answers (--full: ${figure(LARGEST)})`,
  measure: async (options) => {
    const sizes = options.size === undefined ? [...SIZES, ...(options.full ? [LARGEST] : [])] : [options.size, options.size * 10];
    return withDatabases(
      sizes.map((size) => `answers_${String(size)}`),
      async (databases) => {
        const countries: Country[] = [];
        for (const [i, database] of databases.entries()) {
          const generated = await generate(database, sizes[i] ?? 0, options.say);
          if (i === 0) await verify(database);
          options.say(`${figure(generated.answers)} answers, ${figure(generated.passages)} passages: ${figure(generated.bytes / 1e6)} MB in ${figure(generated.seconds)} s`);
          countries.push({ database, generated });
        }
        return measure(countries, options);
      },
    );
  },
};

/** @throws Error where the counts the generator wrote are not what the facts it wrote add up to */
async function verify({ house }: BenchDatabase): Promise<void> {
  const { differences } = fine(await house.tallyChecks.verify.verify(OPERATOR, undefined));
  if (Object.keys(differences).length > 0) throw new Error(`yusr tally verify finds differences: ${JSON.stringify(differences)}`);
}

interface Country {
  readonly database: BenchDatabase;
  readonly generated: Generated;
}

/** What one size showed: milliseconds of each report, one figure a round, and of the ranking asked of PostgreSQL itself. */
interface Figures {
  readonly generated: Generated;
  readonly reports: ReadonlyMap<Report, number[]>;
  readonly direct: number[];
}

async function measure(countries: readonly Country[], options: BenchOptions): Promise<readonly Measurement[]> {
  const figures = countries.map(({ generated }): Figures => ({ generated, reports: new Map([...SERVICE_REPORTS, ...COUNTRY_REPORTS].map((report) => [report, []])), direct: [] }));
  await withServers(countries.map(({ database }) => database.url), async (servers) => {
  // Round 0 warms up. In turns, size by size, so that all meet the same machine.
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [i, country] of countries.entries()) {
      const [own, server] = [figures[i], servers[i]];
      if (own !== undefined && server !== undefined) await measureRound(country, server, own, round > 0);
    }
    if (round > 0) options.say(`reports, round ${String(round)}: ${figures.map((own) => `${figure(own.generated.answers)}: ${summary(own, (times) => times.at(-1) ?? 0)}`).join("; ")}`);
  }
  });
  return results(figures);
}

async function measureRound({ database, generated }: Country, { address }: ServerProcess, { reports, direct }: Figures, counted: boolean): Promise<void> {
  const { key } = await database.house.security.keys.create(OPERATOR, { role: "office" }, "bench");
  const client = new HttpClient(address, key, 1);
  try {
      for (const [report, times] of reports) {
        const body = JSON.stringify({ query: report.query, variables: report.variables(generated) });
        const took: number[] = [];
        // The first request of a process compiles, and fills its caches.
        for (let i = 0; i <= (SERVICE_REPORTS.includes(report) ? OF_A_SERVICE : OF_THE_COUNTRY); i += 1) {
          const start = performance.now();
          const answer = await client.post("/graphql", body);
          if (i > 0) took.push(performance.now() - start);
          if (!answer.includes(report.expected)) throw new Error(`${report.name} did not answer: ${answer.slice(0, 500)}`);
        }
        if (counted) times.push(median(took));
      }
  } finally {
    client.close();
  }
  const pool = new Pool({ connectionString: database.url, max: 1 });
  try {
    const took: number[] = [];
    for (let i = 0; i <= OF_THE_COUNTRY; i += 1) {
      const start = performance.now();
      await pool.query(rankingDirectly(generated));
      if (i > 0) took.push(performance.now() - start);
    }
    if (counted) direct.push(median(took));
  } finally {
    await pool.end();
  }
}

function results(figures: readonly Figures[]): readonly Measurement[] {
  const [largest, smaller] = [figures.at(-1), figures.at(-2)];
  if (largest === undefined || smaller === undefined) throw new Error("two sizes at least are compared");
  const [service, report] = worst(largest, SERVICE_REPORTS);
  const before = median(smaller.reports.get(report) ?? []);
  const [country] = worst(largest, COUNTRY_REPORTS);
  const direct = median(largest.direct);
  const details = figures.map((own) => `${figure(own.generated.answers).padStart(10)} answers, ${figure(own.generated.transactions)} transactions, ${figure(own.generated.passages)} passages: p50 ${summary(own, median)}`);
  return [
    {
      name: "report.service",
      ours: service,
      reference: before,
      unit: "ms p50",
      goal: 1.5,
      higherIsBetter: false,
      beside: `${report.name} at ${figure(smaller.generated.answers)} answers`,
      bounds: [{ text: `under 100 ms at ${figure(largest.generated.answers)} answers`, held: service < 100 }],
      details: ["the slowest report of the busiest service; four answers a response, six passages a transaction", ...details],
    },
    {
      name: "report.country",
      ours: country,
      reference: direct,
      unit: "ms p50",
      goal: 1_000 / direct,
      higherIsBetter: false,
      beside: "the same aggregate of PostgreSQL in one statement; the goal is 1 s",
      bounds: [{ text: `under 1 s at ${figure(largest.generated.answers)} answers`, held: country < 1_000 }],
      details: figures.map((own) => `${figure(own.generated.answers).padStart(10)} answers: p50 ${figure(worst(own, COUNTRY_REPORTS)[0])} ms, directly ${figure(median(own.direct))} ms`),
    },
  ];
}

/** The slowest of some reports, and its p50. */
function worst({ reports }: Figures, of: readonly Report[]): readonly [number, Report] {
  const times = of.map((report) => [median(reports.get(report) ?? []), report] as const);
  return times.reduce((a, b) => (b[0] > a[0] ? b : a));
}

function summary({ reports }: Figures, of: (times: readonly number[]) => number): string {
  return [...reports].map(([{ name }, times]) => `${name} ${figure(of(times))} ms`).join(", ");
}
