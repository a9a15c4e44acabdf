import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";
import type { CellState } from "../domain/publishable-cells";
import { addedUp, ANSWER_BREAKDOWN_DELTA, ANSWER_BREAKDOWN_TALLY, type ReleasedColumn } from "./released-tables";
import type { OpenCell } from "./open-breakdowns.view";

const CELL = ANSWER_BREAKDOWN_TALLY.key;
/** Cells of one service, question, month and dimension that lie within the same. */
const SIBLINGS = CELL.filter(({ name }) => name !== "value");
const KEY = CELL.map(({ name }) => name).join(", ");
const MEASURES = ANSWER_BREAKDOWN_TALLY.measures.join(", ");

/** What becomes of cells that are closed together. */
export interface Closing {
  readonly shown: readonly OpenCell[];
  readonly hidden: readonly OpenCell[];
}

/** Shows cells of breakdowns and seals others. All statements are of one service, whose release is locked. */
export class BreakdownRepository {
  /** Closes open cells of one service; touchpoints within a channel that is shown now become open, of another sealed. */
  async close(unit: UnitOfWork, { shown, hidden }: Closing): Promise<void> {
    await this.move(unit, shown, CELL, "OPEN", "SHOWN");
    await this.move(unit, hidden, CELL, "OPEN", "SEALED");
    const touchpointsOf = (cells: readonly OpenCell[]): readonly OpenCell[] =>
      cells.flatMap((cell) => (cell.key["dimension"] === "CHANNEL" ? [{ ...cell, key: { ...cell.key, dimension: "TOUCHPOINT", within: cell.value } }] : []));
    await this.move(unit, touchpointsOf(shown), SIBLINGS, "AHEAD", "OPEN");
    await this.move(unit, touchpointsOf(hidden), SIBLINGS, "AHEAD", "SEALED");
  }

  /** Adds the counts of hidden cells in one state to where they belong now, and removes them from where they were. */
  private async move(unit: UnitOfWork, cells: readonly OpenCell[], match: readonly ReleasedColumn[], from: CellState, to: CellState | "SHOWN"): Promise<void> {
    const [first] = cells;
    if (first === undefined) return;
    const columns = match.map(({ name, type }): UnnestColumn<OpenCell> => ({ name, type, of: (cell) => cell.key[name] ?? "" }));
    const names = columnNames(columns);
    const chosen = `service_id = $${String(columns.length + 1)} AND state = '${from}' AND (${names}) IN (SELECT ${names} FROM ${unnestOf(columns)} AS chosen (${names}))`;
    const parameters = [...unnestParameters(columns, cells), first.key["service_id"]];
    const [table, state, stated] = to === "SHOWN" ? [ANSWER_BREAKDOWN_TALLY, "", ""] : [ANSWER_BREAKDOWN_DELTA, ", state", `, '${to}'`];
    await unit.query(
      `/* breakdown-cells-${from.toLowerCase()}-to-${to.toLowerCase()} */
       INSERT INTO ${table.name} AS kept (${KEY}${state}, ${MEASURES})
       SELECT ${KEY}${stated}, ${MEASURES} FROM answer_breakdown_delta WHERE ${chosen}
       ON CONFLICT (${KEY}${state}) DO UPDATE SET ${addedUp(table.measures)}`,
      parameters,
    );
    await unit.query(`/* remove-moved-breakdown-cells */ DELETE FROM answer_breakdown_delta WHERE ${chosen}`, parameters);
  }
}
