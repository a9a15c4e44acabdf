import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadParser } from "../tests/support/statement-kinds";
import { listed, readList, writeList } from "../tests/support/statement-list";
import { statementPatterns } from "../tests/support/statement-patterns";

/** Writes docs/statements.md from recorded statements: those, and of the list as it was what the sources still say. */
async function main(folder: string): Promise<void> {
  await loadParser();
  const file = join(__dirname, "../docs/statements.md");
  const sent = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as string[]);
  const before = existsSync(file) ? readList(readFileSync(file, "utf8")) : [];
  const patterns = statementPatterns();
  const all = [...new Set([...before.map(({ sql }) => sql), ...sent])].flatMap((sql) => listed(sql) ?? []);
  const current = all.filter(({ sql }) => patterns.some(({ pattern }) => pattern.test(sql)));
  writeFileSync(file, writeList(current));
  for (const { where, pattern } of patterns) if (!current.some(({ sql }) => pattern.test(sql))) process.stdout.write(`never sent: ${where}\n`);
  for (const { name, kind } of current) if (kind === "UNFIT") process.stdout.write(`unfit: ${name}\n`);
}

void main(process.argv[2] ?? "");
