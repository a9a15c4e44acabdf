import { makeSchema } from "../src/graphql/schema";
import { COST_LIMIT } from "../src/app";
import { addDays } from "../src/shared/local-day";
import { type BenchDatabase, fine, OPERATOR, withDatabase } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement, median } from "./bench-result";
import { generate, type Generated } from "./generator/generate";
import { HttpClient } from "./http-client";
import { POOL_SIZE, type ServerProcess, withProcess } from "./server-process";
import { WorstQueries, type WorstQuery } from "../tests/support/worst-queries";

const ANSWERS = 5_000_000;
/** What the worst legal query of every root field is to stay under, in milliseconds. */
const BOUND_MS = 2_000;
/** Looked at once; what takes longer than this share of the bound is asked again. */
const WORTH_A_LOOK = 0.25;
/** So long a server here lets a query run, to see how long it would take where a real one gives up after three. */
const PATIENCE_SECONDS = 60;

/** In place of the whole answer. */
const REFUSED = "refused";

export const WORST: Bench = {
  names: ["worst"],
  about: `the worst legal query of every root field at ${figure(ANSWERS)} answers: lists and days at their longest, every other value of every argument, up to the limits of documents and cost`,
  measure: async (options) =>
    withDatabase(async (database) => {
      const generated = await generate(database, options.size ?? ANSWERS, options.say);
      return measureWorst(database, generated, options);
    }),
};

/** What the worst query of a root field showed. */
interface Shown {
  readonly query: WorstQuery;
  readonly ms: number;
  /** `ok`, or the codes of errors and refusals. */
  readonly outcome: string;
}

export async function measureWorst({ url, house }: Pick<BenchDatabase, "url" | "house">, { year, busiest, answers }: Generated, options: BenchOptions, wanted: readonly string[] = []): Promise<readonly Measurement[]> {
  const day = addDays(year.to, -180);
  const change = fine(await house.improvement.register.record(OPERATOR, { service: busiest, step: "FILL_IN", what: "SIMPLIFIED", day }));
  const known = { period: { from: `${String(Number(year.from.slice(0, 4)) - 1)}${year.from.slice(4)}`, to: year.to }, service: busiest, change: change.id };
  const lastYear = `{ from: "${year.from}", to: "${year.to}" }`;
  const queries = new WorstQueries(makeSchema(), known, COST_LIMIT);
  const { key } = await house.security.keys.create(OPERATOR, { role: "office" }, "bench");
  const worst: Shown[] = [];
  await withProcess(
    "server.ts",
    [url, String(POOL_SIZE), "1", String(PATIENCE_SECONDS)],
    async (server) => {
      for (const root of queries.roots()) {
        if (wanted.length > 0 && !wanted.includes(root.name)) continue;
        const shown: Shown[] = [];
        // Two years are too long for some.
        const [first] = queries.of(root);
        const always = first !== undefined && (await ask(server, key, first, 1)).outcome === REFUSED ? { period: lastYear } : {};
        for (const query of queries.of(root, always)) shown.push(await ask(server, key, query, options.rounds));
        const [slowest] = [...shown].sort((a, b) => b.ms - a.ms);
        if (slowest === undefined) throw new Error(`no legal query of ${root.name}`);
        worst.push(slowest);
        options.say(line(slowest));
      }
    },
  );
  const sorted = worst.toSorted((a, b) => b.ms - a.ms);
  return [
    {
      name: "worst",
      ours: sorted[0]?.ms ?? 0,
      reference: BOUND_MS,
      unit: "ms",
      goal: 1,
      higherIsBetter: false,
      beside: `the slowest root field, ${sorted[0]?.query.root ?? ""}, at ${figure(answers)} answers`,
      bounds: [],
      details: sorted.map(line),
    },
  ];
}

/** Median of the rounds where it takes long enough to matter; else of the one time that warmed it up. */
async function ask({ address }: ServerProcess, key: string, query: WorstQuery, rounds: number): Promise<Shown> {
  const client = new HttpClient(address, key, 1);
  try {
    const times: number[] = [];
    let outcome = "";
    const once = async (): Promise<number> => {
      const start = performance.now();
      outcome = outcomeOf(await client.post("/graphql", JSON.stringify({ query: query.document })));
      return performance.now() - start;
    };
    const first = await once();
    if (first < BOUND_MS * WORTH_A_LOOK) return { query, ms: first, outcome };
    for (let i = 0; i < rounds; i += 1) times.push(await once());
    return { query, ms: median(times), outcome };
  } finally {
    client.close();
  }
}

/** An error, or a refusal in place of the whole answer. */
function outcomeOf(answer: string): string {
  const { data, errors } = JSON.parse(answer) as { readonly data?: Readonly<Record<string, unknown>> | null; readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] };
  const codes = new Set((errors ?? []).map(({ message, extensions }) => `${extensions.code}${extensions.code.startsWith("GRAPHQL") ? ` ${message}` : ""}`));
  const names = new Set(Object.values(data ?? {}).map((value) => (value as { readonly __typename?: string } | null)?.__typename));
  if (names.has("Refusal")) codes.add(REFUSED);
  return codes.size === 0 ? "ok" : [...codes].join(", ");
}

function line({ query: { root, about, price }, ms, outcome }: Shown): string {
  return `${root.padEnd(22)} ${figure(ms).padStart(7)} ms, price ${price.toLocaleString("en").padStart(9)}: ${about}${outcome === "ok" ? "" : ` (${outcome})`}`;
}
