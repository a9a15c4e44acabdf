import type { DataSource } from "typeorm";

/** The SQL statements that a piece of work sends through a data source. */
export async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = [];
  const listener = { beforeQuery: ({ query }: { query: string }): void => void statements.push(query) };
  dataSource.subscribers.push(listener);
  try {
    await work();
  } finally {
    dataSource.subscribers.splice(dataSource.subscribers.indexOf(listener), 1);
  }
  return statements;
}
