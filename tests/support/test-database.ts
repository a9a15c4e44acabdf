import { randomBytes } from "node:crypto";
import type { Connections } from "../../src/database/connections";
import { distribute } from "../../src/database/distribute";
import { withClient } from "../../src/database/roles";
import { Refusal } from "../../src/shared/refusal";

export interface TestDatabase {
  /** As superuser: for tests that look behind the scenes. */
  readonly url: string;
  readonly connections: Connections;
  drop(): Promise<void>;
}

/** A database of its own for this test file, copied from the migrated template; distributed where CITUS_URL names a coordinator, unless `plain`. */
export async function createTestDatabase({ plain = false } = {}): Promise<TestDatabase> {
  const admin = process.env["TEST_ADMIN_URL"];
  const template = process.env["TEST_TEMPLATE"];
  if (admin === undefined || template === undefined) throw new Error("global setup did not run");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  const connections: Connections = { owner: { url: url.href, role: "yusr_owner" }, app: { url: url.href, role: "yusr_app" } };
  if (process.env["CITUS_URL"] !== undefined && !plain) {
    await asAdmin(url.href, "CREATE EXTENSION citus");
    const plan = await distribute(connections.owner, { dryRun: false, progress: () => undefined });
    if (plan instanceof Refusal) throw new Error(`${plan.code}: ${plan.message}`);
  }
  return {
    url: url.href,
    connections,
    drop: () => asAdmin(admin, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  await withClient({ url }, async (client) => {
    await client.query(sql);
  });
}
