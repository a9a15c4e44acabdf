import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "pg";
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

/** The Node that the package `node` brought: the peer wants it, so both run on it. */
const NODE = join(__dirname, "node_modules/node/bin/node");

export const PEER: Bench = {
  names: ["peer.read", "peer.write"],
  about: `PostGraphile 5 on the same database and the same Node 24: a page of ${String(SERVICES)} services with their scores; one transaction with six passages`,
  measure: (options) => {
    if (!existsSync(NODE)) throw new Error("the package node did not bring its binary: npm ci in bench/");
    return withDatabase((database) => measure(database, options));
  },
};

/** One request, one way. */
interface Way {
  readonly client: HttpClient;
  readonly body: () => string;
  /** What a good answer holds. */
  readonly expected: string;
}

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
          return [
            await compare("peer.read", READS, { client: clients.read, ...ourRead(generated) }, { client: clients.peer, ...peerRead(generated) }, [ours, peer], options),
            await compare("peer.write", WRITES, { client: clients.write, ...ourWrite() }, { client: clients.peer, ...peerWrite() }, [ours, peer], options),
          ];
        } finally {
          for (const client of Object.values(clients)) client.close();
        }
      }, { node: NODE }),
    { node: NODE },
  );
}

async function compare(name: string, requests: number, ours: Way, peer: Way, servers: readonly [ServerProcess, ServerProcess], { rounds, size, say }: BenchOptions): Promise<Measurement> {
  const each = size === undefined ? requests : Math.min(requests, 50);
  const sides = [{ way: ours, server: servers[0] }, { way: peer, server: servers[1] }].map((side) => ({ ...side, perSecond: [] as number[], took: [] as number[], cpu: [] as number[] }));
  // The first round warms up both and is not counted; who begins, changes.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { way, server, perSecond, took, cpu } of round % 2 === 0 ? sides : sides.toReversed()) {
      const bodies = Array.from({ length: each }, way.body);
      const times: number[] = [];
      const before = await server.ask("cpu");
      const seconds = await secondsFor(CONNECTIONS, bodies, async (body) => {
        const start = performance.now();
        const answer = await way.client.post("/graphql", body);
        times.push(performance.now() - start);
        if (!answer.includes(way.expected)) throw new Error(`${name}: ${answer.slice(0, 500)}`);
      });
      if (round === 0) continue;
      perSecond.push(each / seconds);
      took.push(...times);
      cpu.push((((await server.ask("cpu")) - before) * 1e6) / each);
    }
    if (round > 0) say(`${name}, round ${String(round)}: ${sides.map(({ perSecond }) => figure(perSecond.at(-1) ?? 0)).join(" requests/s, the peer ")}`);
    // So that neither reads through what both wrote.
    await servers[0].ask("fold");
  }
  const [a, b] = sides;
  return {
    name,
    ours: median(a?.perSecond ?? []),
    reference: median(b?.perSecond ?? []),
    unit: "requests/s",
    goal: 1,
    higherIsBetter: true,
    beside: "PostGraphile 5, both on Node 24",
    details: [
      `${String(CONNECTIONS)} connections, ${String(each)} requests a round, median of ${String(rounds)} rounds`,
      ...sides.map(({ took, cpu }, i) => `${i === 0 ? "ours" : "peer"}: p50 ${figure(median(took))} ms, p99 ${figure(quantile(took, 0.99))} ms, ${median(cpu).toFixed(0)} µs of the server's processor time each`),
      name === "peer.read" ? "the peer computes n, share and mean from the same released counts, without intervals" : "the peer inserts the transaction and its passages, once per reference; it checks nothing, keeps no counts, asks nobody",
    ],
  };
}

/** The last month of the year: one figure for each way of asking. */
function lastMonth({ year: { to } }: Generated): { readonly from: string; readonly to: string } {
  return { from: monthOf(addDays(to, -1)), to };
}

function ourRead(generated: Generated): Omit<Way, "client"> {
  const query = `query ($period: PeriodInput!) { services(first: ${String(SERVICES)}) { edges { node { code names satisfaction(period: $period, interval: MONTH) {
    ... on SatisfactionSeries { lines { measure instrument moment points { share { value low high n } mean { value low high } } } } ... on Refusal { code message } } } } } }`;
  const body = JSON.stringify({ query, variables: { period: lastMonth(generated) } });
  return { body: () => body, expected: '"satisfaction":{"lines":[' };
}

function peerRead(generated: Generated): Omit<Way, "client"> {
  const query = `query ($from: Date!, $to: Date!) { allServices(first: ${String(SERVICES)}, orderBy: PRIMARY_KEY_ASC) { nodes {
    code names scores(fromDay: $from, toDay: $to) { nodes { instrument moment n favourable mean } } } } }`;
  const body = JSON.stringify({ query, variables: { from: lastMonth(generated).from, to: lastMonth(generated).to } });
  return { body: () => body, expected: '"scores":{"nodes":[' };
}

/** A transaction of one of the fifty busiest services, as a portal would tell it. */
function told(): { readonly service: string; readonly reference: string; readonly startedAt: string; readonly endedAt: string; readonly passages: readonly object[] } {
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

function ourWrite(): Omit<Way, "client"> {
  return { body: () => JSON.stringify({ query: RECORD, variables: { input: { items: [{ ...told(), ...CIRCUMSTANCES }] } } }), expected: '"RECORDED"' };
}

function peerWrite(): Omit<Way, "client"> {
  const query = "mutation ($input: RecordTransactionInput!) { recordTransaction(input: $input) { result } }";
  return { body: () => JSON.stringify({ query, variables: { input: { ...told(), ...CIRCUMSTANCES } } }), expected: '"recordTransaction":{"result":"' };
}

/** Key of a portal that may report about the fifty busiest services and measures errors and retries. */
async function portalOf({ house: { catalogue, security } }: BenchDatabase): Promise<string> {
  const portal = fine(await catalogue.createPortal.create(OPERATOR, { code: "PORTAL", agency: serviceOfRank(1).slice(0, 4), names: { ar: "بوابة", en: "Portal" } }));
  for (let rank = 1; rank <= SERVICES; rank += 1) {
    const scope = { portal: "PORTAL", service: serviceOfRank(rank), from: "2000-01-01" };
    fine(await catalogue.grantPortal.grant(OPERATOR, scope));
    fine(await catalogue.declareSignals.declare(OPERATOR, { ...scope, signals: ["ERROR", "RETRY"] }));
  }
  return (await security.keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "bench")).key;
}
