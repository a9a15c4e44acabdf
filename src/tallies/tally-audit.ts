import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork } from "../database/unit-of-work";
import { Refusal } from "../shared/refusal";
import { ambiguousService } from "../catalogue/domain/ambiguous-service";
import type { Period } from "../shared/period";
import type { Actor } from "../security/actor";
import type { SurveysLookup } from "../surveys/surveys.lookup";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { Transaction } from "../transactions/domain/transaction";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import { type Counting, CountingBases } from "./counting-bases";
import { type CountDifference, countDifferences } from "./domain/count-difference";
import { DeltaSum } from "./domain/delta";
import { EVER, FactCounts } from "./domain/fact-counts";
import { invitationContribution } from "./domain/invitation-contribution";
import { type Grain, grainsOf } from "./domain/grain";
import { keptDaysFrom } from "./domain/kept-days";
import { rowsAt } from "./domain/count-row";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { BEFORE_ALL_IDS } from "../shared/new-id";
import { TALLIES, type Tally, type TallyRow } from "./domain/tally";
import { type ChainFacts, ReturnAudit } from "./return-audit";
import { tallySeals } from "./storage/tally-seals.view";
import { tallyTable } from "./storage/tally-table";
import { TallySeals } from "./domain/tally-seal";
import { storedCounts } from "./storage/stored-counts.view";

/** What a comparison looked at. */
export interface Compared {
  readonly transactions: number;
  /** Rows of tallies. */
  readonly rows: number;
}

/** Services to compare, and how many transactions they have. */
export interface AuditScope {
  readonly serviceIds: readonly string[];
  readonly transactions: number;
}

/** A part of what is compared. */
export interface ComparedPart {
  readonly tally: Tally;
  readonly grain: Grain;
  readonly period: Period;
}

/** Hears of a comparison as it goes on. */
export interface AuditListener {
  /** So many more transactions were read. */
  read(transactions: number): void;
  /** These rows of a tally at a grain, in a period, are wrong. */
  differ(where: ComparedPart, differences: readonly CountDifference[]): Promise<void>;
  /** Something is wrong that is not a row that could be put right. */
  break(tally: string, what: string): void;
}

/** Where the facts are asked for. */
export interface AuditUpstream {
  readonly catalogue: Pick<CatalogueLookup, "named" | "services" | "calendars" | "visibleServices">;
  readonly transactions: Pick<TransactionsLookup, "after" | "count"> & ChainFacts;
  readonly surveys: Pick<SurveysLookup, "invitationCounts" | "answerTotals">;
}

/** Transactions read at once, with their passages. */
const PAGE = 1_000;
/** Rows kept in memory: what facts add up to, and what was counted at once. */
const ROWS = 200_000;
const COUNTED_ROWS = 20_000;

/**
 * Adds up anew what the facts of a service contribute and compares it with what was counted. Memory grows neither with
 * the transactions nor with the years: facts come page by page, and where the rows they add up to become too many, the
 * facts are read again for the months that are left.
 */
export class TallyAudit {
  private readonly bases: CountingBases;

  constructor(
    private readonly upstream: AuditUpstream,
    private readonly clock: Clock,
    private readonly limit = ROWS,
  ) {
    this.bases = new CountingBases(upstream.catalogue);
  }

  /**
   * What there is to compare. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`.
   *
   * @param names `CODE` or `AGENCY/CODE`; undefined: every service
   */
  async scope(unit: UnitOfWork, actor: Actor, names: readonly string[] | undefined): Promise<AuditScope | Refusal> {
    const { catalogue, transactions } = this.upstream;
    for (const [name, meant] of names === undefined ? [] : await catalogue.named(unit, names)) {
      if (meant.found === "SEVERAL") return ambiguousService(meant.candidates);
      if (meant.found === "NONE") return new Refusal("NOT_FOUND", `There is no service ${name}.`, ["service"]);
    }
    const serviceIds = await catalogue.visibleServices(unit, actor, names === undefined ? {} : { services: names });
    return { serviceIds, transactions: await transactions.count(unit, serviceIds) };
  }

  /** @param unit must see one snapshot: facts and counts that belong together */
  async compare(unit: UnitOfWork, serviceId: string, listener: AuditListener): Promise<Compared> {
    const seals = new TallySeals(await tallySeals(unit, serviceId));
    let [from, transactions, rows] = [EVER.from, 0, 0];
    while (from < EVER.to) {
      const counts = new FactCounts(from, this.limit);
      const read = await this.addFacts(unit, serviceId, counts, from === EVER.from ? listener : undefined);
      transactions = Math.max(transactions, read);
      rows += await this.compareCounts(unit, serviceId, counts, seals, listener);
      from = counts.to;
    }
    return { transactions, rows };
  }

  /** How these transactions count. @throws Error where one names a service, procedure version or calendar that the catalogue does not know */
  async counting(unit: UnitOfWork, transactions: readonly Transaction[]): Promise<Counting> {
    return this.bases.of(unit, transactions);
  }

  private async factsOf(unit: UnitOfWork, serviceId: string): Promise<ServiceFacts> {
    const facts = (await this.upstream.catalogue.services(unit, [serviceId])).get(serviceId);
    if (facts === undefined) throw new Error(`No service ${serviceId} to count.`);
    return facts;
  }

  private async addFacts(unit: UnitOfWork, serviceId: string, counts: FactCounts, listener: AuditListener | undefined): Promise<number> {
    const withdrawn: string[] = [];
    let read = 0;
    let after = BEFORE_ALL_IDS;
    for (;;) {
      const page = await this.upstream.transactions.after(unit, serviceId, after, PAGE);
      const basis = await this.counting(unit, page);
      const sum = new DeltaSum();
      for (const transaction of page) {
        if (transaction.withdrawn) withdrawn.push(transaction.id);
        else sum.count(basis.rows(transaction), 1);
      }
      counts.add(sum.deltas());
      read += page.length;
      listener?.read(page.length);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last.id;
    }
    for await (const returns of new ReturnAudit(this.upstream.transactions).rows(unit, await this.factsOf(unit, serviceId))) counts.add(new DeltaSum().count(returns, 1).deltas());
    const invitations = await this.upstream.surveys.invitationCounts(unit, serviceId, withdrawn);
    counts.add(new DeltaSum().count(invitations.map((count): TallyRow => invitationContribution(count)), 1).deltas());
    return read;
  }

  private async compareCounts(unit: UnitOfWork, serviceId: string, counts: FactCounts, seals: TallySeals, listener: AuditListener): Promise<number> {
    const keptFrom = keptDaysFrom(localDay(this.clock(), "UTC"));
    let rows = 0;
    for (const tally of TALLIES) {
      for (const months of counts.periods(tally, COUNTED_ROWS)) {
        const facts = counts.of(tally, months);
        for (const grain of grainsOf(tally)) {
          const period = grain === "DAY" && keptFrom > months.from ? { from: keptFrom, to: months.to } : months;
          if (period.from >= period.to) continue;
          const counted = await storedCounts(unit, tally, grain, serviceId, period);
          rows += counted.length;
          const [expected, found] = [seals.split(rowsAt(tally, grain, grain === "DAY" ? counts.of(tally, period) : facts)), seals.split(counted)];
          const differences = countDifferences(tally, expected.open, found.open);
          if (differences.length > 0) await listener.differ({ tally, grain, period }, differences);
          for (const month of seals.broken(tally, grain, period, expected.sealed, found.sealed)) listener.break(tallyTable(tally, grain), `the sealed month ${month} is not what it was`);
        }
      }
    }
    return rows;
  }
}
