/** A page of rows in the order of an immutable key: `after` names the last row seen, never an offset. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

/** Which page of a list is wanted. */
export interface PageRequest {
  /** Rows at most: 1–500. */
  readonly first: number;
  /** Key of the last row seen; null: from the beginning. */
  readonly after: string | null;
  /** Whether somebody wants to know how long the whole list is; absent: yes. */
  readonly counted?: boolean;
}

/** A page out of rows that were read with one more than wanted, which tells whether there are others. */
export function toPage<T>(rowsAndOneMore: readonly T[], first: number, totalCount: number): Page<T> {
  return { rows: rowsAndOneMore.slice(0, first), hasNextPage: rowsAndOneMore.length > first, totalCount };
}

/** A row of a statement that reads a page and the length of the whole list together; an empty page is one row of nulls, a length that nobody asked for is null. */
export type PageRow<T> = { readonly total: number | null } & (T | { readonly [K in keyof T]: null });

/** The page out of such rows, read with one more than wanted; `key` is a column that is never null in a real row. */
export function pageOfRows<T>(rows: readonly PageRow<T>[], first: number, key: keyof T): Page<T> {
  const real = rows.filter((row): row is { readonly total: number | null } & T => row[key] !== null);
  return toPage(real, first, rows[0]?.total ?? 0);
}

/** A page of the list that hangs on one parent. */
export interface NestedPageRequest extends PageRequest {
  readonly parentId: string;
}

/**
 * Answers many requests for pages of nested lists with one read for each distinct (first, after), which in one GraphQL
 * document is one: all parents are asked the same.
 */
export async function nestedPages<T>(
  requests: readonly NestedPageRequest[],
  key: keyof T,
  read: (parentIds: readonly string[], page: PageRequest) => Promise<readonly (PageRow<T> & { readonly parentId: string })[]>,
): Promise<Page<T>[]> {
  const alike = new Map<string, NestedPageRequest[]>();
  for (const request of requests) {
    const group = JSON.stringify([request.first, request.after]);
    alike.set(group, [...(alike.get(group) ?? []), request]);
  }
  const pages = new Map<NestedPageRequest, Page<T>>();
  for (const group of alike.values()) {
    const [{ first, after } = { first: 0, after: null }] = group;
    const rows = await read([...new Set(group.map((request) => request.parentId))], { first, after });
    for (const request of group) pages.set(request, pageOfRows(rows.filter((row) => row.parentId === request.parentId), first, key));
  }
  return requests.map((request) => pages.get(request) ?? { rows: [], hasNextPage: false, totalCount: 0 });
}
