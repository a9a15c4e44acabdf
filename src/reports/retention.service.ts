import type { Snapshots } from "../database/snapshots";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { addDays, localDay } from "../shared/local-day";
import { checkPeriod, type Period } from "../shared/period";
import { Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { checkKeptDays } from "./domain/kept-period";
import { type Retention, retention } from "./domain/retention/retention";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** Days after which a transaction is old enough to say that nobody came again. */
const WINDOW = 30;

/** Who stays digital, who leaves and who must come again. Reads counts only. */
export class RetentionService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * Of one service, `CODE` or `AGENCY/CODE`. A return counts on the day it started, a transaction on the day it ended.
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's), `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`, `PERIOD_TOO_FINE`.
   * @throws AccessDenied
   */
  async report(actor: Actor, name: string, period: Period): Promise<Fresh<Retention> | Refusal> {
    this.access.require(actor, "reports.read");
    const badPeriod = checkPeriod(period);
    if (badPeriod !== undefined) return badPeriod.under("period");
    const today = localDay(this.clock(), "UTC");
    const notKept = checkKeptDays(period, today);
    if (notKept !== undefined) return notKept;
    return this.snapshots.read(async (unit, freshness) => {
      const service = await this.scope.facts(unit, actor, name);
      if (service instanceof Refusal) return service;
      const query = { serviceIds: [service.id], period };
      const oldEnough = addDays(localDay(this.clock(), service.timeZone), -WINDOW);
      const old = { serviceIds: [service.id], period: { from: period.from, to: period.to < oldEnough ? period.to : oldEnough } };
      const any = old.period.from < old.period.to;
      const counts = {
        returns: await this.tallies.returns(unit, query),
        transactions: await this.tallies.transactionMix(unit, query, "channel"),
        oldReturns: any ? await this.tallies.returns(unit, old) : [],
        oldTransactions: any ? await this.tallies.transactions(unit, old) : [],
      };
      return { ...retention(service, { from: period.from, to: period.to }, counts, this.thresholds), freshness };
    });
  }
}
