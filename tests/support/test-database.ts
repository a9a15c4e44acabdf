import { randomBytes } from "node:crypto";
import type { Connections } from "../../src/database/connections";
import { withClient } from "../../src/database/roles";

export interface TestDatabase {
  /** As superuser: for tests that look behind the scenes. */
  readonly url: string;
  readonly connections: Connections;
  drop(): Promise<void>;
}

/** A database of its own for this test file, copied from the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = process.env["TEST_ADMIN_URL"];
  const template = process.env["TEST_TEMPLATE"];
  if (admin === undefined || template === undefined) throw new Error("global setup did not run");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    connections: { owner: { url: url.href, role: "yusr_owner" }, app: { url: url.href, role: "yusr_app" } },
    drop: () => asAdmin(admin, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  await withClient({ url }, async (client) => {
    await client.query(sql);
  });
}
