import type { UnitOfWork } from "../database/unit-of-work";
import type { Transaction } from "../transactions/domain/transaction";
import { checksum } from "./domain/checksum";
import { CountRows, dayOfRow, rowsAt } from "./domain/count-row";
import { DeltaSum } from "./domain/delta";
import { grainsOf } from "./domain/grain";
import { monthOf } from "./domain/spans";
import type { Tally, TallyRow } from "./domain/tally";
import type { TallySeal } from "./domain/tally-seal";
import { addTallySeals } from "./storage/add-tally-seals";
import type { TallyAudit } from "./tally-audit";

/** Keeps counts checkable whose facts go. */
export class SealTalliesService {
  constructor(private readonly audit: Pick<TallyAudit, "counting">) {}

  /**
   * For whoever strips facts, in the unit of work that does, before it does: a verification from then on expects in the
   * months of these transactions what they contribute now. May be called any number of times for one month, each
   * transaction once.
   *
   * @param stripped transactions of the service that `TransactionsLookup.after` will no longer find
   * @param lost what else cannot be counted anew without them: returns of a chain that they were a part of
   */
  async seal(unit: UnitOfWork, serviceId: string, stripped: readonly Transaction[], lost: readonly TallyRow[] = []): Promise<void> {
    const basis = await this.audit.counting(unit, stripped);
    const sum = new DeltaSum().count(lost, 1);
    for (const transaction of stripped) sum.count(basis.rows(transaction), 1);
    const parts = new Map<string, { readonly tally: Tally; readonly month: string; readonly rows: CountRows }>();
    for (const row of sum.deltas()) {
      const month = monthOf(dayOfRow(row));
      const name = `${row.tally.name} ${month}`;
      let part = parts.get(name);
      if (part === undefined) parts.set(name, (part = { tally: row.tally, month, rows: new CountRows() }));
      part.rows.add(row);
    }
    const seals = [...parts.values()].flatMap(({ tally, month, rows }) =>
      grainsOf(tally).map((grain): TallySeal => ({ serviceId, tally: tally.name, grain, month, checksum: checksum(grain, rowsAt(tally, grain, rows.rows())) })),
    );
    await addTallySeals(unit, seals);
  }
}
