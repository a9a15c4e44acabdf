import { createHash, randomBytes } from "node:crypto";
import { Pool } from "pg";
import { newId } from "../src/shared/new-id";
import { addDays } from "../src/shared/local-day";
import { monthOf } from "../src/tallies/domain/spans";
import { type BenchDatabase, fine, OPERATOR, withDatabase } from "./bench-database";
import { type Bench, type BenchOptions, figure, type Measurement, median, quantile } from "./bench-result";
import { serviceOfRank, STEPS } from "./generator/country";
import { generate, type Generated } from "./generator/generate";
import { HttpClient, secondsFor } from "./http-client";
import { RECORD } from "./intake-rows";
import { PEER_SCHEMA } from "./peer-schema";
import { POOL_SIZE, type ServerProcess, withProcess, withServer } from "./server-process";

const SIZE = 100_000;
const CONNECTIONS = 16;
const READS = 300;
const WRITES = 1_200;
const SERVICES = 50;

export const PEER: Bench = {
  names: ["peer.read", "peer.write"],
  about: `PostGraphile 5 on the same database and the same Node: a page of ${String(SERVICES)} services with their scores; one transaction with six passages`,
  measure: (options) => withDatabase((database) => measure(database, options)),
};

/** One request, one way. */
interface Way {
  readonly who: string;
  readonly client: HttpClient;
  readonly server: ServerProcess;
  readonly body: () => string;
  /** What a good answer holds. */
  readonly expected: string;
  /** How many services of an answer have any figure. */
  readonly figures?: (data: never) => number;
}

type Request = Pick<Way, "body" | "expected" | "figures">;

async function measure(database: BenchDatabase, options: BenchOptions): Promise<readonly Measurement[]> {
  const generated = await generate(database, options.size ?? SIZE, options.say);
  const pool = new Pool({ connectionString: database.url, max: 1 });
  await pool.query(PEER_SCHEMA).finally(() => pool.end());
  const portal = await portalOf(database);
  const office = await database.house.security.keys.create(OPERATOR, { role: "office" }, "bench");
  const { url } = database;
  return withServer(
    url,
    (ours) =>
      withProcess("peer-server.mjs", [url, String(POOL_SIZE)], async (peer) => {
        const clients = { read: new HttpClient(ours.address, office.key, CONNECTIONS), write: new HttpClient(ours.address, portal, CONNECTIONS), peer: new HttpClient(peer.address, undefined, CONNECTIONS) };
        try {
          const [read, write] = [{ client: clients.read, server: ours }, { client: clients.write, server: ours }];
          const beside = { client: clients.peer, server: peer };
          return [
            await compare("peer.read", READS, [
              { who: "ours", ...read, ...ourRead(generated) },
              { who: "the peer", ...beside, ...peerRead(generated) },
              // Nobody who asks for a month of their own shares an answer (docs/decisions/0041).
              { who: "ours, each about another month", ...read, ...ourRead(generated, anyMonth) },
              { who: "the peer, each about another month", ...beside, ...peerRead(generated, anyMonth) },
            ], options),
            await compare("peer.write", WRITES, [
              { who: "ours", ...write, ...ourWrite() },
              { who: "the peer as generated", ...beside, ...peerWrite(await idsOf(database)) },
              { who: "the peer with a function written for this", ...beside, ...peerFunction() },
            ], options),
          ];
        } finally {
          for (const client of Object.values(clients)) client.close();
        }
      }),
  );
}

/** The first is ours, the second what it is measured beside; others are told in the details. */
async function compare(name: string, requests: number, ways: readonly [Way, Way, ...Way[]], { rounds, say }: BenchOptions): Promise<Measurement> {
  const sides = ways.map((way) => ({ way, perSecond: [] as number[], took: [] as number[], cpu: [] as number[] }));
  // The first rounds warm up all of them and are not counted; who begins, changes.
  for (let round = -1; round <= rounds; round += 1) {
    for (const { way, perSecond, took, cpu } of round % 2 === 0 ? sides : sides.toReversed()) {
      const bodies = Array.from({ length: requests }, way.body);
      const times: number[] = [];
      const before = await way.server.ask("cpu");
      const seconds = await secondsFor(CONNECTIONS, bodies, async (body) => {
        const start = performance.now();
        const answer = await way.client.post("/graphql", body);
        times.push(performance.now() - start);
        if (!answer.includes(way.expected) || answer.includes('"errors"')) throw new Error(`${name}: ${answer.slice(0, 500)}`);
      });
      if (round < 1) continue;
      perSecond.push(requests / seconds);
      took.push(...times);
      cpu.push((((await way.server.ask("cpu")) - before) * 1e6) / requests);
    }
    if (round > 0) say(`${name}, round ${String(round)}: ${sides.map(({ way, perSecond }) => `${way.who} ${figure(perSecond.at(-1) ?? 0)}`).join(", ")} requests/s`);
    // So that nobody reads through what all of them wrote.
    await ways[0].server.ask("fold");
  }
  const [ours, reference] = sides;
  const figures: string[] = [];
  for (const way of ways) if (way.figures !== undefined) figures.push(`${way.who}: ${String(way.figures((JSON.parse(await way.client.post("/graphql", way.body())) as { data: never }).data))} of ${String(SERVICES)} services have figures`);
  return {
    name,
    ours: median(ours?.perSecond ?? []),
    reference: median(reference?.perSecond ?? []),
    unit: "requests/s",
    goal: 1,
    higherIsBetter: true,
    beside: "PostGraphile 5",
    details: [
      `${String(CONNECTIONS)} connections, ${String(requests)} requests a round, median of ${String(rounds)} rounds`,
      ...sides.map(({ way, perSecond, took, cpu }) => `${way.who}: ${figure(median(perSecond))}/s, p50 ${figure(median(took))} ms, p99 ${figure(quantile(took, 0.99))} ms, ${median(cpu).toFixed(0)} µs of the server's processor time each`),
      ...figures,
      name === "peer.read"
        ? "the peer computes n, share and mean from the same released counts, without intervals"
        : "as generated: one createTransaction and six createPassage in a document, ids and digest made by the client; the function: one statement. Neither checks anything, keeps counts, or asks anybody",
    ],
  };
}

/** The last month of the year: one figure for each way of asking. */
function lastMonth({ year: { to } }: Generated): { readonly from: string; readonly to: string } {
  return { from: monthOf(addDays(to, -1)), to };
}

/** Any of its twelve months. */
function anyMonth({ year: { from } }: Generated): { readonly from: string; readonly to: string } {
  const first = monthOf(addDays(from, 15 + 30 * Math.floor(Math.random() * 12)));
  return { from: first, to: monthOf(addDays(first, 40)) };
}

export function ourRead(generated: Generated, period = lastMonth): Request {
  const query = `query ($period: PeriodInput!) { services(first: ${String(SERVICES)}) { edges { node { code names satisfaction(period: $period, interval: MONTH) {
    ... on SatisfactionSeries { lines { measure instrument moment points { share { value low high n } mean { value low high } } } } ... on Refusal { code message } } } } } }`;
  const body = (): string => JSON.stringify({ query, variables: { period: period(generated) } });
  const figures = ({ services }: { services: { edges: { node: { satisfaction: { lines: unknown[] } } }[] } }): number => services.edges.filter(({ node }) => node.satisfaction.lines.length > 0).length;
  return { body, expected: '"satisfaction":{"lines":[', figures };
}

function peerRead(generated: Generated, period = lastMonth): Request {
  const query = `query ($from: Date!, $to: Date!) { allServices(first: ${String(SERVICES)}, orderBy: PRIMARY_KEY_ASC) { nodes {
    code names scores(fromDay: $from, toDay: $to) { nodes { instrument moment n favourable mean } } } } }`;
  const body = (): string => JSON.stringify({ query, variables: period(generated) });
  const figures = ({ allServices }: { allServices: { nodes: { scores: { nodes: unknown[] } }[] } }): number => allServices.nodes.filter(({ scores }) => scores.nodes.length > 0).length;
  return { body, expected: '"scores":{"nodes":[', figures };
}

/** A transaction of one of the fifty busiest services, as a portal would tell it. */
function told(): { readonly service: string; readonly reference: string; readonly startedAt: string; readonly endedAt: string; readonly passages: readonly { readonly ordinal: number; readonly step: string }[] } {
  const startedAt = Date.now() - 86_400_000;
  const at = (minutes: number): string => new Date(startedAt + minutes * 60_000).toISOString();
  return {
    service: serviceOfRank(1 + Math.floor(Math.random() * SERVICES)),
    reference: randomBytes(16).toString("hex"),
    startedAt: at(0),
    endedAt: at(70),
    passages: STEPS.map((step, ordinal) => ({ ordinal, step, enteredAt: at(ordinal * 10), leftAt: at(ordinal * 10 + 7), errors: ordinal % 3, retries: 0 })),
  };
}

const CIRCUMSTANCES = { outcome: "GRANTED", channel: "WEB", beneficiary: "CITIZEN", actedBy: "SELF", firstTime: true, language: "ar" };

export function ourWrite(): Request {
  return { body: () => JSON.stringify({ query: RECORD, variables: { input: { items: [{ ...told(), ...CIRCUMSTANCES }] } } }), expected: '"RECORDED"' };
}

/** With what PostGraphile makes of the tables: each row by its own mutation, in one document. */
function peerWrite(ids: ReadonlyMap<string, PeerService>): Request {
  const passages = STEPS.map((_, i) => i);
  const query = `mutation ($transaction: CreateTransactionInput!, ${passages.map((i) => `$p${String(i)}: CreatePassageInput!`).join(", ")}) {
    createTransaction(input: $transaction) { transaction { rowId } } ${passages.map((i) => `p${String(i)}: createPassage(input: $p${String(i)}) { passage { ordinal } }`).join(" ")} }`;
  const body = (): string => {
    const { service, reference, startedAt, endedAt, passages: steps } = told();
    const { outcome, channel, beneficiary, actedBy, firstTime, language } = CIRCUMSTANCES;
    const { serviceId, procedureId } = ids.get(service) ?? { serviceId: "", procedureId: "" };
    const [id, now] = [newId(), new Date().toISOString()];
    const transaction = {
      ...{ serviceId, rowId: id, reference: createHash("sha256").update(reference).digest("base64"), procedureId, startedAt, endedAt, outcome, outcomeSource: "PORTAL" },
      ...{ channel, beneficiary, actedBy, firstTime, language, jackknifeGroup: Math.floor(Math.random() * 32), withdrawn: false, recordedAt: now, updatedAt: now, calendarRevision: 1 },
    };
    const rows = steps.map(({ step, ...passage }, i): [string, object] => [`p${String(i)}`, { passage: { serviceId, transactionId: id, step, sourceCode: step, ...passage } }]);
    return JSON.stringify({ query, variables: { transaction: { transaction }, ...(Object.fromEntries(rows) as object) } });
  };
  return { body, expected: '"p5":{"passage":{"ordinal":5' };
}

/** With a function that does it all in one statement. */
function peerFunction(): Request {
  const query = "mutation ($input: RecordTransactionInput!) { recordTransaction(input: $input) { result } }";
  return { body: () => JSON.stringify({ query, variables: { input: { ...told(), ...CIRCUMSTANCES } } }), expected: '"recordTransaction":{"result":"' };
}

interface PeerService {
  readonly serviceId: string;
  readonly procedureId: string;
}

/** What a client of the peer must know by itself. */
async function idsOf({ house: { catalogue, units } }: BenchDatabase): Promise<ReadonlyMap<string, PeerService>> {
  return units.read(async (unit) => {
    const names = Array.from({ length: SERVICES }, (_, i) => serviceOfRank(i + 1));
    const found = await catalogue.lookup.named(unit, names);
    const ids = names.map((name) => [name, found.get(name)] as const).flatMap(([name, service]) => (service?.found === "ONE" ? [[name, service.serviceId] as const] : []));
    const facts = await catalogue.lookup.services(unit, ids.map(([, id]) => id));
    return new Map(ids.map(([name, serviceId]) => [name, { serviceId, procedureId: facts.get(serviceId)?.procedures[0]?.id ?? "" }]));
  });
}

/** Key of a portal that may report about the fifty busiest services and measures errors and retries. */
export async function portalOf({ house: { catalogue, security } }: BenchDatabase): Promise<string> {
  const portal = fine(await catalogue.createPortal.create(OPERATOR, { code: "PORTAL", agency: serviceOfRank(1).slice(0, 4), names: { ar: "بوابة", en: "Portal" } }));
  for (let rank = 1; rank <= SERVICES; rank += 1) {
    const scope = { portal: "PORTAL", service: serviceOfRank(rank), from: "2000-01-01" };
    fine(await catalogue.grantPortal.grant(OPERATOR, scope));
    fine(await catalogue.declareSignals.declare(OPERATOR, { ...scope, signals: ["ERROR", "RETRY"] }));
  }
  return (await security.keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "bench")).key;
}
