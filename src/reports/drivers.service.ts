import type { Snapshots } from "../database/snapshots";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Fresh } from "../shared/freshness";
import { checkPeriod, type Period } from "../shared/period";
import { Refusal } from "../shared/refusal";
import type { FlaggedAnswers } from "../tallies/domain/flagged-answers";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { type ServiceDrivers, serviceDrivers } from "./domain/drivers/service-drivers";
import type { Thresholds } from "./domain/thresholds";
import { checkWholeMonths } from "./domain/whole-months";
import type { ReportScope } from "./report-scope";

/** Over which months, and whether answers with a quality signal count; absent: they do. */
export interface DriversWanted {
  readonly period: Period;
  readonly flagged?: FlaggedAnswers;
}

/** What goes with the effort that people report of a service. Reads cross-products by group of people, never an answer. */
export class DriversService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
  ) {}

  /**
   * The drivers of one service, `CODE` or `AGENCY/CODE`, over whole months. Too few answers, or columns that cannot be told
   * apart, are values of each question (`refused`).
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's), `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`, `NOT_WHOLE_MONTHS`.
   * @throws AccessDenied
   */
  async drivers(actor: Actor, name: string, { period, flagged = "INCLUDE" }: DriversWanted): Promise<Fresh<ServiceDrivers & { readonly flagged: FlaggedAnswers }> | Refusal> {
    this.access.require(actor, "reports.read");
    const wrong = checkPeriod(period)?.under("period") ?? checkWholeMonths(period);
    if (wrong !== undefined) return wrong;
    return this.snapshots.read(async (unit, freshness) => {
      const service = await this.scope.facts(unit, actor, name);
      if (service instanceof Refusal) return service;
      const material = await this.tallies.drivers(unit, { serviceIds: [service.id], months: period, flagged });
      return { freshness, flagged, ...serviceDrivers(service, material, period, this.thresholds) };
    });
  }
}
