import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { CalendarRevision, EffectiveCalendar } from "../catalogue/domain/effective-calendar";
import type { ProcedureFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Transaction } from "../transactions/domain/transaction";
import { contributions } from "./domain/contributions";
import { type History, historyOf } from "./domain/history";
import type { TallyRow } from "./domain/tally";

/** What a transaction is counted by, but for the calendar that it names itself. */
interface Basis {
  readonly procedure: ProcedureFacts;
  readonly timeZone: string;
  readonly agencyId: string;
}

/** How transactions that were asked about count. */
export interface Counting {
  /** What one contributes. */
  rows(transaction: Transaction): readonly TallyRow[];
  history(transaction: Transaction): History;
}

/** Procedure versions kept in memory; far more than one batch can name. */
const REMEMBERED = 20_000;
/** Calendars kept in memory, each with its openings of some years: about 100 KB. */
const CALENDARS = 300;

/** What transactions are counted by. Remembered, since a published procedure, its agency's time zone and a revision of its calendar never change. */
export class CountingBases {
  private readonly bases = new Map<string, Basis>();
  private readonly calendars = new Map<string, EffectiveCalendar>();

  constructor(private readonly catalogue: Pick<CatalogueLookup, "services" | "calendars">) {}

  /**
   * How each of these transactions counts, by the revision of the calendar that it names: so that what was counted can be
   * taken back whatever calendar this process knows.
   *
   * @throws Error where one names a service, procedure version or revision that the catalogue does not know.
   */
  async of(unit: UnitOfWork, transactions: readonly Transaction[]): Promise<Counting> {
    const bases = await this.basesOf(unit, transactions);
    const basisOf = ({ serviceId, procedureId }: Transaction): Basis => {
      const basis = bases.get(procedureId);
      if (basis === undefined) throw new Error(`No procedure ${procedureId} of service ${serviceId} to count by.`);
      return basis;
    };
    const calendars = await this.calendarsOf(unit, transactions.map((transaction) => ({ agencyId: basisOf(transaction).agencyId, revision: transaction.calendarRevision })));
    return {
      rows: (transaction) => {
        const { procedure, timeZone, agencyId } = basisOf(transaction);
        return contributions(transaction, procedure, timeZone, calendars.get(keyOf({ agencyId, revision: transaction.calendarRevision })) ?? null);
      },
      history: (transaction) => {
        const { procedure, timeZone } = basisOf(transaction);
        return historyOf(transaction, procedure, timeZone);
      },
    };
  }

  private async basesOf(unit: UnitOfWork, transactions: readonly Transaction[]): Promise<ReadonlyMap<string, Basis>> {
    const needed = new Map<string, Basis>();
    const services = new Set<string>();
    for (const { serviceId, procedureId } of transactions) {
      const basis = this.bases.get(procedureId);
      if (basis === undefined) services.add(serviceId);
      else needed.set(procedureId, basis);
    }
    if (services.size === 0) return needed;
    if (this.bases.size > REMEMBERED) this.bases.clear();
    for (const { timeZone, agencyId, procedures } of (await this.catalogue.services(unit, [...services])).values()) {
      for (const procedure of procedures) {
        needed.set(procedure.id, { procedure, timeZone, agencyId });
        this.bases.set(procedure.id, { procedure, timeZone, agencyId });
      }
    }
    return needed;
  }

  /** By `keyOf`; revision 0 has none. */
  private async calendarsOf(unit: UnitOfWork, revisions: readonly CalendarRevision[]): Promise<ReadonlyMap<string, EffectiveCalendar>> {
    const needed = new Map<string, EffectiveCalendar>();
    const missing = new Map<string, CalendarRevision>();
    for (const wanted of revisions) {
      if (wanted.revision === 0) continue;
      const key = keyOf(wanted);
      const calendar = this.calendars.get(key);
      if (calendar === undefined) missing.set(key, wanted);
      else needed.set(key, calendar);
    }
    if (missing.size === 0) return needed;
    if (this.calendars.size > CALENDARS) this.calendars.clear();
    const found = await this.catalogue.calendars(unit, [...missing.values()]);
    for (const [i, key] of [...missing.keys()].entries()) {
      const calendar = found[i];
      if (calendar === undefined) continue;
      needed.set(key, calendar);
      this.calendars.set(key, calendar);
    }
    return needed;
  }
}

function keyOf({ agencyId, revision }: CalendarRevision): string {
  return `${agencyId} ${String(revision)}`;
}
