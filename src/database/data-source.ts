import "reflect-metadata";
import type { ClientBase, Pool } from "pg";
import { DataSource } from "typeorm";
import type { PostgresDriver } from "typeorm/driver/postgres/PostgresDriver";
import { type Connection, sessionOptions } from "./connections";
import { ENTITIES } from "./entities";
import { HeardClient } from "./heard-client";
import { limitHolding } from "./limit-holding";
import { LIMITS, type SessionLimits, sessionTimeouts } from "./limits";
import { MIGRATIONS } from "./migrations";
import { RESULT_TYPES } from "./result-types";
import { PreparingClient } from "./preparing-client";

export interface DataSourceSettings {
  readonly poolSize?: number;
  /** Whether statements that say their name are prepared; not over a pooler that keeps no prepared statements. */
  readonly prepares?: boolean;
  /** Those of work that nobody waits for, where nothing else is said. */
  readonly limits?: SessionLimits;
  /** Only these migrations, by name. */
  readonly only?: readonly string[];
}

/** The pool of one role for one use, with the limits of that use. */
export function createDataSource(connection: Connection, settings: DataSourceSettings = {}): DataSource {
  const limits = settings.limits ?? LIMITS.work;
  return new DataSource({
    type: "postgres",
    url: connection.url,
    entities: [...ENTITIES],
    migrations: MIGRATIONS.filter(({ name }) => settings.only?.includes(name) ?? true),
    migrationsTransactionMode: "each",
    migrationsTableName: "schema_migration",
    installExtensions: false,
    synchronize: false,
    poolSize: settings.poolSize ?? 10,
    connectTimeoutMS: limits.connection,
    applicationName: limits.applicationName,
    // Statements are sent without waiting for the answers to those before them: docs/decisions/0021.
    extra: { ...sessionOptions(connection), ...sessionTimeouts(limits), onConnect: noticeWhoLeaves, pipeline: true, types: RESULT_TYPES, Client: settings.prepares === true ? PreparingClient : HeardClient },
  });
}

/** The same, open, and with nobody keeping a connection longer than a unit of work may. */
export async function openDataSource(connection: Connection, settings: DataSourceSettings = {}): Promise<DataSource> {
  const dataSource = await createDataSource(connection, settings).initialize();
  const { unit } = settings.limits ?? LIMITS.work;
  if (unit > 0) limitHolding(poolOf(dataSource), unit);
  return dataSource;
}

/**
 * PostgreSQL goes on with a statement whose client is gone until it has something to say, unless it is asked to look. A
 * server that cannot (Windows) refuses, and works as before. Sent along with the first statement, so nothing waits for it.
 */
function noticeWhoLeaves(client: ClientBase): void {
  client.query("SET client_connection_check_interval = 500").catch(() => undefined);
}

/** The connections of a data source that is open. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as PostgresDriver).master as Pool;
}
