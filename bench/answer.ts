import { randomBytes, randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { Pool } from "pg";
import { type BenchDatabase, withDatabase } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement, median, quantile } from "./bench-result";
import { HttpClient, secondsFor } from "./http-client";
import { createMeasuredService, type MeasuredService } from "./measured-service";
import { POOL_SIZE, type ServerProcess, withProcess, withServer } from "./server-process";
import { type Cell, growthOf, type GrownTable, insertStatement, parametersOf, rowsOfResponse } from "./stored-rows";

const CONNECTIONS = 32;
const PER_ROUND = 1_500;
const PER_CALL = 250;
/** As many as there are cores, as the README advises. */
const PROCESSES = availableParallelism();
/** Rounds that count for neither: after some five thousand answers a process, what one costs has fallen by half and falls no further. */
const WARM_UP = 6;
/** Every fourth person writes a comment. */
const COMMENT_EVERY = 4;

/** Somebody who may answer. */
interface Invited {
  readonly token: string;
  readonly transactionId: string;
  readonly invitationId: string;
  readonly steps: readonly { readonly step: string }[];
}

/**
 * `submitResponse` over HTTP beside a bare HTTP handler that writes the same rows by one prepared statement: the rows are
 * copied from what the product stored. In turns, on the same database, so that both meet the same machine.
 */
export const ANSWER: Bench = {
  names: ["answer"],
  about: `submitResponse over HTTP: ${String(CONNECTIONS)} connections`,
  measure: (options) => withDatabase((database) => withServer(database.url, (server) => measure(database, server, options), PROCESSES)),
};

async function measure({ url, house }: BenchDatabase, server: ServerProcess, { rounds, size, say }: BenchOptions): Promise<readonly Measurement[]> {
  const service = await createMeasuredService(house, true);
  const perRound = size ?? PER_ROUND;
  const client = new HttpClient(server.address, service.key, CONNECTIONS);
  const anybody = new HttpClient(server.address, undefined, CONNECTIONS);
  const pool = new Pool({ connectionString: url, max: 2 });
  const invite = (count: number): Promise<Invited[]> => invited(client, service, pool, count);
  const submit = async (person: Invited, commented: boolean): Promise<void> => {
    const text = await anybody.post("/graphql", submission(person, commented));
    if (!text.includes('"RECORDED"')) throw new Error(`not recorded: ${text.slice(0, 500)}`);
  };
  try {
    // What one answer with a comment writes, and what one without; the very first of a procedure settles how it is counted.
    const [earliest, first, second] = await invite(3);
    if (earliest === undefined || first === undefined || second === undefined) throw new Error("nobody was invited");
    await submit(earliest, false);
    const tables = await growthOf(pool, () => submit(first, true));
    await submit(second, false);
    const samples = [await rowsOfResponse(pool, tables, second.transactionId), await rowsOfResponse(pool, tables, first.transactionId)];
    return await withProcess("bare-answers.js", [url, String(POOL_SIZE), insertStatement(tables)], async (bare) => {
      const direct = new HttpClient(bare.address, undefined, CONNECTIONS);
      const copy = async (person: Invited, commented: boolean): Promise<void> => {
        const text = await direct.post("/", copied(service, tables, samples[commented ? 1 : 0] ?? new Map(), person));
        if (!text.includes('"receipt":"')) throw new Error(`not recorded: ${text.slice(0, 500)}`);
      };
      const ours = new Rounds(() => server.ask("cpu"), submit);
      const reference = new Rounds(() => bare.ask("cpu"), copy);
      for (let round = 1 - WARM_UP; round <= rounds; round += 1) {
        for (const way of round % 2 === 0 ? [ours, reference] : [reference, ours]) {
          const people = await invite(perRound);
          await server.ask("fold");
          await pool.query("CHECKPOINT");
          const grown = await growthOf(pool, () => way.run(people, round > 0));
          way.rows = new Map(grown.map(({ name, rows }) => [name, rows]));
        }
        // Counts of answers that are stored together are added up before they are written; everything else is row for row the same.
        for (const { name } of tables) if (ours.rows.get(name) !== reference.rows.get(name) && !(name.endsWith("_delta") && (ours.rows.get(name) ?? 0) < (reference.rows.get(name) ?? 0))) throw new Error(`the two ways do not write the same rows into ${name}`);
        if (round > 0) say(`answer, round ${String(round)}: submitResponse ${ours.last()}, bare ${reference.last()}`);
      }
      direct.close();
      const rows = [...ours.rows].map(([name, n]) => `${name} ${figure(n / perRound)}${n === reference.rows.get(name) ? "" : ` (bare ${figure((reference.rows.get(name) ?? 0) / perRound)})`}`);
      return [
        {
          name: "answer",
          ours: median(ours.perSecond),
          reference: median(reference.perSecond),
          unit: "answers/s",
          goal: 0.5,
          higherIsBetter: true,
          beside: "a bare handler, one prepared statement for the same rows",
          details: [
            `${String(CONNECTIONS)} connections, ${String(perRound)} answers a round, median of ${String(rounds)} rounds after ${String(WARM_UP)} to warm up, YUSR_PROCESSES=${String(PROCESSES)}; rows an answer: ${rows.join(", ")}`,
            `ours: ${ours.summary()}`,
            `bare: ${reference.summary()}`,
          ],
        },
      ];
    });
  } finally {
    client.close();
    anybody.close();
    await pool.end();
  }
}

/** The rounds of one way. */
class Rounds {
  readonly perSecond: number[] = [];
  private readonly cpu: number[] = [];
  private readonly took: number[] = [];
  rows: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly cpuSeconds: () => Promise<number>,
    private readonly answer: (person: Invited, commented: boolean) => Promise<void>,
  ) {}

  async run(people: readonly Invited[], counted: boolean): Promise<void> {
    const work = people.map((person, index) => ({ person, commented: index % COMMENT_EVERY === 0 }));
    const took: number[] = [];
    const cpuBefore = await this.cpuSeconds();
    const seconds = await secondsFor(CONNECTIONS, work, async ({ person, commented }) => {
      const begun = performance.now();
      await this.answer(person, commented);
      took.push(performance.now() - begun);
    });
    const cpu = (await this.cpuSeconds()) - cpuBefore;
    if (!counted) return;
    this.perSecond.push(people.length / seconds);
    this.cpu.push((cpu * 1e6) / people.length);
    this.took.push(...took);
  }

  last(): string {
    return `${(this.perSecond.at(-1) ?? 0).toFixed(0)} answers/s with ${(this.cpu.at(-1) ?? 0).toFixed(0)} µs of processor time each`;
  }

  summary(): string {
    return `p50 ${figure(quantile(this.took, 0.5))} ms, p99 ${figure(quantile(this.took, 0.99))} ms, ${median(this.cpu).toFixed(0)} µs of the server's processor time each`;
  }
}

const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) { ... on TransactionResults { results { receipt invitation { token } } } ... on Refusal { code message } }
}`;

/** People who went through four steps of the surveyed service and were granted what they came for. */
async function invited(client: HttpClient, { name, facts }: MeasuredService, pool: Pool, count: number): Promise<Invited[]> {
  const startedAt = Date.now() - 86_400_000;
  const at = (minutes: number): Date => new Date(startedAt + minutes * 60_000);
  const steps = facts.procedures[0]?.steps ?? [];
  const passages = steps.slice(2, 6).map(({ code: step }, ordinal) => ({ ordinal, step, enteredAt: at(ordinal * 10), leftAt: at(ordinal * 10 + 7) }));
  const tokens = new Map<string, string>();
  for (let begun = 0; begun < count; begun += PER_CALL) {
    const items = Array.from({ length: Math.min(PER_CALL, count - begun) }, () => ({
      ...{ service: name, reference: randomBytes(16).toString("hex"), channel: "WEB", language: "ar", beneficiary: "CITIZEN" },
      ...{ startedAt: at(0), endedAt: at(50), outcome: "GRANTED", passages },
    }));
    const text = await client.post("/graphql", JSON.stringify({ query: RECORD, variables: { input: { items } } }));
    const { data } = JSON.parse(text) as { data: { recordTransactions: { results: { receipt: string; invitation: { token: string } | null }[] } } };
    for (const { receipt, invitation } of data.recordTransactions.results) if (invitation !== null) tokens.set(receipt, invitation.token);
  }
  const { rows } = await pool.query<Omit<Invited, "token">>(
    `SELECT transaction_id AS "transactionId", id AS "invitationId", steps FROM invitation WHERE service_id = $1 AND transaction_id = ANY ($2::uuid[])`,
    [facts.id, [...tokens.keys()]],
  );
  if (rows.length !== count) throw new Error("not everybody was invited");
  return rows.map((row) => ({ ...row, token: tokens.get(row.transactionId) ?? "" }));
}

const SUBMIT = `mutation ($token: String!, $input: SurveyAnswersInput!) {
  submitResponse(token: $token, input: $input) { ... on ResponseReceipt { status receipt } ... on Refusal { code message path } }
}`;

const COMMENT = "انتظرت يومين حتى وصلت الموافقة، وكان الدفع سهلاً. رقمي 91234567 للتواصل.";

/** The national survey, answered in full. */
function submission({ token, steps }: Invited, commented: boolean): string {
  const answers = [
    { instrument: "COMPLETED", choice: "YES" },
    { instrument: "CES5_EASE", score: 4 },
    { instrument: "CSAT5", score: 4 },
    { instrument: "HARDEST_STEP", choice: "STEP", step: steps[0]?.step },
    ...steps.map(({ step }, index) => ({ instrument: "STEP_EASE5", step, score: 2 + index })),
  ];
  return JSON.stringify({ query: SUBMIT, variables: { token, input: { language: "ar", answers, ...(commented ? { comment: COMMENT } : {}) } } });
}

/** The parameters of the bare statement for one more person: the rows of a sample under new ids. */
function copied({ facts }: MeasuredService, tables: readonly GrownTable[], sample: ReadonlyMap<string, readonly (readonly Cell[])[]>, person: Invited): string {
  const claim = [facts.id, person.invitationId, `\\x${randomBytes(32).toString("hex")}`, randomUUID()];
  return JSON.stringify([...claim, ...parametersOf(tables, sample, person.transactionId)]);
}
