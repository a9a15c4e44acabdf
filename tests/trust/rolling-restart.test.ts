import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET_VARIABLES } from "../../src/config/config";
import { figure } from "../support/figures";
import { freePort, type ServerProcess, startServer } from "../support/server-process";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((variable) => [variable, randomBytes(32).toString("base64url")]));
/** Requests that are sent at least while servers are replaced; `npm run trust` sends 50,000. */
const REQUESTS = Number(process.env["TRUST_REQUESTS"] ?? 0);
const KEPT = 50;
const NEW = 50;
const BODY = JSON.stringify({ query: "{ viewer { role } }" });

/** The configuration that docs/operations.md gives. */
const SAMPLE = /```nginx\n(.*?)```/su.exec(readFileSync(join(__dirname, "../../docs/operations.md"), "utf8"))?.[1] ?? "";

let database: TestDatabase;
let folder: string;
let nginx: ChildProcess;
let ports: readonly number[];
let door: number;

beforeAll(async () => {
  if (spawnSync("nginx", ["-v"]).error !== undefined) throw new Error("This test runs nginx: apt-get install nginx-light");
  database = await createTestDatabase({ plain: true });
  ports = [await freePort(), await freePort()];
  door = await freePort();
  folder = mkdtempSync(join(tmpdir(), "yusr-nginx-"));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** nginx in front of both servers, with the sample as it is but for the ports, or changed further. */
async function openDoor(change = (sample: string): string => sample): Promise<void> {
  const sample = change(SAMPLE.replace("4001", String(ports[0])).replace("4002", String(ports[1])).replace("4000", String(door)));
  const own = "pid nginx.pid; error_log stderr crit; daemon off; worker_processes 1; events { worker_connections 1024; }";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder};`).join(" ");
  writeFileSync(join(folder, "nginx.conf"), `${own} http { ${temporary} ${sample} }`);
  nginx = spawn("nginx", ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "inherit"] });
  for (let tries = 0; tries < 100 && (await send(new Agent())) === 0; tries += 1) await sleep(50);
}

/** The status of one answer; 0: none came. */
function send(agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request({ port: door, host: "127.0.0.1", path: "/graphql", method: "POST", agent, headers: { "content-type": "application/json", "content-length": BODY.length } }, (response) => {
      response.resume().once("end", () => {
        resolve(response.statusCode ?? 0);
      });
    });
    sent.once("error", () => {
      resolve(0);
    });
    sent.end(BODY);
  });
}

const serve = async (port: number): Promise<ServerProcess> => {
  const server = startServer({ DATABASE_URL: database.url, YUSR_JOBS: "off", YUSR_DRAIN_SECONDS: "1", PORT: String(port), YUSR_RATE_LIMIT: "0", YUSR_TRUSTED_PROXY: "127.0.0.1", ...secrets });
  await server.ready();
  return server;
};

/** Replaces each server in turn, until so many requests were sent at least; answers how they were answered. */
async function roll(atLeast: number): Promise<ReadonlyMap<number, number>> {
  const answered = new Map<number, number>();
  let rolling = true;
  const client = async (keepAlive: boolean): Promise<void> => {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    while (rolling) {
      const status = await send(agent);
      answered.set(status, (answered.get(status) ?? 0) + 1);
      await sleep(20);
    }
    agent.destroy();
  };
  const clients = Array.from({ length: KEPT + NEW }, (_, i) => client(i < KEPT));
  const all = (): number => [...answered.values()].reduce((a, b) => a + b, 0);
  do {
    for (const [i, server] of servers.entries()) {
      server.child.kill("SIGTERM");
      expect(await server.ended()).toBe(0);
      servers[i] = await serve(ports[i] ?? 0);
    }
  } while (all() < atLeast);
  rolling = false;
  await Promise.all(clients);
  return answered;
}

let servers: ServerProcess[];
beforeAll(async () => {
  servers = await Promise.all(ports.map((port) => serve(port)));
}, 60_000);
afterAll(async () => {
  for (const { child } of servers) child.kill("SIGKILL");
  await Promise.all(servers.map(({ ended }) => ended()));
});

test("F19 behind nginx both servers are replaced, and no request fails", async () => {
  await openDoor();
  try {
    const answered = await roll(REQUESTS);
    const sent = [...answered.values()].reduce((a, b) => a + b, 0);
    // Nobody signed in: what Yusr itself says to that.
    expect([...answered.keys()]).toEqual([401]);
    expect(sent).toBeGreaterThan(200);
    figure("F19", `0 failed of ${String(sent)} requests`);
  } finally {
    nginx.kill();
  }
}, 3_600_000);

test("F19 control: where nginx may not go to the other server, requests fail while one is replaced", async () => {
  await openDoor((sample) => sample.replace(/proxy_next_upstream [^;]+;/u, "proxy_next_upstream off;"));
  try {
    const { 401: _, ...failed } = Object.fromEntries(await roll(0));
    expect(Object.keys(failed)).toContain("502");
    figure("F19", `${String(Object.values(failed).reduce((a, b) => a + b, 0))} failed`);
  } finally {
    nginx.kill();
  }
}, 120_000);
