import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type AppSettings, type House, openHouse } from "../src/app";
import type { Connections } from "../src/database/connections";
import { startEmbedded } from "../src/database/embedded";
import { migrate } from "../src/database/migrate";
import { prepareRoles, withClient } from "../src/database/roles";
import type { Actor } from "../src/security/actor";
import { Refusal } from "../src/shared/refusal";

export const OPERATOR: Actor = { kind: "operator", user: "bench" };

/** A durable, migrated database of its own, thrown away afterwards, and the house over it. */
export interface BenchDatabase {
  /** As PostgreSQL's superuser. */
  readonly url: string;
  readonly house: House;
}

/** The same in every process of a run: what is kept in a database that is thrown away is no secret. */
export function benchSettings(connections: Connections, poolSize: number): AppSettings {
  const secret = (n: number): Buffer => Buffer.alloc(32, n);
  return {
    connections,
    secretKeys: { reference: secret(1), subject: { id: "v1", key: secret(2) }, operator: { id: "v1", key: secret(3) }, contact: { id: "v1", key: secret(5) }, token: { id: "v1", key: secret(4) } },
    log: pino({ level: "warn" }, pino.destination(2)),
    publicUrl: "http://localhost",
    minimumCell: 10,
    development: false,
    poolSize,
  };
}

export async function withDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  return withDatabases(["yusr_bench"], ([database]) => {
    if (database === undefined) throw new Error("one database was asked for");
    return work(database);
  });
}

/** Several of them on one server, so that they can be measured in turns. */
export async function withDatabases<T>(names: readonly string[], work: (databases: readonly BenchDatabase[]) => Promise<T>): Promise<T> {
  return withDataDir(async (dataDir) => {
    const server = await startEmbedded(dataDir);
    const databases: BenchDatabase[] = [];
    try {
      for (const name of names) databases.push(await createDatabase(server.url, name));
      return await work(databases);
    } finally {
      for (const { house } of databases) await house.close();
      await server.stop();
    }
  });
}

async function createDatabase(serverUrl: string, name: string): Promise<BenchDatabase> {
  await withClient({ url: serverUrl }, (client) => client.query(`CREATE DATABASE ${name} OWNER yusr_owner`));
  const url = serverUrl.replace(/[^/]*$/u, name);
  const connections = await prepareRoles(url, undefined);
  await migrate(connections.owner);
  return { url, house: await openHouse(benchSettings(connections, 4)) };
}

/** A folder that PostgreSQL's user may enter, removed afterwards. */
export async function withDataDir<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "yusr-bench-"));
  await chmod(dataDir, 0o755);
  try {
    return await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @throws Error where a use case refused what a benchmark needs */
export function fine<T>(result: T | Refusal): T {
  if (result instanceof Refusal) throw new Error(`${result.code}: ${result.message}`);
  return result;
}
