import type { Period } from "../../shared/period";
import { type CountRow, CountRows, dayOfRow } from "./count-row";
import { monthOf } from "./spans";
import type { Tally } from "./tally";

/** Before and after every day that PostgreSQL and a fact can name. */
export const EVER: Period = { from: "0001-01-01", to: "9999-12-31" };

/**
 * What the facts of one service add up to, row by row of the tallies, for as many whole months as fit into memory: where
 * the rows become more than the limit, the later months are given up, and `to` says where the next look at the facts
 * has to begin. One month is always taken whole.
 */
export class FactCounts {
  private readonly byTally = new Map<Tally, CountRows>();
  private size = 0;
  private end = EVER.to;

  constructor(
    private readonly from: string,
    private readonly limit: number,
  ) {}

  /** The first day that was given up. */
  get to(): string {
    return this.end;
  }

  add(rows: Iterable<CountRow>): void {
    for (const row of rows) {
      const day = dayOfRow(row);
      if (day < this.from || day >= this.end) continue;
      const sums = this.sumsOf(row.tally);
      const before = sums.size;
      sums.add(row);
      this.size += sums.size - before;
    }
    if (this.size > this.limit) this.giveUpLateMonths();
  }

  /** The rows of a tally that count in a period. */
  of(tally: Tally, period: Period): readonly CountRow[] {
    return [...this.sumsOf(tally).rows()].filter((row) => dayOfRow(row) >= period.from && dayOfRow(row) < period.to);
  }

  /** Consecutive periods that together are `[from, to)`, with about as many rows of the tally each. */
  periods(tally: Tally, rows: number): readonly Period[] {
    const starts = [this.from];
    let here = 0;
    for (const [month, found] of countByMonth([...this.sumsOf(tally).rows()])) {
      if (here > 0 && here + found > rows && month > this.from) {
        starts.push(month);
        here = 0;
      }
      here += found;
    }
    return starts.map((from, i) => ({ from, to: starts[i + 1] ?? this.end }));
  }

  private sumsOf(tally: Tally): CountRows {
    let sums = this.byTally.get(tally);
    if (sums === undefined) this.byTally.set(tally, (sums = new CountRows()));
    return sums;
  }

  private giveUpLateMonths(): void {
    const [first, ...later] = countByMonth([...this.byTally.values()].flatMap((sums) => [...sums.rows()]));
    let kept = first?.[1] ?? 0;
    for (const [month, found] of later) {
      if (kept + found > this.limit / 2) {
        this.end = month;
        break;
      }
      kept += found;
    }
    for (const sums of this.byTally.values()) {
      for (const row of sums.rows()) if (dayOfRow(row) >= this.end) sums.delete(row);
    }
    this.size = [...this.byTally.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

/** First day of each month → rows in it, in order. */
function countByMonth(rows: readonly CountRow[]): readonly (readonly [string, number])[] {
  const found = new Map<string, number>();
  for (const row of rows) {
    const month = monthOf(dayOfRow(row));
    found.set(month, (found.get(month) ?? 0) + 1);
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
