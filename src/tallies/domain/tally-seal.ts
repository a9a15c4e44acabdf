import { addChecksums, checksum } from "./checksum";
import { type CountRow, CountRows, dayOfRow, rowsAt } from "./count-row";
import type { DeltaSum } from "./delta";
import { type Grain, grainsOf } from "./grain";
import { monthOf } from "./spans";
import type { Tally } from "./tally";

/** What facts that are no longer kept added to one month of a tally at one grain. */
export interface TallySeal {
  readonly serviceId: string;
  readonly tally: string;
  readonly grain: Grain;
  /** Its first day. */
  readonly month: string;
  readonly checksum: bigint;
}

/** What a sum adds to the seals of one service. */
export function sealsOf(serviceId: string, sum: DeltaSum): readonly TallySeal[] {
  const parts = new Map<string, { readonly tally: Tally; readonly month: string; readonly rows: CountRows }>();
  for (const row of sum.deltas()) {
    const month = monthOf(dayOfRow(row));
    const name = `${row.tally.name} ${month}`;
    let part = parts.get(name);
    if (part === undefined) parts.set(name, (part = { tally: row.tally, month, rows: new CountRows() }));
    part.rows.add(row);
  }
  return [...parts.values()].flatMap(({ tally, month, rows }) =>
    grainsOf(tally).map((grain): TallySeal => ({ serviceId, tally: tally.name, grain, month, checksum: checksum(grain, rowsAt(tally, grain, rows.rows())) })),
  );
}

/** The seals of one service: their months can no longer be counted row by row, but what is kept of them can be checked. */
export class TallySeals {
  private readonly months: ReadonlySet<string>;

  constructor(private readonly seals: readonly TallySeal[]) {
    this.months = new Set(seals.map(({ tally, month }) => `${tally} ${month}`));
  }

  /** The rows of months that are sealed, and those of others. */
  split(rows: Iterable<CountRow>): { readonly sealed: readonly CountRow[]; readonly open: readonly CountRow[] } {
    const [sealed, open]: [CountRow[], CountRow[]] = [[], []];
    for (const row of rows) (this.months.has(`${row.tally.name} ${monthOf(dayOfRow(row))}`) ? sealed : open).push(row);
    return { sealed, open };
  }

  /**
   * The sealed months, from `from` up to `to`, whose counts are not what was sealed and what the kept facts add to it.
   *
   * @param facts rows of sealed months that the kept facts add up to, at the grain
   */
  broken(tally: Tally, grain: Grain, { from, to }: { readonly from: string; readonly to: string }, facts: readonly CountRow[], counted: readonly CountRow[]): readonly string[] {
    const here = this.seals.filter((seal) => seal.tally === tally.name && seal.grain === grain && seal.month >= from && seal.month < to);
    const of = (rows: readonly CountRow[], month: string): bigint => checksum(grain, rows.filter((row) => monthOf(dayOfRow(row)) === month));
    return here.filter((seal) => addChecksums(seal.checksum, of(facts, seal.month)) !== of(counted, seal.month)).map(({ month }) => month);
  }
}
