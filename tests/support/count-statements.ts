import type { DataSource } from "typeorm";

export interface SentStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The SQL statements that a piece of work sends through a data source. */
export async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await sentStatements(dataSource, work)).map(({ sql }) => sql);
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
