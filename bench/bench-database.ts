import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type AppSettings, type House, openHouse } from "../src/app";
import type { Connections } from "../src/database/connections";
import { startEmbedded } from "../src/database/embedded";
import { migrate } from "../src/database/migrate";
import { prepareRoles } from "../src/database/roles";
import type { Actor } from "../src/security/actor";
import { Refusal } from "../src/shared/refusal";

export const OPERATOR: Actor = { kind: "operator", user: "bench" };

/** A durable, migrated database of its own, thrown away afterwards, and the house over it. */
export interface BenchDatabase {
  /** As PostgreSQL's superuser. */
  readonly url: string;
  readonly dataDir: string;
  readonly house: House;
}

/** The same in every process of a run: what is kept in a database that is thrown away is no secret. */
export function benchSettings(connections: Connections, poolSize: number): AppSettings {
  const secret = (n: number): Buffer => Buffer.alloc(32, n);
  return {
    connections,
    secretKeys: { reference: secret(1), subject: { id: "v1", key: secret(2) }, operator: { id: "v1", key: secret(3) }, token: { id: "v1", key: secret(4) } },
    log: pino({ level: "warn" }, pino.destination(2)),
    publicUrl: "http://localhost",
    minimumCell: 10,
    poolSize,
  };
}

export async function withDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  return withDataDir(async (dataDir) => {
    const server = await startEmbedded(dataDir);
    try {
      const connections = await prepareRoles(server.url, undefined);
      await migrate(connections.owner);
      const house = await openHouse(benchSettings(connections, 4));
      try {
        return await work({ url: server.url, dataDir, house });
      } finally {
        await house.close();
      }
    } finally {
      await server.stop();
    }
  });
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
