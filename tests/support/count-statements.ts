import type { DataSource } from "typeorm";

export interface SentStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * The SQL statements that a piece of work sends through a data source, but for those about the caller's key: a key is
 * believed for a moment, so how often it is looked up is the clock's to say.
 */
export async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await sentStatements(dataSource, work)).map(({ sql }) => sql).filter((sql) => !sql.includes("api_key"));
}

/** The same with their parameters. */
export async function sentStatements(dataSource: DataSource, work: () => Promise<unknown>): Promise<readonly SentStatement[]> {
  const statements: SentStatement[] = [];
  const listener = { beforeQuery: ({ query, parameters }: { query: string; parameters?: unknown }): void => void statements.push({ sql: query, parameters: Array.isArray(parameters) ? parameters : [] }) };
  dataSource.subscribers.push(listener);
  try {
    await work();
  } finally {
    dataSource.subscribers.splice(dataSource.subscribers.indexOf(listener), 1);
  }
  return statements;
}
