import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";

const src = join(__dirname, "../../src");

/** Every source file of the product: path below `src/` with forward slashes, and its syntax tree. */
export function sourceFiles(): readonly { readonly path: string; readonly tree: ts.SourceFile }[] {
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => ({
      path: relative(src, join(src, file)).split(sep).join("/"),
      tree: ts.createSourceFile(file, readFileSync(join(src, file), "utf8"), ts.ScriptTarget.ES2022, true),
    }));
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
