import type { UnitOfWork } from "./unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters, unnestSelection } from "./unnest";

/** A statement that answers rows where the rest may happen; its parameters begin at $1. */
export interface Condition {
  readonly statement: string;
  readonly parameters: readonly unknown[];
}

/** New rows of one table, from however many sides they came. */
interface Addition {
  readonly table: string;
  readonly columns: readonly UnnestColumn<unknown>[];
  readonly rows: unknown[];
}

/**
 * New rows for several tables, gathered from whoever has some and written by one statement: together or not at all, in one
 * round trip. Several modules may add to it, each knowing its own tables only: docs/decisions/0014.
 */
export class Insertions {
  private readonly additions: Addition[] = [];

  /** Rows of a table; none are none. */
  add<R>(table: string, columns: readonly UnnestColumn<R>[], rows: readonly R[]): void {
    if (rows.length === 0) return;
    const begun = this.additions.find((addition) => addition.table === table && addition.columns === (columns as readonly unknown[]));
    if (begun === undefined) this.additions.push({ table, columns: columns as readonly UnnestColumn<unknown>[], rows: [...rows] });
    else for (const row of rows) begun.rows.push(row);
  }

  /**
   * Writes all rows, where the condition answers any row; answers how many. A statement by itself is all or nothing, so this
   * needs no unit of work around it, unless the condition must answer several rows. The tables may refer to each other: foreign keys are checked when all rows are there.
   */
  async write(unit: UnitOfWork, name: string, condition: Condition = ALWAYS): Promise<number> {
    const parameters = [...condition.parameters];
    const parts = this.additions.map(({ table, columns, rows }, i) => {
      const insert = insertOf(table, columns, parameters.length + 1);
      parameters.push(...unnestParameters(columns, rows));
      return `, into_${String(i)} AS (${insert} WHERE EXISTS (SELECT FROM permitted))`;
    });
    const written = await unit.query<unknown[]>(`/* ${name} */ WITH permitted AS (${condition.statement})${parts.join("")} SELECT FROM permitted`, parameters);
    return written.length;
  }
}

/** Texts of insertions, which are the same for every row: making them anew took as long as the values. */
const texts = new WeakMap<object, Map<string, string>>();

function insertOf<R>(table: string, columns: readonly UnnestColumn<R>[], first: number): string {
  const known = texts.get(columns) ?? new Map<string, string>();
  const key = `${table} ${String(first)}`;
  let text = known.get(key);
  if (text === undefined) {
    const names = columnNames(columns);
    text = `INSERT INTO ${table} (${names}) SELECT ${unnestSelection(columns)} FROM ${unnestOf(columns, first)} AS sent (${names})`;
    texts.set(columns, known.set(key, text));
  }
  return text;
}

const ALWAYS: Condition = { statement: "SELECT", parameters: [] };
