import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "../../src/database/roles";
import { requestLimits } from "../../src/database/limits";
import { figure } from "../support/figures";
import { freePort, type ServerProcess, startServer } from "../support/server-process";
import { type Fault, proxyTo, type TcpProxy } from "../support/tcp-proxy";
import { type Answer, send, startTestApp, TEST_KEY_VARIABLES } from "../support/test-app";
import { granted, openSurveyDesk, RECORD, type SurveyDesk } from "../surveys/survey-support";

/** Seconds for each fault by `npm run trust`; in CI one, and as many as show a deadline where nobody is told anything. */
const LONG = Number(process.env["TRUST_FAULT_SECONDS"] ?? 0);
const DEADLINE_MS = 3_000;
/** What a loaded machine needs on top to say so. */
const SLACK_MS = 1_500;
const CLIENTS = 4;
/** What may be answered while the network is in trouble, and is to be sent again. */
const RETRYABLE = new Set(["OVERLOADED", "TIMED_OUT", "DEADLINE_EXCEEDED", "UNAVAILABLE"]);

let desk: SurveyDesk;
let proxy: TcpProxy;
let server: ServerProcess;
let address: string;
let operations: string;
let behindProxy: string;
beforeAll(async () => {
  desk = await openSurveyDesk();
  ({ proxy, url: behindProxy } = await proxyTo(desk.app.database.url));
  const port = await freePort();
  operations = `http://127.0.0.1:${String(port)}`;
  server = startServer({ DATABASE_URL: behindProxy, YUSR_OPERATIONS_PORT: String(port), YUSR_REQUEST_SECONDS: String(DEADLINE_MS / 1_000), YUSR_DATABASE_POOL: String(CLIENTS), YUSR_JOBS: "off", ...TEST_KEY_VARIABLES });
  address = await server.ready();
}, 60_000);
afterAll(async () => {
  server.child.kill("SIGTERM");
  await server.ended();
  await proxy.close();
  await desk.app.close();
});

/** One figure of the server's own counts. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${operations}/metrics`)).text();
  return Number(text.split("\n").find((line) => line.startsWith(`${name} `))?.split(" ")[1]);
}
const connections = async (): Promise<number[]> => Promise.all(["used", "free", "waited_for"].map((state) => metric(`yusr_database_connections{state="${state}"}`)));

const codeOf = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;

/** Sends one item until it is answered for good. */
async function untilAnswered(item: object, whenAnswered: (milliseconds: number, answer: Answer) => void): Promise<string> {
  for (;;) {
    const began = performance.now();
    const answer = await send(address, desk.portal, RECORD, { input: { items: [item] } });
    whenAnswered(performance.now() - began, answer);
    if (answer.errors === undefined) return answer.data.recordTransactions.results[0].receipt as string;
    if (!RETRYABLE.has(codeOf(answer) ?? "")) throw new Error(JSON.stringify(answer.body));
    await sleep(50);
  }
}

/** Clients that each send one item after the other, each until it is kept. */
function traffic(): { readonly oldest: () => number; stop(): Promise<{ sent: string[]; codes: Record<string, number> }> } {
  let oldest = 0;
  let stopped = false;
  const sent: string[] = [];
  const codes: Record<string, number> = {};
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!stopped) {
      const receipt = await untilAnswered(granted(desk.service), (milliseconds, answer) => {
        oldest = Math.max(oldest, milliseconds);
        const code = codeOf(answer) ?? "kept";
        codes[code] = (codes[code] ?? 0) + 1;
      });
      sent.push(receipt);
    }
  });
  return {
    oldest: () => oldest,
    stop: async () => {
      stopped = true;
      await Promise.all(clients);
      return { sent, codes };
    },
  };
}

const transactions = async (): Promise<string[]> => (await desk.behind("SELECT id FROM transaction", [])).map(({ id }) => id as string);
/** What PostgreSQL is still in the middle of. */
const busy = (): Promise<any[]> => desk.behind("SELECT state, query FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()", []);

test.each<[Fault, number]>([["delay", 1], ["drip", 1], ["reset", 1], ["half-open", 1], ["blackhole", 4]])("F5 %s: nobody waits longer than the deadline, all goes on within 5 s, and nothing is lost or doubled", async (fault, short) => {
  const seconds = LONG === 0 ? short : LONG;
  const rss = await metric("process_resident_memory_bytes");
  const before = new Set(await transactions());
  const flow = traffic();
  await sleep(200);
  proxy.fail(fault);
  await sleep(seconds * 1_000);
  proxy.fail("none");
  const healed = performance.now();
  await untilAnswered(granted(desk.service), () => undefined);
  const recovery = performance.now() - healed;
  const { sent, codes } = await flow.stop();

  const grown = (await metric("process_resident_memory_bytes")) / rss;
  figure("F5", `${fault} for ${String(seconds)} s: oldest ${flow.oldest().toFixed(0)} ms, again after ${recovery.toFixed(0)} ms, memory × ${grown.toFixed(2)}, ${JSON.stringify(codes)}`);
  expect(flow.oldest()).toBeLessThan(DEADLINE_MS + SLACK_MS);
  expect(recovery).toBeLessThan(5_000);
  const stored = (await transactions()).filter((id) => !before.has(id));
  expect(new Set(sent).size).toBe(sent.length);
  // One more: that of whoever looked whether all goes on.
  expect(stored).toHaveLength(sent.length + 1);
  expect(stored).toEqual(expect.arrayContaining(sent));

  await eventually(async () => { expect(await connections()).toEqual([0, proxy.open(), 0]); });
  expect(proxy.open()).toBeLessThanOrEqual(CLIENTS + 1);
  await eventually(async () => { expect(await busy()).toEqual([]); });
  expect(server.child.exitCode).toBeNull();
}, 60_000 + LONG * 1_000);

async function eventually(holds: () => Promise<void>): Promise<void> {
  for (const began = performance.now(); ; ) {
    try {
      await holds(); return;
    } catch (error) {
      if (performance.now() - began > 10_000) throw error;
      await sleep(50);
    }
  }
}

test("F5 F11 a report that takes too long ends in PostgreSQL within a second of its answer, which says to ask for less", async () => {
  const { statement } = requestLimits(DEADLINE_MS / 1_000);
  await withClient({ url: desk.app.database.url }, async (client) => {
    // As a report that takes for ever: each row of the table is waited for.
    await client.query(`ALTER TABLE agency RENAME TO agency_table; CREATE VIEW agency AS SELECT agency_table.* FROM agency_table, pg_sleep(30); GRANT SELECT ON agency TO yusr_app`);
    try {
      const office = await desk.app.key({ role: "office" });
      const began = performance.now();
      const answer = await send(address, office, "{ agencies(first: 1) { totalCount } }");
      const waited = performance.now() - began;
      expect(answer).toMatchObject({ status: 504, errors: [{ extensions: { code: "TIMED_OUT" } }] });
      expect(waited).toBeGreaterThan(statement * 0.9);
      expect(waited).toBeLessThan(DEADLINE_MS + SLACK_MS);
      const over = performance.now();
      await eventually(async () => { expect(await busy()).toEqual([]); });
      figure("F11", `answered after ${waited.toFixed(0)} ms, gone from PostgreSQL ${(performance.now() - over).toFixed(0)} ms later`);
      expect(performance.now() - over).toBeLessThan(1_000);
    } finally {
      await client.query("DROP VIEW agency; ALTER TABLE agency_table RENAME TO agency");
    }
  });
});

test("F5 the survey page says so to people in words, within the deadline", async () => {
  await desk.publish();
  const [{ invitation }] = await desk.record([granted(desk.service)]);
  const opened = await fetch(`${address}/s/${String(invitation.token)}`, { redirect: "manual" });
  const page = `${address}${opened.headers.get("location") ?? ""}`;
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect((await fetch(page, { headers: { cookie } })).status).toBeLessThan(500);
  proxy.fail("blackhole");
  const began = performance.now();
  const answer = await fetch(page, { headers: { cookie } });
  proxy.fail("none");
  expect(performance.now() - began).toBeLessThan(DEADLINE_MS + SLACK_MS);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("</html>");
});

test("F5 control: without its deadline a request waits for as long as the network is silent", async () => {
  const { database } = desk.app;
  const patient = await startTestApp({ database: { ...database, connections: { ...database.connections, app: { ...database.connections.app, url: behindProxy } } }, requestSeconds: 300 });
  try {
    expect((await patient.send(desk.owner, "{ viewer { role } }")).status).toBe(200);
    proxy.fail("blackhole");
    // Until what was read of the key is no longer believed.
    await sleep(600);
    const answered = patient.send(desk.owner, "{ viewer { role } }").then(() => true);
    expect(await Promise.race([answered, sleep(DEADLINE_MS + SLACK_MS, false)])).toBe(false);
    proxy.fail("none");
    proxy.cut();
    await answered;
  } finally {
    proxy.fail("none");
    proxy.cut();
    await patient.close();
  }
}, 30_000);
