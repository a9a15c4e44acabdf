import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";

const src = join(__dirname, "../../src");

/** A source file: path below `src/` with forward slashes, and its syntax tree. */
export interface SourceFile {
  readonly path: string;
  readonly tree: ts.SourceFile;
}

/** A file that a test plants, to see a rule catch it. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
}

/** Every source file of the product. */
export function sourceFiles(): readonly SourceFile[] {
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/u.test(file))
    .sort()
    .map((file) => sourceFile(relative(src, join(src, file)).split(sep).join("/"), readFileSync(join(src, file), "utf8")));
}

export interface Exported {
  readonly name: string;
  readonly node: ts.Node;
  readonly documented: boolean;
}

/** The declarations a file exports, and whether each has a doc-comment. */
export function exportsOf(tree: ts.SourceFile): readonly Exported[] {
  return tree.statements.flatMap((statement): Exported[] => {
    if (!ts.canHaveModifiers(statement) || !(ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
    const documented = ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc);
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map((declaration) => ({ name: declaration.name.getText(), node: statement, documented }));
    }
    const { name } = statement as ts.ClassDeclaration;
    return name === undefined ? [] : [{ name: name.text, node: statement, documented }];
  });
}
