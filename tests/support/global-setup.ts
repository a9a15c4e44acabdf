import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../../src/database/embedded";
import { migrate } from "../../src/database/migrate";
import { prepareRoles, withClient } from "../../src/database/roles";

interface TestServer {
  stop(): Promise<void>;
}
declare global {
  var testServer: TestServer | undefined;
}

/** One server for the whole run, one migrated template; test files copy the template. Stopped by global-teardown. */
export default async function globalSetup(): Promise<void> {
  let admin = process.env["CITUS_URL"] ?? process.env["TEST_DATABASE_URL"];
  let stopServer = (): Promise<void> => Promise.resolve();
  if (admin === undefined) {
    sweep();
    const dir = await mkdtemp(join(tmpdir(), `yusr-test-${String(process.pid)}-`));
    await chmod(dir, 0o755);
    const server = await startEmbedded(dir, { durable: false }).catch(async (error: unknown) => {
      await rm(dir, { recursive: true, force: true });
      throw error;
    });
    for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) {
      process.once(signal, () => {
        server.stopNow();
        rmSync(dir, { recursive: true, force: true });
        process.exit(code);
      });
    }
    admin = server.url;
    stopServer = async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    };
  }
  const template = `template_${String(process.pid)}`;
  const adminUrl = admin;
  globalThis.testServer = {
    stop: async () => {
      await asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`).finally(stopServer);
    },
  };
  try {
    await asAdmin(adminUrl, `CREATE DATABASE ${template}`);
    const url = new URL(adminUrl);
    url.pathname = `/${template}`;
    const connections = await prepareRoles(url.href, undefined);
    await migrate(connections.owner);
    process.env["TEST_ADMIN_URL"] = adminUrl;
    process.env["TEST_TEMPLATE"] = template;
  } catch (error) {
    // Jest runs no teardown after a failed setup, and would wait for the server for ever.
    await globalThis.testServer.stop();
    throw error;
  }
}

/** Removes what runs that were killed left behind: their server outlives them, because it has a session of its own. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^yusr-test-(\d+)-/u.exec(name)?.[1];
    if (owner === undefined || lives(Number(owner))) continue;
    const dir = join(tmpdir(), name);
    const pidFile = join(dir, "postgres/postmaster.pid");
    const postmaster = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8").split("\n")[0]) : 0;
    if (postmaster > 0 && lives(postmaster)) process.kill(postmaster, "SIGQUIT");
    rmSync(dir, { recursive: true, force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function asAdmin(url: string, sql: string): Promise<void> {
  await withClient({ url }, async (client) => {
    await client.query(sql);
  });
}
