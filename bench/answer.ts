import { randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { Pool } from "pg";
import type { BareServer } from "./bare-answers";
import { type Cell, growthOf, type GrownTable, insertStatement, parametersOf, rowsOfResponse } from "./stored-rows";
import { quantile } from "./intake";
import type { BenchServer } from "./server";

const CONNECTIONS = 32;
const PER_ROUND = 1_500;
const PER_CALL = 250;
const ROUNDS = 7;
/** Every fourth person writes a comment. */
const COMMENT_EVERY = 4;

/** One way to answer, measured. */
export interface AnswerFigures {
  /** Answers per second, one figure per round. */
  readonly perSecond: readonly number[];
  readonly median: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server's process alone: steady where the machine is shared. */
  readonly cpuMicroseconds: number;
}

export interface AnswerBench {
  readonly connections: number;
  readonly answersPerRound: number;
  readonly ours: AnswerFigures;
  readonly reference: AnswerFigures;
  /** Of the medians. */
  readonly ratio: number;
  /** Rows that one answer adds, table by table: the same both ways, checked in every round. */
  readonly rowsPerAnswer: Readonly<Record<string, number>>;
}

/** A server under test: where it is, and how much processor time it has used. */
export interface Measured<S> {
  readonly server: S;
  readonly cpuSeconds: () => Promise<number>;
}

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
export async function benchAnswer(
  product: Measured<BenchServer>,
  withBare: (statement: string, work: (bare: Measured<BareServer>) => Promise<AnswerBench>) => Promise<AnswerBench>,
  databaseUrl: string,
  say: (text: string) => void,
): Promise<AnswerBench> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  const invite = (count: number): Promise<Invited[]> => invited(agent, product.server, pool, count);
  const submit = async (person: Invited, commented: boolean): Promise<void> => {
    const text = await post(agent, `${product.server.address}/graphql`, submission(person, commented));
    if (!text.includes('"RECORDED"')) throw new Error(`not recorded: ${text.slice(0, 500)}`);
  };
  try {
    // What one answer with a comment writes, and what one without.
    const [first, second] = await invite(2);
    if (first === undefined || second === undefined) throw new Error("nobody was invited");
    const tables = await growthOf(pool, () => submit(first, true));
    await submit(second, false);
    const samples = [await rowsOfResponse(pool, tables, second.transactionId), await rowsOfResponse(pool, tables, first.transactionId)];
    return await withBare(insertStatement(tables), async (bare) => {
      const copy = async (person: Invited, commented: boolean): Promise<void> => {
        const text = await post(agent, bare.server.address, copied(product.server, tables, samples[commented ? 1 : 0] ?? new Map(), person));
        if (!text.includes('"receipt":"')) throw new Error(`not recorded: ${text.slice(0, 500)}`);
      };
      const ours = new Rounds(product.cpuSeconds, submit);
      const reference = new Rounds(bare.cpuSeconds, copy);
      // The first round warms up both ways and is not counted.
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const way of round % 2 === 0 ? [ours, reference] : [reference, ours]) {
          const people = await invite(PER_ROUND);
          await pool.query("CHECKPOINT");
          const grown = await growthOf(pool, () => way.run(people, round > 0));
          way.rows = new Map(grown.map(({ name, rows }) => [name, rows]));
        }
        for (const { name } of tables) if (ours.rows.get(name) !== reference.rows.get(name)) throw new Error(`the two ways do not write the same rows into ${name}`);
        if (round > 0) say(`round ${String(round)}: submitResponse ${ours.last()}, bare ${reference.last()}`);
      }
      const [a, b] = [ours.figures(), reference.figures()];
      const rowsPerAnswer = Object.fromEntries([...ours.rows].map(([name, rows]) => [name, rows / PER_ROUND]));
      return { connections: CONNECTIONS, answersPerRound: PER_ROUND, ours: a, reference: b, ratio: a.median / b.median, rowsPerAnswer };
    });
  } finally {
    agent.destroy();
    await pool.end();
  }
}

/** The rounds of one way. */
class Rounds {
  private readonly perSecond: number[] = [];
  private readonly cpu: number[] = [];
  private readonly took: number[] = [];
  rows: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly cpuSeconds: () => Promise<number>,
    private readonly answer: (person: Invited, commented: boolean) => Promise<void>,
  ) {}

  /** Every connection takes the next person as soon as it is free. */
  async run(people: readonly Invited[], counted: boolean): Promise<void> {
    const queue = people.map((person, index) => ({ person, commented: index % COMMENT_EVERY === 0 }));
    const took: number[] = [];
    const cpuBefore = await this.cpuSeconds();
    const start = performance.now();
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          const begun = performance.now();
          await this.answer(next.person, next.commented);
          took.push(performance.now() - begun);
        }
      }),
    );
    const seconds = (performance.now() - start) / 1_000;
    const cpu = (await this.cpuSeconds()) - cpuBefore;
    if (!counted) return;
    this.perSecond.push(people.length / seconds);
    this.cpu.push((cpu * 1e6) / people.length);
    this.took.push(...took);
  }

  last(): string {
    return `${(this.perSecond.at(-1) ?? 0).toFixed(0)} answers/s with ${(this.cpu.at(-1) ?? 0).toFixed(0)} µs of processor time each`;
  }

  figures(): AnswerFigures {
    return { perSecond: this.perSecond, median: quantile(this.perSecond, 0.5), p50Ms: quantile(this.took, 0.5), p99Ms: quantile(this.took, 0.99), cpuMicroseconds: quantile(this.cpu, 0.5) };
  }
}

const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) { ... on TransactionResults { results { receipt invitation { token } } } ... on Refusal { code message } }
}`;

/** People who went through four steps of the surveyed service and were granted what they came for. */
async function invited(agent: Agent, { address, key, surveyed }: BenchServer, pool: Pool, count: number): Promise<Invited[]> {
  const startedAt = Date.now() - 86_400_000;
  const at = (minutes: number): Date => new Date(startedAt + minutes * 60_000);
  const passages = surveyed.steps.slice(2, 6).map((step, ordinal) => ({ ordinal, step, enteredAt: at(ordinal * 10), leftAt: at(ordinal * 10 + 7) }));
  const tokens = new Map<string, string>();
  for (let begun = 0; begun < count; begun += PER_CALL) {
    const items = Array.from({ length: Math.min(PER_CALL, count - begun) }, () => ({
      ...{ service: surveyed.name, reference: randomBytes(16).toString("hex"), channel: "WEB", language: "ar", beneficiary: "CITIZEN" },
      ...{ startedAt: at(0), endedAt: at(50), outcome: "GRANTED", passages },
    }));
    const text = await post(agent, `${address}/graphql`, JSON.stringify({ query: RECORD, variables: { input: { items } } }), key);
    const { data } = JSON.parse(text) as { data: { recordTransactions: { results: { receipt: string; invitation: { token: string } | null }[] } } };
    for (const { receipt, invitation } of data.recordTransactions.results) if (invitation !== null) tokens.set(receipt, invitation.token);
  }
  const { rows } = await pool.query<Omit<Invited, "token">>(
    `SELECT transaction_id AS "transactionId", id AS "invitationId", steps FROM invitation WHERE service_id = $1 AND transaction_id = ANY ($2::uuid[])`,
    [surveyed.id, [...tokens.keys()]],
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
function copied({ surveyed }: BenchServer, tables: readonly GrownTable[], sample: ReadonlyMap<string, readonly (readonly Cell[])[]>, person: Invited): string {
  const claim = [surveyed.id, person.invitationId, `\\x${randomBytes(32).toString("hex")}`, randomUUID()];
  return JSON.stringify([...claim, ...parametersOf(tables, sample, person.transactionId)]);
}

async function post(agent: Agent, url: string, body: string, key?: string): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
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
}
