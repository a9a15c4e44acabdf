import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { type AutomationChange, automationChange, type AutomationEffect } from "./domain/automation/automation-effect";
import { automationOfKinds } from "./domain/automation/automation-of-kinds";
import { type ChangedStep, changedSteps, type StepOfVersion } from "./domain/automation/automation-runs";
import { groupedBy } from "./domain/grouped-by";
import { checkKept } from "./domain/kept-period";
import { readingsOf } from "./domain/measure";
import { mainReading } from "./domain/rank-steps";
import { checkEffortFilter, type EffortFilter, type ReportFilter } from "./domain/report-filter";
import { reportedSteps } from "./domain/reported-steps";
import { serviceName } from "./domain/service-effort";
import type { Thresholds } from "./domain/thresholds";
import type { ReportScope } from "./report-scope";

/** Answers are not told by these, and a change of automation has two sides. */
const UNTOLD = ["channels", "segments", "automation"] as const;

/** Whether automation made steps easier: before and after each change, and between steps of one kind. */
export class AutomationEffectService {
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
   * The report over the services that the filter names and the actor may see; standard procedures, which nobody fitted to
   * a service, are left out.
   *
   * Refusals, with the path inside the filter: those of `checkEffortFilter` and `checkKept`, `FILTER_NOT_AVAILABLE` also for
   * channels, segments and automation, `NOT_FOUND` and `AMBIGUOUS_SERVICE`.
   *
   * @param first changes at most, 1–500
   * @throws AccessDenied
   */
  async report(actor: Actor, filter: ReportFilter, first: number): Promise<Fresh<AutomationEffect> | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkEffortFilter(filter);
    if (checked instanceof Refusal) return checked;
    const untold = UNTOLD.find((name) => checked[name] !== undefined);
    if (untold !== undefined) return new Refusal("FILTER_NOT_AVAILABLE", `What automation did is not told by ${untold}.`, [untold]);
    const notKept = checkKept(checked.period, localDay(this.clock(), "UTC"));
    if (notKept !== undefined) return notKept;
    return this.snapshots.read(async (unit, freshness) => {
      const ids = await this.scope.services(unit, actor, checked);
      if (ids instanceof Refusal) return ids;
      const wanted = (step: StepOfVersion): boolean => checked.stepKinds?.includes(step.kind) ?? true;
      const changed = changedSteps((await this.catalogue.stepVersions(unit, ids, { automationChanged: true })).filter(wanted));
      const changes = await this.changes(unit, changed, checked);
      const kinds = await this.kinds(unit, ids, checked, wanted);
      return { freshness, period: checked.period, moment: checked.moment, flagged: checked.flagged, thresholds: this.thresholds, changes: changes.slice(0, first), changeCount: changes.length, ...kinds };
    });
  }

  private async changes(unit: UnitOfWork, changed: readonly ChangedStep[], { period, moment, flagged }: EffortFilter): Promise<readonly AutomationChange[]> {
    const serviceIds = [...new Set(changed.map(({ serviceId }) => serviceId))];
    if (serviceIds.length === 0) return [];
    const stepCodes = [...new Set(changed.map(({ stepCode }) => stepCode))];
    const query = { serviceIds, period, byProcedure: true };
    const services = await this.catalogue.services(unit, serviceIds);
    const returns = groupedBy(await this.tallies.stepSums(unit, query, { x: ["returnedForCompletion"], n: ["reached"] }), (row) => row.serviceId);
    const durations = groupedBy(await this.tallies.durations(unit, { ...query, calendar: "CLOCK", stepCodes }), (row) => row.serviceId);
    const asked = (await this.tallies.answers(unit, { ...query, flagged })).filter((row) => row.moment === moment && row.collector === "YUSR");
    const answers = groupedBy(asked, (row) => row.serviceId);
    const told = changed.flatMap((change) => {
      const service = services.get(change.serviceId);
      const step = service === undefined ? undefined : reportedSteps(service, new Set([change.stepCode])).steps.find(({ code }) => code === change.stepCode);
      if (service === undefined || step === undefined) return [];
      const counts = { returns: returns.get(service.id) ?? [], durations: durations.get(service.id) ?? [], answers: answers.get(service.id) ?? [] };
      return automationChange(change, { service: serviceName(service), names: step.names }, counts, moment, this.thresholds);
    });
    // Those that most is known of on both sides come first; the order among others is that of the catalogue.
    const known = ({ reachedBefore, reachedAfter }: AutomationChange): number => Math.min(reachedBefore.value ?? 0, reachedAfter.value ?? 0);
    return told.sort((a, b) => known(b) - known(a));
  }

  private async kinds(unit: UnitOfWork, serviceIds: readonly string[], { period, moment, flagged }: EffortFilter, wanted: (step: StepOfVersion) => boolean): Promise<Pick<AutomationEffect, "kinds" | "reading">> {
    const query = { serviceIds, period, byProcedure: true };
    const instruments = readingsOf("STEP_EASE");
    const versions = (await this.catalogue.stepVersions(unit, serviceIds, {})).filter(wanted);
    const counts = {
      returns: await this.tallies.stepSums(unit, query, { x: ["returnedForCompletion"], n: ["reached"] }),
      waiting: await this.tallies.stepTimes(unit, query, "WAITING"),
      ratings: await this.tallies.stepRatings(unit, { ...query, flagged }, moment, instruments.map(({ instrument }) => instrument)),
    };
    const reading = mainReading(counts.ratings);
    const scale = instruments.find(({ instrument }) => instrument === reading?.instrumentCode) ?? { min: 0, max: 0 };
    return { kinds: automationOfKinds(versions, counts, reading, [scale.min, scale.max], this.thresholds), reading: reading === undefined ? null : { ...reading, moment } };
  }
}
