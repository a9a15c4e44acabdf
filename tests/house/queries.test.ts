import ts from "typescript";
import { type SourceFile, sourceFile, sourceFiles } from "../support/source-files";

/** Modules whose tables are small and lie on every node: others may join them. */
const REFERENCE_MODULES = ["catalogue", "security"];
/** Definitions of surveys are such tables too. */
const REFERENCE_TABLES = ["survey", "instrument"];

const files = sourceFiles();

/** Texts of a file that are SQL: those that name themselves in a comment or begin with a verb. What is put in stands as `?`. */
function queriesOf({ tree }: SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) found.push(node.head.text + node.templateSpans.map(({ literal }) => `?${literal.text}`).join(""));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.filter((text) => /^\s*(\/\*|(SELECT|INSERT|UPDATE|DELETE|WITH)\s)/u.test(text));
}

/** Table → the module that keeps it. */
function owners(all: readonly SourceFile[]): ReadonlyMap<string, string> {
  const entities = all.flatMap(({ path, tree }) => [...tree.text.matchAll(/@Entity\("([a-z_]+)"\)/gu)].map(([, table = ""]): [string, string] => [table, path.split("/")[0] ?? ""]));
  const counted = ["transaction", "passage", "duration", "edge", "variant", "invitation", "return"].flatMap((name) => [`${name}_tally`, `${name}_delta`]);
  const released = ["answer", "choice"].flatMap((name) => [`${name}_tally`, `${name}_month_tally`]);
  const cells = ["answer_group_tally", "answer_breakdown_tally", "answer_breakdown_delta"];
  return new Map([...entities, ...[...counted, ...released, ...cells].map((table): [string, string] => [table, "tallies"])]);
}

function strayQueries(all: readonly SourceFile[]): readonly string[] {
  const owner = owners(all);
  return all.flatMap((file) => {
    const module = file.path.split("/")[0] ?? "";
    const tables = queriesOf(file).flatMap((sql) => [...sql.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)\b/gu)].map(([, table = ""]) => table));
    return [...new Set(tables)]
      .filter((table) => owner.has(table) && owner.get(table) !== module)
      .filter((table) => !REFERENCE_MODULES.includes(owner.get(table) ?? "") && !REFERENCE_TABLES.includes(table))
      .map((table) => `${file.path} ${table}`);
  });
}

/** Statements sent without a name, and views that send more than one. A statement is what a call of `query` is given, written there or as a constant of the file. */
function namelessQueries(all: readonly SourceFile[]): readonly string[] {
  return all
    .filter(({ path }) => path.includes("/storage/"))
    .flatMap(({ path, tree }) => {
      const sent: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "query") {
          const text = statementText(tree, node.arguments[0]);
          if (text !== undefined) sent.push(text);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
      const nameless = sent.filter((text) => !/^.\/\* /u.test(text)).map(() => `${path}: a query without a name`);
      return path.endsWith(".view.ts") && sent.length > 1 ? [...nameless, `${path}: more than one query`] : nameless;
    });
}

/** The text of a statement with its opening quote; undefined where a function makes it. */
function statementText(tree: ts.SourceFile, given: ts.Expression | undefined): string | undefined {
  if (given === undefined || ts.isStringLiteralLike(given) || ts.isTemplateExpression(given)) return given?.getText(tree);
  if (!ts.isIdentifier(given)) return undefined;
  const constants = tree.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => [...declarationList.declarations]);
  return constants.find(({ name }) => name.getText(tree) === given.text)?.initializer?.getText(tree);
}

/** Methods of lookups and ports that take neither the unit of work first nor an actor: a whole use case, in a unit of its own. */
function unitless(all: readonly SourceFile[]): readonly string[] {
  return all
    .filter(({ path }) => /\/ports\/|\.lookup\.ts$/u.test(path))
    .flatMap(({ path, tree }) =>
      tree.statements.filter(ts.isInterfaceDeclaration).flatMap(({ name, members }) =>
        members
          .filter(ts.isMethodSignature)
          .filter(({ parameters }) => !["UnitOfWork", "Actor"].includes(parameters[0]?.type?.getText(tree) ?? ""))
          .map((method) => `${path} ${name.text}.${method.name.getText(tree)}`),
      ),
    );
}

test("no module reads or writes another module's facts", () => {
  expect(strayQueries(files)).toEqual([]);
  const stray = sourceFile("reports/storage/peek.view.ts", "const q = `/* peek */ SELECT 1 FROM answer_delta JOIN service USING (id) JOIN passage AS p ON true`;");
  expect(strayQueries([...files, stray])).toEqual(["reports/storage/peek.view.ts answer_delta", "reports/storage/peek.view.ts passage"]);
});

test("every query says its name, and a view is one query", () => {
  expect(namelessQueries(files)).toEqual([]);
  const two = sourceFile("reports/storage/two.view.ts", 'const Q = `/* a */ SELECT 1`; unit.query(Q); unit.query("SELECT 1"); unit.query(made());');
  expect(namelessQueries([two])).toEqual(["reports/storage/two.view.ts: a query without a name", "reports/storage/two.view.ts: more than one query"]);
});

/** Views behind reports that may name a fact table, and how many rows they read at most (METHODS 4.6: what does not merge). */
const ROW_CAPS: Readonly<Record<string, number>> = {};
/** Modules whose tables grow with what happens. */
const FACT_MODULES = ["transactions", "surveys", "voice"];

/** Fact tables that the queries of `reports/`, and the views that tallies let it read, name without leave. */
function factsInReports(all: readonly SourceFile[]): readonly string[] {
  const owner = owners(all);
  const lookup = all.filter(({ path }) => path === "tallies/stored-tallies.lookup.ts").flatMap(({ tree }) => [...tree.text.matchAll(/"\.\/(storage\/[\w-]+\.view)"/gu)].map(([, view = ""]) => `tallies/${view}.ts`));
  if (lookup.length === 0) throw new Error("the lookup reads no view");
  const behind = all.filter(({ path }) => path.startsWith("reports/") || lookup.includes(path));
  return behind.flatMap((file) => {
    const names = queriesOf(file).flatMap((sql) => [...sql.replaceAll(/\/\*.*?\*\//gsu, "").matchAll(/\b[a-z_]+\b/gu)].map(([name]) => name));
    const facts = [...new Set(names)].filter((name) => FACT_MODULES.includes(owner.get(name) ?? "") && !REFERENCE_TABLES.includes(name));
    const cap = ROW_CAPS[file.path];
    return cap === undefined || !queriesOf(file).some((sql) => sql.includes(`LIMIT ${String(cap)}`)) ? facts.map((table) => `${file.path} ${table}`) : [];
  });
}

/** Queries that count their way to a page. */
function offsets(all: readonly SourceFile[]): readonly string[] {
  return all.flatMap((file) => queriesOf(file).filter((sql) => /\bOFFSET\b/iu.test(sql)).map(() => file.path));
}

test("no report reads facts", () => {
  expect(factsInReports(files)).toEqual([]);
  const peek = sourceFile("reports/storage/peek.view.ts", "const q = `/* peek */ SELECT 1 FROM answer_tally JOIN (SELECT 1 FROM passage) AS p ON true`;");
  const tally = sourceFile("tallies/storage/passage-counts.view.ts", "const q = `/* passage-counts */ SELECT 1 FROM passage_tally, response`;");
  expect(factsInReports([...files.filter(({ path }) => path !== tally.path), peek, tally])).toEqual([`${peek.path} passage`, `${tally.path} response`]);
});

test("pages are found by key, never by counting rows", () => {
  expect(offsets(files)).toEqual([]);
  expect(offsets([sourceFile("catalogue/storage/page.view.ts", "const q = `/* page */ SELECT 1 FROM agency LIMIT 10 OFFSET $1`;")])).toEqual(["catalogue/storage/page.view.ts"]);
});

test("a lookup or a port takes the unit of work first", () => {
  expect(unitless(files)).toEqual([]);
  expect(unitless([sourceFile("surveys/ports/late.ts", "export interface Late { ask(id: string, unit: UnitOfWork): void; tell(unit: UnitOfWork): void }")])).toEqual(["surveys/ports/late.ts Late.ask"]);
});
