import { csvRows } from "../shared/csv-rows";
import { textOf } from "../shared/input-file";
import { Refusal } from "../shared/refusal";

/**
 * Reads a mapping that a person wrote: a JSON object (`{"Internet": "WEB"}`), or a CSV whose first two columns are value
 * and meaning. Refusals: `INVALID_MAP`, and in an `InputProblem` whatever is wrong with the file.
 */
export async function valuePairs(path: string): Promise<readonly (readonly [string, string])[] | Refusal> {
  let text = "";
  for await (const piece of textOf(path)) text += piece;
  if (text.trimStart().startsWith("{")) return jsonPairs(path, text);
  const pairs: [string, string][] = [];
  for await (const row of csvRows(whole(text))) {
    if ("refusal" in row) return invalid(path, `line ${String(row.line)}: ${row.refusal.message}`);
    const [value, meaning] = Object.values(row.cells);
    if (value === undefined || meaning === undefined) return invalid(path, "it needs two columns, value and meaning");
    pairs.push([value, meaning]);
  }
  return pairs;
}

function jsonPairs(path: string, text: string): readonly (readonly [string, string])[] | Refusal {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return invalid(path, error instanceof Error ? error.message : "no JSON");
  }
  const pairs = Object.entries(read as Record<string, unknown>);
  const texts = pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return texts.length === pairs.length ? texts : invalid(path, "every meaning is a text");
}

function invalid(path: string, why: string): Refusal {
  return new Refusal("INVALID_MAP", `${path} is no mapping: ${why}.`);
}

async function* whole(text: string): AsyncGenerator<string, void, undefined> {
  await Promise.resolve();
  yield text;
}
