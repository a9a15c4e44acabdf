import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { SecurityModule } from "../security/security.module";
import type { Clock } from "../shared/clock";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { DataHealthResolver } from "./api/data-health.resolver";
import { BenchmarkResolver } from "./api/benchmark.resolver";
import { AutomationEffectResolver } from "./api/automation-effect.resolver";
import { BurdenResolver } from "./api/burden.resolver";
import { DriversResolver } from "./api/drivers.resolver";
import { DurationSeriesResolver } from "./api/duration-series.resolver";
import { EffortPolicyResolver } from "./api/effort-policy.resolver";
import { EffortReportResolver } from "./api/effort-report.resolver";
import { MethodResolver } from "./api/method.resolver";
import { PooledSatisfactionResolver } from "./api/pooled-satisfaction.resolver";
import { ProcessMapResolver } from "./api/process-map.resolver";
import { RetentionResolver } from "./api/retention.resolver";
import { WhatChangedResolver } from "./api/what-changed.resolver";
import { SatisfactionResolver } from "./api/satisfaction.resolver";
import { DataHealthService } from "./data-health.service";
import { BenchmarkService } from "./benchmark.service";
import { SimplificationCardResolver } from "./api/simplification-card.resolver";
import { WhereItWaitsResolver } from "./api/where-it-waits.resolver";
import { AutomationEffectService } from "./automation-effect.service";
import { WhoAnsweredResolver } from "./api/who-answered.resolver";
import { BurdenService } from "./burden.service";
import { currentThresholds } from "./domain/thresholds";
import { DriversService } from "./drivers.service";
import { DurationSeriesService } from "./duration-series.service";
import { EffortPoliciesService } from "./effort-policies.service";
import { EffortFamilies } from "./effort-families";
import { EffortReportService } from "./effort-report.service";
import { EffortWindows } from "./effort-windows";
import { MethodsService } from "./methods.service";
import { PooledSatisfactionService } from "./pooled-satisfaction.service";
import { ProcessMapService } from "./process-map.service";
import { IndexBases } from "./index-bases";
import { IndexRankings } from "./index-rankings";
import { ReportScope } from "./report-scope";
import { RetentionService } from "./retention.service";
import { WhatChangedService } from "./what-changed.service";
import { SatisfactionSeriesService } from "./satisfaction-series.service";
import { SimplificationCardService } from "./simplification-card.service";
import { SeriesComparisons } from "./series-comparisons";
import { StepRankings } from "./step-rankings";
import { WhereItWaitsService } from "./where-it-waits.service";
import { EffortPolicyRepository } from "./storage/effort-policy.repository";
import { WhoAnsweredService } from "./who-answered.service";

export interface ReportsModule {
  readonly benchmark: BenchmarkService;
  readonly drivers: DriversService;
  readonly durations: DurationSeriesService;
  readonly effort: EffortReportService;
  readonly effortPolicies: EffortPoliciesService;
  readonly health: DataHealthService;
  readonly processMap: ProcessMapService;
  readonly pooledSatisfaction: PooledSatisfactionService;
  readonly retention: RetentionService;
  readonly whatChanged: WhatChangedService;
  readonly satisfaction: SatisfactionSeriesService;
  readonly burden: BurdenService;
  readonly card: SimplificationCardService;
  readonly automation: AutomationEffectService;
  readonly waiting: WhereItWaitsService;
  readonly whoAnswered: WhoAnsweredService;
  readonly resolvers: readonly object[];
}

export function reportsModule(
  floor: { readonly units: UnitsOfWork; readonly snapshots: Snapshots; readonly security: SecurityModule; readonly clock: Clock; readonly minimumCell: number },
  upstream: { readonly catalogue: CatalogueLookup; readonly tallies: TalliesLookup },
): ReportsModule {
  const { snapshots } = floor;
  const { access } = floor.security;
  const thresholds = currentThresholds(floor.minimumCell);
  const scope = new ReportScope(upstream.catalogue, access);
  const policies = new EffortPolicyRepository();
  const effortPolicies = new EffortPoliciesService(floor.units, snapshots, policies, access, floor.security.audit, floor.clock);
  const bases = new IndexBases(upstream.catalogue, policies);
  const indexes = new IndexRankings(upstream.catalogue, upstream.tallies, bases, thresholds);
  const rankings = new StepRankings(upstream.catalogue, upstream.tallies, bases, indexes, thresholds);
  const windows = new EffortWindows(upstream.tallies, thresholds);
  const families = new EffortFamilies(upstream.catalogue, upstream.tallies, bases, thresholds);
  const effort = new EffortReportService(snapshots, scope, upstream.catalogue, upstream.tallies, rankings, bases, windows, families, access, thresholds, floor.clock);
  const processMap = new ProcessMapService(snapshots, scope, upstream.tallies, access, thresholds, floor.clock);
  const drivers = new DriversService(snapshots, scope, upstream.tallies, access, thresholds);
  const whatChanged = new WhatChangedService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const comparisons = new SeriesComparisons(upstream.catalogue, upstream.tallies, thresholds);
  const pooledSatisfaction = new PooledSatisfactionService(snapshots, scope, upstream.catalogue, upstream.tallies, comparisons, access, thresholds, floor.clock);
  const durations = new DurationSeriesService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const satisfaction = new SatisfactionSeriesService(snapshots, scope, upstream.catalogue, upstream.tallies, comparisons, access, thresholds, floor.clock);
  const benchmark = new BenchmarkService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const health = new DataHealthService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const burden = new BurdenService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const card = new SimplificationCardService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const automation = new AutomationEffectService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const waiting = new WhereItWaitsService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds, floor.clock);
  const retention = new RetentionService(snapshots, scope, upstream.tallies, access, thresholds, floor.clock);
  const whoAnswered = new WhoAnsweredService(snapshots, scope, upstream.catalogue, upstream.tallies, access, thresholds);
  return {
    benchmark,
    burden,
    card,
    drivers,
    durations,
    effort,
    effortPolicies,
    health,
    pooledSatisfaction,
    processMap,
    retention,
    satisfaction,
    whatChanged,
    automation,
    waiting,
    whoAnswered,
    // One a line, so that two who add a report meet in no line.
    resolvers: [
      new BenchmarkResolver(benchmark),
      new BurdenResolver(burden),
      new DataHealthResolver(health),
      new DriversResolver(drivers),
      new DurationSeriesResolver(durations),
      new EffortPolicyResolver(effortPolicies),
      new EffortReportResolver(effort),
      new MethodResolver(new MethodsService(access)),
      new PooledSatisfactionResolver(pooledSatisfaction),
      new ProcessMapResolver(processMap),
      new RetentionResolver(retention),
      new SatisfactionResolver(satisfaction),
      new WhatChangedResolver(whatChanged),
      new SimplificationCardResolver(card),
      new AutomationEffectResolver(automation),
      new WhereItWaitsResolver(waiting),
      new WhoAnsweredResolver(whoAnswered),
    ],
  };
}
