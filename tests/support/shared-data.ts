import { existsSync } from "node:fs";
import { join } from "node:path";

/** Path of a file of real data, which stands beside the project and is never copied into it. */
export function sharedData(...path: readonly string[]): string {
  const file = join(process.env["YUSR_SHARED"] ?? join(__dirname, "../../../shared"), "data", ...path);
  if (!existsSync(file)) throw new Error(`Real data for tests is missing: ${file}. Put the folder "shared" beside the project, or name it in YUSR_SHARED.`);
  return file;
}
