import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { ProcedureFacts, ServiceFacts } from "../catalogue/domain/service-facts";
import type { StepDemand } from "../catalogue/domain/step-demand";
import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh, Freshness } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import { checkPeriod, type Period } from "../shared/period";
import { notFound, Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { burdenCounts } from "./burden-counts";
import { daysOver } from "./domain/burden/days-over";
import { serviceBurden } from "./domain/burden/service-burden";
import { cardLines, type SimplificationCard } from "./domain/burden/simplification-card";
import { groupedBy } from "./domain/grouped-by";
import { checkKept } from "./domain/kept-period";
import { serviceName } from "./domain/service-effort";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** Which card. */
export interface CardCut {
  readonly period: Period;
  /** Version to compare with; null: the one before the version in force, where there is one. */
  readonly comparedWithVersion: number | null;
}

/** A service whose card somebody asks for. */
export interface CardRequest extends CardCut {
  readonly actor: Actor;
  readonly serviceId: string;
}

/** The versions that a card sets side by side. */
interface Versions {
  readonly service: ServiceFacts;
  readonly now: ProcedureFacts;
  readonly before: ProcedureFacts | undefined;
}

/** What a service costs people under the procedure in force, beside an earlier version. Transactions count under the version that they followed. */
export class SimplificationCardService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The card of one service, `CODE` or `AGENCY/CODE`.
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's, and for a version that never was in force),
   * `VERSION_NOT_EARLIER`, `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`, `PERIOD_TOO_FINE`.
   * @throws AccessDenied
   */
  async named(actor: Actor, name: string, cut: CardCut): Promise<Fresh<SimplificationCard> | Refusal> {
    this.access.require(actor, "reports.read");
    const wrong = this.check(cut);
    if (wrong !== undefined) return wrong;
    return this.snapshots.read(async (unit, freshness) => {
      const serviceId = await this.scope.service(unit, actor, name);
      if (serviceId instanceof Refusal) return serviceId;
      return (await this.read(unit, freshness, actor, [serviceId], cut)).get(serviceId) ?? notFound("service", ["service"]);
    });
  }

  /**
   * The cards of many services, one answer for each request and in their order; those about the same period and version
   * are read together. Refusals as above, but for those about names.
   * @throws AccessDenied
   */
  readonly ofServices = async (requests: readonly CardRequest[]): Promise<readonly (Fresh<SimplificationCard> | Refusal)[]> => {
    for (const { actor } of requests) this.access.require(actor, "reports.read");
    const answers = new Map<CardRequest, Fresh<SimplificationCard> | Refusal>();
    for (const alike of groupedBy(requests, ({ period, comparedWithVersion }) => `${period.from} ${period.to} ${String(comparedWithVersion)}`).values()) {
      const [first] = alike;
      if (first === undefined) continue;
      const wrong = this.check(first);
      for (const request of alike) if (wrong !== undefined) answers.set(request, wrong);
      if (wrong !== undefined) continue;
      const found = await this.snapshots.read((unit, freshness) => this.read(unit, freshness, first.actor, alike.map(({ serviceId }) => serviceId), first));
      for (const request of alike) answers.set(request, found.get(request.serviceId) ?? notFound("service"));
    }
    return requests.map((request) => answers.get(request) ?? notFound("service"));
  };

  private check({ period }: CardCut): Refusal | undefined {
    return checkPeriod(period)?.under("period") ?? checkKept(period, localDay(this.clock(), "UTC"));
  }

  private async read(unit: UnitOfWork, freshness: Freshness, actor: Actor, serviceIds: readonly string[], cut: CardCut): Promise<ReadonlyMap<string, Fresh<SimplificationCard> | Refusal>> {
    const services = [...(await this.catalogue.services(unit, serviceIds)).values()].filter(({ id, agencyId }) => this.access.covers(actor, { agencyId, serviceId: id }));
    const chosen = new Map(services.map((service) => [service.id, versionsOf(service, cut.comparedWithVersion)]));
    const wanted = [...chosen.values()].flatMap((versions) => (versions instanceof Refusal ? [] : versions));
    const { period } = cut;
    const ids = wanted.map(({ service }) => service.id);
    const demands = groupedBy(await this.catalogue.demands(unit, ids), (demand) => demand.serviceId);
    const countsOf = async (procedures: readonly ProcedureFacts[]): ReturnType<typeof burdenCounts> =>
      burdenCounts(unit, this.tallies, { serviceIds: ids, period: { from: period.from, to: period.to }, procedureIds: procedures.map(({ id }) => id) });
    const now = await countsOf(wanted.map((versions) => versions.now));
    const before = await countsOf(wanted.flatMap((versions) => versions.before ?? []));
    return new Map([...chosen].map(([id, versions]) => [id, versions instanceof Refusal ? versions : { freshness, ...this.card(versions, demands.get(id) ?? [], [now(id), before(id)], period) }]));
  }

  private card({ service, now, before }: Versions, demands: readonly StepDemand[], [nowCounts, beforeCounts]: readonly [Counts, Counts], { from, to }: Period): SimplificationCard {
    const days = daysOver({ from, to }, localDay(this.clock(), "UTC"));
    const burdenOf = (procedure: ProcedureFacts, counts: Counts): ReturnType<typeof serviceBurden> =>
      serviceBurden({ ...service, procedures: [procedure] }, procedure, demands, counts, days, this.thresholds);
    const lines = cardLines(burdenOf(now, nowCounts), before === undefined ? undefined : burdenOf(before, beforeCounts), this.thresholds).filter(({ figure }) => !A_YEAR.includes(figure));
    return { service: serviceName(service), period: { from, to }, thresholds: this.thresholds, version: now.version, comparedWithVersion: before?.version ?? null, lines };
  }
}

type Counts = Parameters<typeof serviceBurden>[3];

/** How much a version cost in a year depends on how long it was in force: no line of a card. */
const A_YEAR: readonly string[] = ["HOURS_A_YEAR", "TRIPS_A_YEAR"];

function versionsOf(service: ServiceFacts, comparedWith: number | null): Versions | Refusal {
  const now = service.procedures.at(-1);
  if (now === undefined) return notFound("procedure");
  const earlier = service.procedures.filter(({ version }) => version < now.version);
  if (comparedWith === null) return { service, now, before: earlier.findLast(({ standard }) => !standard) };
  const before = earlier.find(({ version }) => version === comparedWith);
  if (before !== undefined) return { service, now, before };
  if (comparedWith === now.version) return new Refusal("VERSION_NOT_EARLIER", `Version ${String(now.version)} is in force: compare it with an earlier one.`, ["comparedWithVersion"]);
  return notFound("version", ["comparedWithVersion"]);
}
