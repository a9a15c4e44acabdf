import { ANSWER } from "./answer";
import { type Bench, type BenchOptions, type Measurement, reached, toResult } from "./bench-result";
import { benchTable } from "./bench-table";
import { IMPORT } from "./import";
import { INTAKE } from "./intake";
import { MEMORY } from "./memory";
import { PEER } from "./peer";
import { REPORTS } from "./reports";
import { START } from "./start";
import { WORST } from "./worst";

const BENCHES: readonly Bench[] = [INTAKE, ANSWER, REPORTS, PEER, IMPORT, MEMORY, START];
/** Only where named: a country of five million answers takes long to write. */
const NAMED: readonly Bench[] = [WORST];

const ROUNDS = 5;

const USAGE = `npm run bench -- [what…] [--json] [--full] [--rounds <n>] [--size <n>]

Measures Yusr beside its ceilings and its peer, each pair in one run, on a durable database that is thrown away.
Without a name: everything but the last. Progress goes to standard error, the table (or, with --json, the results) to standard output.
Exit code 0: everything was measured, whether or not the goals were reached; 1: something could not be measured; 2: usage.

${[...BENCHES, ...NAMED].map(({ names, about }) => `  ${names.join(", ")}\n      ${about}`).join("\n")}

  --full         the largest size too
  --rounds <n>   rounds that count, 1–100 (${String(ROUNDS)})
  --size <n>     one small size instead of the usual ones, to see whether it runs`;

interface Wish {
  readonly benches: readonly Bench[];
  readonly json: boolean;
  readonly options: BenchOptions;
}

/** Undefined where nobody can tell what is meant. */
function wishOf(words: readonly string[]): Wish | undefined {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const switches = new Set<string>();
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? "";
    if (word === "--rounds" || word === "--size") {
      i += 1;
      numbers.set(word, Number(words[i]));
    } else if (word.startsWith("--")) switches.add(word);
    else names.push(word);
  }
  const benches = names.length === 0 ? BENCHES : [...BENCHES, ...NAMED].filter((bench) => names.some((name) => meant(name, bench)));
  const [rounds, size] = [numbers.get("--rounds") ?? ROUNDS, numbers.get("--size")];
  const sound =
    names.every((name) => [...BENCHES, ...NAMED].some((bench) => meant(name, bench))) &&
    [...switches].every((name) => name === "--json" || name === "--full") &&
    [rounds, size ?? 1].every((n) => Number.isInteger(n) && n > 0);
  if (!sound) return undefined;
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  return { benches, json: switches.has("--json"), options: { rounds, full: switches.has("--full"), size, say } };
}

/** `report` means `report.service` and `report.country`. */
function meant(name: string, { names }: Bench): boolean {
  return names.some((known) => known === name || known.startsWith(`${name}.`));
}

async function run({ benches, json, options }: Wish): Promise<void> {
  const measurements: Measurement[] = [];
  for (const bench of benches) {
    try {
      measurements.push(...(await bench.measure(options)));
    } catch (error) {
      // The others are still worth knowing.
      options.say(`${bench.names.join(", ")} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      process.exitCode = 1;
    }
  }
  const missed = measurements.filter((measurement) => !reached(measurement)).map(({ name }) => name);
  if (missed.length > 0) options.say(`Goals missed: ${missed.join(", ")}.`);
  process.stdout.write(`${json ? JSON.stringify({ results: measurements.map(toResult) }, null, 2) : benchTable(measurements)}\n`);
}

const wish = wishOf(process.argv.slice(2));
if (wish === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else void run(wish);
