import "reflect-metadata";
import { DataSource } from "typeorm";
import { type Connection, sessionOptions } from "./connections";
import { ENTITIES } from "./entities";
import { MIGRATIONS } from "./migrations";

export interface DataSourceSettings {
  readonly poolSize?: number;
  /** Milliseconds; 0 switches the limit off (migrations, jobs). */
  readonly statementTimeout?: number;
}

/** The pool of one role. A caller waits at most 5 s for a connection, a statement runs at most 30 s. */
export function createDataSource(connection: Connection, settings: DataSourceSettings = {}): DataSource {
  return new DataSource({
    type: "postgres",
    url: connection.url,
    entities: [...ENTITIES],
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: "each",
    migrationsTableName: "schema_migration",
    installExtensions: false,
    synchronize: false,
    poolSize: settings.poolSize ?? 10,
    connectTimeoutMS: 5_000,
    applicationName: "yusr",
    extra: {
      ...sessionOptions(connection),
      statement_timeout: settings.statementTimeout ?? 30_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  });
}
