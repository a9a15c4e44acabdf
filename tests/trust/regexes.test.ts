import type * as Recheck from "recheck";
import ts from "typescript";
import { figure } from "../support/figures";
import { sourceFile, type SourceFile, sourceFiles } from "../support/source-files";

// Its JavaScript, which gives the same answer every time; the faster programs it brings are not asked.
process.env["RECHECK_BACKEND"] = "pure";
const { checkSync } = jest.requireActual<typeof Recheck>("recheck");

interface Expression {
  readonly source: string;
  readonly flags: string;
}

function nodes<T extends ts.Node>(files: readonly SourceFile[], is: (node: ts.Node) => node is T): { readonly path: string; readonly node: T }[] {
  const found: { path: string; node: T }[] = [];
  for (const { path, tree } of files) {
    const visit = (node: ts.Node): void => {
      if (is(node)) found.push({ path, node });
      node.forEachChild(visit);
    };
    visit(tree);
  }
  return found;
}

const literals = (files: readonly SourceFile[]): Expression[] =>
  nodes(files, ts.isRegularExpressionLiteral).map(({ node: { text } }) => ({ source: text.slice(1, text.lastIndexOf("/")), flags: text.slice(text.lastIndexOf("/") + 1) }));

/** `new RegExp(…)` and `RegExp(…)`. */
const composed = (files: readonly SourceFile[]): { readonly path: string; readonly node: ts.NewExpression | ts.CallExpression }[] =>
  nodes(files, (node): node is ts.NewExpression | ts.CallExpression => (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp");

/** What a module puts together from constants as it is loaded. */
function made(path: string): Expression[] {
  const expressions: Expression[] = [];
  const real = globalThis.RegExp;
  globalThis.RegExp = new Proxy(real, {
    construct(target, [source, flags]: [string, string]) {
      expressions.push({ source, flags });
      return new target(source, flags);
    },
  });
  try {
    jest.isolateModules(() => jest.requireActual<object>(`../../src/${path}`));
  } finally {
    globalThis.RegExp = real;
  }
  return expressions;
}

/** Those that are not shown to take time in proportion to what they read. By automata only: what those cannot judge is written otherwise. */
function unsafe(expressions: readonly Expression[]): string[] {
  const distinct = new Map(expressions.map((one) => [`/${one.source}/${one.flags}`, one]));
  return [...distinct].flatMap(([text, { source, flags }]) => {
    const told = checkSync(source, flags, { checker: "automaton", timeout: 120_000 });
    return told.status === "safe" ? [] : [`${text} ${told.status === "vulnerable" ? told.complexity.summary : told.error.kind}`];
  });
}

test("S20 no regular expression of the product takes more than time in proportion to what it reads", () => {
  const files = sourceFiles();
  const written = literals(files);
  const together = composed(files);
  // Such a one is made of constants while its module is loaded, so that it can be seen here.
  const late = together.filter(({ node }) => ts.findAncestor(node, ts.isFunctionLike) !== undefined);
  expect(late.map(({ path, node }) => `${path}: ${node.getText()}`)).toEqual([]);
  const seen = [...new Set(together.map(({ path }) => path))].flatMap(made);
  expect(seen.length).toBeGreaterThanOrEqual(together.length);
  expect(unsafe([...written, ...seen])).toEqual([]);
  figure("S20", `${String(written.length)} literals and ${String(together.length)} put together: all safe`);
}, 120_000);

test.each([
  ["(a+)+$", "exponential"],
  ["\\s+$", "2nd degree polynomial"],
  ["^(\\d+)*x", "exponential"],
  ["<style >.*?</style>", "2nd degree polynomial"],
])("S20 control: %s is found", (source, summary) => {
  expect(unsafe(literals([sourceFile("planted.ts", `const planted = /${source.replace("/", "\\/")}/u;`)]))).toEqual([expect.stringContaining(summary)]);
});
