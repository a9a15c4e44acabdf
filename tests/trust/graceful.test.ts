import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET_VARIABLES } from "../../src/config/config";
import { figure } from "../support/figures";
import { startServer } from "../support/server-process";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((variable) => [variable, randomBytes(32).toString("base64url")]));
/** Stops under load; `npm run trust` does more. */
const ROUNDS = Number(process.env["TRUST_ROUNDS"] ?? 2);
const BODY = JSON.stringify({ query: "{ viewer { role } }" });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ plain: true });
});
afterAll(() => database.drop());

/**
 * What became of one request. `GONE`: nobody listens any more (a connection that the operating system took and the server
 * never did is reset, before anything of it was read). `LOST`: cut off on a connection that had served before.
 */
type Fate = "ANSWERED" | "GONE" | "LOST";

function post(address: string, agent: Agent): Promise<Fate> {
  return new Promise((resolve) => {
    const sent = request(`${address}/graphql`, { method: "POST", agent, headers: { "content-type": "application/json", "content-length": BODY.length } }, (response) => {
      response.resume().once("end", () => {
        resolve("ANSWERED");
      });
    });
    sent.once("error", (error: NodeJS.ErrnoException) => {
      resolve(["ECONNREFUSED", "ECONNRESET"].includes(error.code ?? "") && !sent.reusedSocket ? "GONE" : "LOST");
    });
    sent.end(BODY);
  });
}

/** Clients that keep their connection and ask again and again, and clients that come anew each time, until the server is gone. */
async function stopUnderLoad(drainSeconds: string): Promise<{ answered: number; lost: number; exit: unknown; seconds: number }> {
  const server = startServer({ DATABASE_URL: database.url, YUSR_JOBS: "off", YUSR_DRAIN_SECONDS: drainSeconds, ...secrets });
  const address = await server.ready();
  const counts: Record<Fate, number> = { ANSWERED: 0, GONE: 0, LOST: 0 };
  const client = async (keepAlive: boolean, pause: number): Promise<void> => {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    for (let fate: Fate = "ANSWERED"; fate !== "GONE"; ) {
      fate = await post(address, agent);
      counts[fate] += 1;
      await sleep(pause);
    }
    agent.destroy();
  };
  const clients = Array.from({ length: 40 }, (_, i) => client(i % 2 === 0, 1 + (i % 10)));
  await sleep(1_500);
  const told = performance.now();
  server.child.kill("SIGTERM");
  const exit = await server.ended();
  const seconds = (performance.now() - told) / 1000;
  await Promise.all(clients);
  return { answered: counts.ANSWERED, lost: counts.LOST, exit, seconds };
}

test("F19 a server that is told to stop loses no request, not on connections it had promised to keep either", async () => {
  let all = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { answered, lost, exit, seconds } = await stopUnderLoad("2");
    expect(answered).toBeGreaterThan(100);
    expect([lost, exit]).toEqual([0, 0]);
    expect(seconds).toBeLessThan(10);
    all += answered;
  }
  figure("F19", `0 lost of ${String(all)} requests in ${String(ROUNDS)} stops`);
}, ROUNDS * 30_000);

test("F19 control: without sending clients away first, requests on kept connections are lost", async () => {
  let lost = 0;
  for (let round = 0; round < 10 && lost === 0; round += 1) lost += (await stopUnderLoad("0")).lost;
  expect(lost).toBeGreaterThan(0);
  figure("F19", `${String(lost)} lost`);
}, 120_000);
