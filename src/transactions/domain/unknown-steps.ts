import type { Assertion } from "./assertion";

/** Something worth telling the sender about an item that was taken all the same. */
export interface Warning {
  readonly code: "UNKNOWN_STEP" | "UNKNOWN_STATUS";
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** One warning for each step code of a message that the transaction's procedure does not know. */
export function unknownSteps(passages: Assertion["passages"], steps: ReadonlySet<string>): readonly Warning[] {
  const told = new Set<string>();
  const warnings: Warning[] = [];
  for (const [index, { sourceCode }] of passages.entries()) {
    if (steps.has(sourceCode) || told.has(sourceCode)) continue;
    told.add(sourceCode);
    warnings.push({
      code: "UNKNOWN_STEP",
      message: "The transaction's procedure has no such step: the passage is kept under UNMAPPED until somebody maps it.",
      path: ["passages", index, "step"],
    });
  }
  return warnings;
}
