import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DataSource } from "typeorm";

/**
 * Keeps what a server under test sends to its database, where RECORD_STATEMENTS names a folder (`npm run statements`).
 * Call what it answers when the server closes.
 */
export function recordStatements(dataSource: DataSource): () => void {
  const folder = process.env["RECORD_STATEMENTS"] ?? "";
  if (folder === "") return () => undefined;
  const sent = new Set<string>();
  dataSource.subscribers.push({ beforeQuery: ({ query }: { query: string }): void => void sent.add(query) });
  return () => {
    writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify([...sent]));
  };
}
