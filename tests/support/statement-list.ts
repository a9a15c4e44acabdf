import { classify, type StatementKind } from "./statement-kinds";

/** A statement of the product as docs/statements.md lists it. */
export interface ListedStatement {
  /** What its leading comment says. */
  readonly name: string;
  readonly kind: StatementKind;
  /** In one line. Two that differ in their spaces only are the same. */
  readonly sql: string;
}

const KINDS: Readonly<Record<StatementKind, string>> = {
  ROUTED: "Names one service; one node runs it.",
  CARRIES_ROWS: "Brings the rows, or the services and keys, of the client's own message with it (`unnest`); each goes to its node.",
  PUSHED_DOWN: "Over many services; every node runs it over its own and the results are put together or added up.",
  GATHERED: "Over many services, with an intermediate result that the coordinator gathers: bounded, and named with its bound in the test.",
  REFERENCE: "Names no table of facts or counts: what it reads lies whole on every node.",
  UNFIT: "None of these. There must be none.",
};

/** The statement that a server sent, for the list; undefined where it is not one of ours (TypeORM's own, a BEGIN). */
export function listed(sent: string): ListedStatement | undefined {
  const sql = oneLine(sent);
  const name = /^\/\* ([^*]+) \*\//u.exec(sql)?.[1];
  return name === undefined ? undefined : { name, kind: classify(sql).kind, sql };
}

/** Spaces and line breaks made one space, so that only what is asked matters. */
export function oneLine(sql: string): string {
  return sql.replace(/\s+/gu, " ").trim();
}

/** The list as docs/statements.md shows it: each statement once, by kind and name. */
export function writeList(statements: readonly ListedStatement[]): string {
  const unique = [...new Map(statements.map((statement) => [statement.sql, statement])).values()];
  const sorted = unique.sort((a, b) => (a.sql < b.sql ? -1 : 1));
  const parts = (Object.keys(KINDS) as StatementKind[]).map((kind) => {
    const own = sorted.filter((statement) => statement.kind === kind);
    const blocks = own.map(({ name, sql }, index) => `${own[index - 1]?.name === name ? "" : `### ${name}\n\n`}\`\`\`sql\n${sql}\n\`\`\`\n`);
    return `## ${kind} (${String(new Set(own.map(({ name }) => name)).size)})\n\n${KINDS[kind]}\n\n${blocks.join("\n")}`;
  });
  return `${HEAD}\n${parts.join("\n")}`;
}

const HEAD = `# Every statement, by how a distributed database runs it

Generated: \`npm run statements\` runs the tests, keeps what the servers under test send, and sorts it with PostgreSQL's own parser
(\`tests/support/statement-kinds.ts\`). \`tests/house/statements.test.ts\` fails where a statement of \`src/\` is not here as it stands
there. Why there are kinds: decision 0017.
`;

/** The statements of a written list. */
export function readList(markdown: string): readonly ListedStatement[] {
  let kind: StatementKind = "UNFIT";
  let name = "";
  const found: ListedStatement[] = [];
  for (const [, newKind, newName, sql] of markdown.matchAll(/^## ([A-Z_]+) |^### (.+)$|^```sql\n(.*)\n```$/gmu)) {
    if (newKind !== undefined) kind = newKind as StatementKind;
    else if (newName !== undefined) name = newName;
    else if (sql !== undefined) found.push({ name, kind, sql });
  }
  return found;
}
