import ts from "typescript";
import { oneLine } from "./statement-list";
import { type SourceFile, sourceFiles } from "./source-files";

/** A statement as a source file writes it: its fixed parts, with anything in between. */
export interface StatementPattern {
  readonly where: string;
  readonly pattern: RegExp;
}

/** Every text of the sources that is a statement: it names itself in a leading comment. */
export function statementPatterns(files: readonly SourceFile[] = sourceFiles()): readonly StatementPattern[] {
  // These ask servers where they stand, and no tables of the product.
  return files.filter(({ path }) => !["database/database-clock.ts", "database/probe.ts", "database/reader.ts", "database/snapshots.ts"].includes(path)).flatMap(({ path, tree }) => {
    const found: StatementPattern[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
        const parts = ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)] : [node.text];
        if (/^\s*\/\* .*\*\//su.test(parts.join("…"))) found.push({ where: `${path} ${oneLine(parts.join("…")).slice(0, 60)}`, pattern: new RegExp(`^${parts.map(partPattern).join(".*")}${/\*\/\s*$/u.test(parts.at(-1) ?? "") ? ".*" : ""}$`, "u") });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

/** A fixed part, whose spaces may be any. */
function partPattern(part: string): string {
  const words = part.split(/\s+/u).map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"));
  return words.join("\\s*");
}
