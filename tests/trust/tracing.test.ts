import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SECRET_VARIABLES } from "../../src/config/config";
import { bare } from "../../src/web/start-tracing";
import { figure } from "../support/figures";
import { startServer } from "../support/server-process";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((variable) => [variable, randomBytes(32).toString("base64url")]));

interface Told {
  readonly name: string;
  readonly traceId: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

let database: TestDatabase;
let collector: Server;
let endpoint: string;
const bodies: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ plain: true });
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(`${request.url ?? ""} ${body}`);
      response.end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(collector, "listening");
  endpoint = `http://127.0.0.1:${String((collector.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  collector.close();
  await database.drop();
});

const spans = (): readonly Told[] =>
  bodies.flatMap((body) => (JSON.parse(body.slice(body.indexOf(" "))) as { resourceSpans: { scopeSpans: { spans: Told[] }[] }[] }).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans: told }) => told)));

/** What the next requests carry, each in a place of its own; all over, as the addresses that none of them may lead to. */
const CANARY = "canary7f3a";
/** A well-formed key of nobody: it is looked up. */
const A_KEY = `yusr_office_${CANARY}aa_${"b".repeat(43)}`;

async function askInEveryWay(address: string): Promise<string | null> {
  const post = (query: string, variables: object, key = CANARY): Promise<Response> =>
    fetch(`${address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": CANARY, authorization: `Bearer ${key}`, "x-forwarded-for": "203.0.113.77" },
      body: JSON.stringify({ query, variables }),
    });
  const answer = await fetch(`${address}/graphql`, { method: "POST", headers: { "content-type": "application/json", "user-agent": CANARY }, body: JSON.stringify({ query: `query ${CANARY} { viewer { role } }` }) });
  await post(`mutation ${CANARY} { submitResponse(token: "${CANARY}", input: {}) { __typename } }`, { [CANARY]: CANARY });
  await post(`{ ${CANARY}: viewer { role } }`, {}, A_KEY);
  await fetch(`${address}/s/${CANARY}${randomBytes(16).toString("hex")}?q=${CANARY}`, { headers: { "user-agent": CANARY }, redirect: "manual" });
  return answer.headers.get("x-request-id");
}

test("P1 P12 P13 traces say how long what took, and nothing of what was sent, from where, or by whom", async () => {
  const server = startServer({ DATABASE_URL: database.url, YUSR_JOBS: "off", OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...secrets });
  const request = await askInEveryWay(await server.ready());
  server.child.kill("SIGTERM");
  // What was not sent yet is sent when the server stops.
  expect(await server.ended()).toBe(0);

  expect(bodies.every((body) => body.startsWith("/v1/traces "))).toBe(true);
  const told = spans();
  const names = new Set(told.map(({ name }) => name));
  expect([...names]).toEqual(expect.arrayContaining(["POST", "GET", "graphql.parse", "pg.query:SELECT"]));
  const root = told.find(({ attributes }) => attributes.some(({ key, value }) => key === "yusr.request" && value.stringValue === request));
  expect(root?.attributes).toEqual(expect.arrayContaining([{ key: "yusr.operation", value: { stringValue: "viewer" } }, { key: "yusr.ending", value: { stringValue: "REFUSED" } }]));
  const all = bodies.join("\n");
  expect(all).not.toContain(CANARY);
  expect(all).not.toMatch(/203\.0\.113|127\.0\.0\.1/u);
  figure("P1 P12 P13", `0 of 9 canaries in ${String(told.length)} spans`);
});

test("P1 control: a span as it is before has the path with its token, the address, and the message of an error", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const span = provider.getTracer("control-http").startSpan(`GET /s/${CANARY}`, { kind: SpanKind.SERVER, attributes: { "url.path": `/s/${CANARY}`, "client.address": "203.0.113.77", "http.request.method": "GET" } });
  span.recordException(new Error(CANARY));
  span.setStatus({ code: SpanStatusCode.ERROR, message: CANARY });
  span.end();
  const [before] = exporter.getFinishedSpans();
  if (before === undefined) throw new Error("a span that ended was told");
  const said = (one: typeof before): string => JSON.stringify([one.name, one.attributes, one.events, one.status, one.links]);
  expect(said(before).split(CANARY)).toHaveLength(6);
  expect(said(bare(before))).toBe('["GET",{"http.request.method":"GET"},[],{"code":2},[]]');
  await provider.shutdown();
});
