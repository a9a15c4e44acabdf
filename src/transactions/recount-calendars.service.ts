import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import { changedDays } from "../catalogue/domain/changed-days";
import type { NewestCalendar } from "../catalogue/domain/effective-calendar";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { addDays, localDay } from "../shared/local-day";
import { BEFORE_ALL_IDS } from "../shared/new-id";
import { countedBy } from "./domain/counted-by";
import { AHEAD_LIMIT_MS } from "./domain/limits";
import type { TransactionTallyDeltas } from "./ports/tally-deltas";
import { calendarRecounts } from "./storage/calendar-recounts.view";
import { lockTransactionsById } from "./storage/lock-transactions-by-id";
import { miscountedTransactions, type TimeSpan } from "./storage/miscounted-transactions.view";
import { putCalendarRecount } from "./storage/put-calendar-recount";
import { raiseCalendarRevision } from "./storage/raise-calendar-revision";
import type { TransactionStore } from "./storage/transaction.store";

/** What a recount did. */
export interface RecountedCalendars {
  /** Agencies whose calendar had changed. */
  readonly agencies: number;
  /** Of these, how many need no further recount. The others will be looked at once more: their change is too young. */
  readonly settled: number;
  /** Transactions that were counted anew. */
  readonly recounted: number;
}

/** Transactions that one unit of work looks at. */
const PAGE = 1_000;
const DAY_MS = 86_400_000;

/**
 * How old a revision must be for one recount to be the last: until then a unit of work that began before it may still store
 * transactions counted by the one before. Far longer than any takes.
 */
const SETTLED_MS = 10 * 60_000;

/** Counts the past anew where a calendar was corrected, so that working time is what the corrected calendar says. */
export class RecountCalendarsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly catalogue: Pick<CatalogueLookup, "newestCalendars" | "calendars" | "visibleServices">,
    private readonly store: Pick<TransactionStore, "load">,
    private readonly deltas: TransactionTallyDeltas,
  ) {}

  /**
   * Goes through the transactions of each agency that has a newer calendar than it was recounted by; those that were under way on
   * a day whose hours changed are taken back by the calendar they were counted by, and counted by the newest. The others
   * count the same by both and are left alone. Meant to run every few minutes; may be run at any time, beside intake and
   * beside itself, be cut off anywhere and started again.
   *
   * @param onProgress transactions looked at
   * @throws AccessDenied unless the actor may maintain the counts.
   */
  async recount(actor: Actor, onProgress: (examined: number) => void = () => undefined): Promise<RecountedCalendars> {
    this.access.require(actor, "tallies.maintain");
    const pending = await this.units.read((unit) => this.pending(unit));
    const progress = { examined: 0, recounted: 0 };
    let settled = 0;
    for (const agency of pending) {
      const began = this.clock();
      const span = await this.units.read((unit) => this.changedSpan(unit, agency, began));
      const services = span === undefined ? [] : await this.units.read((unit) => this.catalogue.visibleServices(unit, actor, { agencies: [agency.agencyCode] }));
      for (const serviceId of services) {
        let after: string | undefined = BEFORE_ALL_IDS;
        while (after !== undefined && span !== undefined) {
          const page: Page = await this.units.write((unit) => this.recountPage(unit, serviceId, agency.revision, span, after ?? BEFORE_ALL_IDS));
          progress.examined += page.examined;
          progress.recounted += page.recounted;
          onProgress(progress.examined);
          after = page.last;
        }
      }
      if (agency.madeAt.getTime() + SETTLED_MS > began.getTime()) continue;
      await this.units.write((unit) => putCalendarRecount(unit, agency, began));
      settled += 1;
    }
    return { agencies: pending.length, settled, recounted: progress.recounted };
  }

  private async pending(unit: UnitOfWork): Promise<readonly Pending[]> {
    const recounted = await calendarRecounts(unit);
    return (await this.catalogue.newestCalendars(unit))
      .map((newest) => ({ ...newest, recounted: recounted.get(newest.agencyId) ?? 0 }))
      .filter((agency) => agency.recounted < agency.revision);
  }

  /** When the hours were changed, generously; undefined where nothing that can have happened by now lies there. */
  private async changedSpan(unit: UnitOfWork, { agencyId, revision, recounted }: Pending, now: Date): Promise<TimeSpan | undefined> {
    // Nothing was ever recounted: then some transactions may be counted without any calendar.
    if (recounted === 0) return { from: "-infinity", to: "infinity" };
    const revisions = Array.from({ length: revision - recounted + 1 }, (_, i) => ({ agencyId, revision: recounted + i }));
    const calendars = await this.catalogue.calendars(unit, revisions);
    const happened = localDay(new Date(now.getTime() + AHEAD_LIMIT_MS), calendars[0]?.timeZone ?? "UTC");
    const days = changedDays(calendars, addDays(happened, 1));
    if (days === undefined) return undefined;
    // A day more at each end than any time zone needs.
    return { from: new Date(Date.parse(days.from) - DAY_MS).toISOString(), to: new Date(Date.parse(days.to) + DAY_MS).toISOString() };
  }

  private async recountPage(unit: UnitOfWork, serviceId: string, revision: number, span: TimeSpan, after: string): Promise<Page> {
    const found = await miscountedTransactions(unit, serviceId, revision, span, after, PAGE);
    const last = found.length < PAGE ? undefined : found.at(-1)?.id;
    const ids = found.filter(({ miscounted }) => miscounted).map(({ id }) => id);
    if (ids.length === 0) return { examined: found.length, recounted: 0, last };
    await lockTransactionsById(unit, serviceId, ids);
    const changes = (await this.store.load(unit, serviceId, ids))
      .map((before) => ({ before, after: countedBy(before, revision) }))
      .filter((change) => change.before !== change.after);
    if (changes.length > 0) {
      await raiseCalendarRevision(unit, serviceId, changes.map(({ after: counted }) => counted.id), revision);
      await this.deltas.transactionsChanged(unit, changes);
    }
    return { examined: found.length, recounted: changes.length, last };
  }
}

interface Pending extends NewestCalendar {
  /** The revision up to which its transactions are counted. */
  readonly recounted: number;
}

interface Page {
  readonly examined: number;
  readonly recounted: number;
  /** Where the next page begins; undefined after the last one. */
  readonly last: string | undefined;
}
