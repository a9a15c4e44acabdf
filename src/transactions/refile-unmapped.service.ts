import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import { ambiguousService } from "../catalogue/domain/ambiguous-service";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { BEFORE_ALL_IDS } from "../shared/new-id";
import { notFound, Refusal } from "../shared/refusal";
import { intakeRules } from "./domain/intake-rules";
import { refile } from "./domain/refile";
import type { TransactionTallyDeltas } from "./ports/tally-deltas";
import { lockTransactionsById } from "./storage/lock-transactions-by-id";
import { refilableTransactions } from "./storage/refilable-transactions.view";
import { statusChangesOf } from "./storage/status-changes.view";
import type { TransactionStore } from "./storage/transaction.store";
import { type UnmappedCode, unmappedCodes } from "./storage/unmapped-codes.view";

/** What a re-filing did. */
export interface Refiled {
  /** Transactions that were looked at: those told by statuses, and those with passages under `UNMAPPED`. */
  readonly examined: number;
  /** Of these, how many changed. */
  readonly changed: number;
  /** What still waits. */
  readonly waiting: readonly UnmappedCode[];
}

/** Transactions that one unit of work looks at. */
const PAGE = 500;

/** Puts passages that waited under `UNMAPPED` where they belong, once somebody has said where. */
export class RefileUnmappedService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueLookup,
    private readonly store: Pick<TransactionStore, "load" | "save">,
    private readonly deltas: TransactionTallyDeltas,
  ) {}

  /**
   * Reads every transaction of the service that was told by statuses or has unknown passages anew, with the procedures and
   * the mapping of today, a few hundred to a unit of work; the counts are corrected with it. May be run as often as
   * wanted, and beside intake. Refusals: `NOT_FOUND` (also for somebody else's service), `AMBIGUOUS_SERVICE`.
   *
   * @throws AccessDenied unless the actor may re-file.
   */
  async refile(actor: Actor, service: string): Promise<Refiled | Refusal> {
    this.access.require(actor, "transactions.refile");
    const found = await this.units.read((unit) => this.owned(unit, actor, service));
    if (found instanceof Refusal) return found;
    let [examined, changed, after] = [0, 0, BEFORE_ALL_IDS];
    for (;;) {
      const page = await this.units.write((unit) => this.refilePage(unit, found.id, after));
      examined += page.ids.length;
      changed += page.changed;
      const last = page.ids.at(-1);
      if (last === undefined) break;
      after = last;
    }
    await this.units.write((unit) => this.audit.record(unit, actor, "refileUnmapped", { service: found.code, serviceId: found.id, examined, changed }));
    return { examined, changed, waiting: await this.units.read((unit) => unmappedCodes(unit, found.id)) };
  }

  /** The step codes and statuses of a service that nobody has mapped. Refusals as in `refile`. */
  async waiting(actor: Actor, service: string): Promise<readonly UnmappedCode[] | Refusal> {
    this.access.require(actor, "reports.read");
    return this.units.read(async (unit) => {
      const found = await this.owned(unit, actor, service);
      return found instanceof Refusal ? found : unmappedCodes(unit, found.id);
    });
  }

  private async refilePage(unit: UnitOfWork, serviceId: string, after: string): Promise<{ ids: readonly string[]; changed: number }> {
    const ids = await refilableTransactions(unit, serviceId, after, PAGE);
    if (ids.length === 0) return { ids, changed: 0 };
    await lockTransactionsById(unit, serviceId, ids);
    // Read under the locks: what is published or mapped meanwhile counts from the next page on.
    const facts = (await this.catalogue.services(unit, [serviceId])).get(serviceId);
    if (facts === undefined) return { ids: [], changed: 0 };
    const rules = { meanings: await this.catalogue.statusMeanings(unit, serviceId), intake: intakeRules(facts) };
    const histories = await statusChangesOf(unit, serviceId, ids);
    const changes = (await this.store.load(unit, serviceId, ids))
      .map((before) => ({ before, after: refile(before, histories.get(before.id) ?? [], rules) }))
      .filter((change) => change.before !== change.after);
    await this.store.save(unit, changes, this.clock());
    if (changes.length > 0) await this.deltas.transactionsChanged(unit, changes);
    return { ids, changed: changes.length };
  }

  private async owned(unit: UnitOfWork, actor: Actor, name: string): Promise<ServiceFacts | Refusal> {
    const named = (await this.catalogue.named(unit, [name])).get(name);
    if (named?.found === "SEVERAL") return ambiguousService(named.candidates);
    const facts = named?.found === "ONE" ? (await this.catalogue.services(unit, [named.serviceId])).get(named.serviceId) : undefined;
    const own = facts !== undefined && this.access.covers(actor, { agencyId: facts.agencyId, serviceId: facts.id });
    return own ? facts : notFound("service", ["service"]);
  }
}
