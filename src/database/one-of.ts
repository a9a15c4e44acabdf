/** The condition of a CHECK: the column holds one of the codes of a closed list. Null passes, as in every CHECK. */
export function oneOf(column: string, list: Readonly<Record<string, string>>): string {
  return `${column} IN (${Object.values(list).map((code) => `'${code}'`).join(", ")})`;
}
