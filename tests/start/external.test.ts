import { randomBytes } from "node:crypto";
import { withClient } from "../../src/database/roles";
import { SECRET_VARIABLES } from "../../src/config/config";
import { type ServerProcess, startServer } from "../support/server-process";
import { send } from "../support/test-app";

const admin = process.env["TEST_ADMIN_URL"] ?? "";
const name = `external_${randomBytes(4).toString("hex")}`;
const plainUser = `plain_${randomBytes(4).toString("hex")}`;
const secrets = Object.fromEntries(Object.values(SECRET_VARIABLES).map((variable) => [variable, randomBytes(32).toString("base64url")]));

function urlOf(database: string, user?: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  if (user !== undefined) {
    url.username = user;
    url.password = "plain";
  }
  return url.href;
}

beforeAll(async () => {
  await withClient({ url: admin }, async (client) => {
    await client.query(`CREATE DATABASE ${name}`);
    await client.query(`CREATE ROLE ${plainUser} LOGIN PASSWORD 'plain'`);
    await client.query(`CREATE DATABASE ${plainUser} OWNER ${plainUser}`);
  });
});
afterAll(async () => {
  await withClient({ url: admin }, async (client) => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.query(`DROP DATABASE ${plainUser} WITH (FORCE)`);
    await client.query(`DROP ROLE ${plainUser}`);
  });
});

async function serves(server: ServerProcess): Promise<void> {
  const { status } = await send(await server.ready(), undefined, "{ viewer { role } }");
  expect(status).toBe(401);
  server.child.kill("SIGTERM");
  expect(await server.ended()).toBe(0);
}

test("three starts at once on an empty database: one migrates, all serve, as the role that may not change tables", async () => {
  const servers = [1, 2, 3].map(() => startServer({ DATABASE_URL: urlOf(name), ...secrets }));
  for (const server of servers) await serves(server);
  await withClient({ url: urlOf(name) }, async (client) => {
    const { rows } = await client.query<{ owner: string }>("SELECT DISTINCT tableowner AS owner FROM pg_tables WHERE schemaname = 'public'");
    expect(rows).toEqual([{ owner: "yusr_owner" }]);
  });
}, 90_000);

test("a user who may not make roles serves too", async () => {
  await serves(startServer({ DATABASE_URL: urlOf(plainUser, plainUser), ...secrets }));
}, 60_000);
