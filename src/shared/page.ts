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
}

/** A page out of rows that were read with one more than wanted, which tells whether there are others. */
export function toPage<T>(rowsAndOneMore: readonly T[], first: number, totalCount: number): Page<T> {
  return { rows: rowsAndOneMore.slice(0, first), hasNextPage: rowsAndOneMore.length > first, totalCount };
}
