import type { UnitOfWork } from "../database/unit-of-work";
import type { Transaction } from "../transactions/domain/transaction";
import { DeltaSum } from "./domain/delta";
import type { TallyRow } from "./domain/tally";
import { sealsOf } from "./domain/tally-seal";
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
    await addTallySeals(unit, sealsOf(serviceId, sum));
  }
}
