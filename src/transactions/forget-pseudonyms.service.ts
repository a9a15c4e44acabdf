import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { RetentionMarkRepository } from "../security/storage/retention-mark.repository";
import type { Clock } from "../shared/clock";
import type { TransactionTallyDeltas } from "./ports/tally-deltas";
import { forgetPseudonyms, namedTransactions } from "./storage/forget-pseudonyms";
import { lockTransactionsById } from "./storage/lock-transactions-by-id";
import type { TransactionStore } from "./storage/transaction.store";

/** Transactions that one unit of work looks at. */
const PAGE = 1_000;

/** Takes whom they are for, and who handled them, off transactions that were told of long ago; everything that was counted stays. */
export class ForgetPseudonymsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly catalogue: Pick<CatalogueLookup, "visibleServices">,
    private readonly marks: RetentionMarkRepository,
    private readonly store: Pick<TransactionStore, "load">,
    private readonly deltas: Pick<TransactionTallyDeltas, "peopleForgotten">,
    private readonly firstNamed: (now: Date) => string,
  ) {}

  /** Answers of how many transactions. Meant to run every night; may be cut off anywhere, and run beside intake. */
  async forget(actor: Actor): Promise<number> {
    this.access.require(actor, "tallies.maintain");
    // A day later than intake stops naming people, so that no message under way names one behind its back.
    const before = this.firstNamed(new Date(this.clock().getTime() - 86_400_000));
    const services = await this.units.read((unit) => this.catalogue.visibleServices(unit, actor, {}));
    let forgotten = 0;
    for (const serviceId of services) {
      for (let page: Page = { more: true, forgotten: 0 }; page.more; ) {
        page = await this.units.write((unit) => this.forgetPage(unit, serviceId, before));
        forgotten += page.forgotten;
      }
    }
    return forgotten;
  }

  private async forgetPage(unit: UnitOfWork, serviceId: string, before: string): Promise<Page> {
    const page = await namedTransactions(unit, serviceId, await this.marks.through(unit, serviceId, "PSEUDONYM"), before, PAGE);
    const last = page.at(-1);
    if (last === undefined) return { more: false, forgotten: 0 };
    const ids = page.filter(({ named }) => named).map(({ id }) => id);
    if (ids.length > 0) {
      await lockTransactionsById(unit, serviceId, ids);
      const known = await this.store.load(unit, serviceId, ids);
      await forgetPseudonyms(unit, serviceId, ids);
      await this.deltas.peopleForgotten(unit, known.map((transaction) => ({ before: transaction, after: { ...transaction, subjectKey: null, operatorKey: null } })));
    }
    await this.marks.put(unit, serviceId, "PSEUDONYM", last.id);
    return { more: page.length === PAGE, forgotten: ids.length };
  }
}

interface Page {
  readonly more: boolean;
  readonly forgotten: number;
}
