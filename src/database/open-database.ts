import type { Connections } from "./connections";
import { dataHome } from "./data-home";
import { DataDirectoryInUse, embeddedConnections, type EmbeddedServer, startEmbedded } from "./embedded";
import { migrate } from "./migrate";
import { prepareRoles, withClient } from "./roles";

/** The oldest PostgreSQL whose SQL we write. */
const OLDEST_POSTGRES = 150_000;

export interface OpenDatabase {
  readonly connections: Connections;
  /** `external`: somebody else's server. `attached`: the embedded one of another Yusr process. */
  readonly origin: EmbeddedServer["origin"] | "external" | "attached";
  /** Where the secrets live; undefined with an external database. */
  readonly dataDir: string | undefined;
  /** True where the data directory is not the one asked for. */
  readonly moved: boolean;
  readonly migrations: readonly string[];
  /** Stops the embedded server, if it is this process's own. */
  close(): Promise<void>;
}

export interface DatabaseSettings {
  readonly url: string | undefined;
  readonly migrationUrl: string | undefined;
  readonly dataDir: string;
  /** Whether to use the server of another process on the same data directory (a command), or to refuse (the server). */
  readonly mayAttach: boolean;
  /** True: it is left as it stands, to be copied or filled whole. */
  readonly asItIs?: boolean;
}

/** The configured database, migrated and ready unless it was wanted as it is. @throws DataDirectoryInUse, RestoreUnderWay */
export async function openDatabase(settings: DatabaseSettings): Promise<OpenDatabase> {
  const opened = settings.url === undefined ? await openEmbedded(settings) : await openExternal(settings.url, settings.migrationUrl);
  try {
    return { ...opened, migrations: settings.asItIs === true ? [] : await migrate(opened.connections.owner) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openExternal(url: string, migrationUrl: string | undefined): Promise<Omit<OpenDatabase, "migrations">> {
  await withClient({ url }, async (client) => {
    const { rows } = await client.query<{ version: number; encoding: string }>(
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
    );
    if ((rows[0]?.version ?? 0) < OLDEST_POSTGRES) throw new Error("Yusr needs PostgreSQL 15 or newer.");
    if (rows[0]?.encoding !== "UTF8") throw new Error("Yusr needs a database whose encoding is UTF8.");
  });
  const connections = await prepareRoles(url, migrationUrl);
  return { connections, origin: "external", dataDir: undefined, moved: false, close: () => Promise.resolve() };
}

async function openEmbedded(settings: DatabaseSettings): Promise<Omit<OpenDatabase, "migrations">> {
  const { dir, moved } = dataHome(settings.dataDir);
  try {
    const server = await startEmbedded(dir);
    return { connections: server.connections, origin: server.origin, dataDir: dir, moved, close: () => server.stop() };
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse) || !settings.mayAttach) throw error;
    return { connections: embeddedConnections(dir), origin: "attached", dataDir: dir, moved, close: () => Promise.resolve() };
  }
}
