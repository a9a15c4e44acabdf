import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { BEFORE_ALL_IDS } from "../shared/new-id";
import { countedBy } from "./domain/counted-by";
import { inferAbandonment, silentSince, stepsOfBeneficiary } from "./domain/infer-abandonment";
import type { InvitationDesk } from "./ports/invitation-desk";
import type { TransactionTallyDeltas } from "./ports/tally-deltas";
import { abandonableTransactions } from "./storage/abandonable-transactions.view";
import { lockTransactionsById } from "./storage/lock-transactions-by-id";
import type { TransactionStore } from "./storage/transaction.store";

/** What a run found. */
export interface InferredAbandonments {
  /** Silent transactions, whose histories were looked at. */
  readonly examined: number;
  /** Of these, how many had been given up. */
  readonly abandoned: number;
}

/** Transactions in flight that one unit of work looks at. */
const PAGE = 1_000;

/**
 * Concludes from silence that transactions were given up, and has it decided whether their people are asked why: a link
 * that comes of it waits for a portal that hands it over. Whatever a portal says later undoes the conclusion, with its
 * counts.
 */
export class InferAbandonmentService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueLookup,
    private readonly store: Pick<TransactionStore, "load" | "save">,
    private readonly deltas: TransactionTallyDeltas,
    private readonly desk: Pick<InvitationDesk, "decideAgain">,
  ) {}

  /**
   * Goes through the transactions in flight of every service, a thousand to a unit of work. Meant to run every night;
   * may be run at any time, beside intake and beside itself, and be cut off anywhere.
   *
   * @param onProgress services done, of how many
   * @throws AccessDenied unless the actor may maintain the counts.
   */
  async infer(actor: Actor, onProgress: (done: number, total: number) => void = () => undefined): Promise<InferredAbandonments> {
    this.access.require(actor, "tallies.maintain");
    const now = this.clock();
    const services = await this.units.read((unit) => this.catalogue.visibleServices(unit, actor, {}));
    let [examined, abandoned] = [0, 0];
    for (const [i, serviceId] of services.entries()) {
      let after: string | undefined = BEFORE_ALL_IDS;
      while (after !== undefined) {
        const page: Page = await this.units.write((unit) => this.inferPage(unit, actor, serviceId, after ?? BEFORE_ALL_IDS, now));
        examined += page.examined;
        abandoned += page.abandoned;
        after = page.last;
      }
      onProgress(i + 1, services.length);
    }
    return { examined, abandoned };
  }

  private async inferPage(unit: UnitOfWork, actor: Actor, serviceId: string, after: string, now: Date): Promise<Page> {
    const facts = (await this.catalogue.services(unit, [serviceId])).get(serviceId);
    if (facts === undefined) return { examined: 0, abandoned: 0, last: undefined };
    const procedures = new Map(facts.procedures.map((procedure) => [procedure.id, procedure]));
    const versions = [...procedures.values()];
    const silence = {
      procedures: versions.map((procedure) => ({ id: procedure.id, silentSince: silentSince(procedure, now) })),
      beneficiarySteps: [...new Set(versions.flatMap(stepsOfBeneficiary))],
    };
    const inFlight = await abandonableTransactions(unit, serviceId, silence, after, PAGE);
    const last = inFlight.length < PAGE ? undefined : inFlight.at(-1)?.id;
    const ids = inFlight.filter(({ silent }) => silent).map(({ id }) => id);
    if (ids.length === 0) return { examined: 0, abandoned: 0, last };
    await lockTransactionsById(unit, serviceId, ids);
    // Decided under the locks: a message may have come since they were found.
    const changes = (await this.store.load(unit, serviceId, ids)).flatMap((before) => {
      const procedure = procedures.get(before.procedureId);
      const end = procedure === undefined ? undefined : inferAbandonment(before, procedure, now);
      return end === undefined ? [] : [{ before, after: countedBy({ ...before, ...end }, facts.calendarRevision) }];
    });
    if (changes.length > 0) {
      await this.store.save(unit, changes, now);
      await this.deltas.transactionsChanged(unit, changes);
      await this.desk.decideAgain(unit, changes.map(({ after }) => after));
      await this.audit.record(unit, actor, "inferAbandonment", { serviceId, abandoned: changes.length });
    }
    return { examined: ids.length, abandoned: changes.length, last };
  }
}

interface Page extends InferredAbandonments {
  /** Where the next page begins; undefined after the last one. */
  readonly last: string | undefined;
}
