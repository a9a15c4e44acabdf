import type { Snapshots } from "../database/snapshots";
import type { UnitOfWork } from "../database/unit-of-work";
import { checkSeries, type SeriesCut } from "../reports/domain/check-series";
import { isWhole } from "../reports/domain/interval";
import { serviceName } from "../reports/domain/service-effort";
import type { Thresholds } from "../reports/domain/thresholds";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { localDay } from "../shared/local-day";
import type { Period } from "../shared/period";
import { notFound, Refusal } from "../shared/refusal";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { answerFigures, type ChangeEffect, type DatedAnswers, logFigures, type StepCounts } from "./domain/change-effect";
import type { EffectFigure, EffectRefusal } from "./domain/effect-figure";
import type { StoredChange } from "./domain/service-change";
import type { ImprovedServices } from "./improved-services";
import { readChangesOfServices } from "./storage/changes-of-services.view";

/** Which effect: of a change of a service, over which time, beside which other service. */
export interface EffectRequest extends SeriesCut {
  readonly service: string;
  /** Id of the change. */
  readonly change: string;
  /** A service that was not touched, and its step where the change is one of a step; null: none. */
  readonly comparison: { readonly service: string; readonly step: string | null } | null;
}

interface Windows {
  readonly before: readonly Period[];
  readonly after: readonly Period[];
}

const MOST = 500;
const NOTHING: StepCounts = { reached: 0, withError: 0, errorKnown: 0, withHelp: 0, helpKnown: 0, returnedForCompletion: 0 };

/** What came of a change, under the strongest label that the data carry (METHODS 3.4). */
export class ChangeEffectService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly services: ImprovedServices,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The effect of a change. Refusals: those of `checkSeries`; `NOT_FOUND` and `AMBIGUOUS_SERVICE` for what is named;
   * `NOTHING_BEFORE` and `NOTHING_AFTER` where the period holds no whole week (month, day) on one side of the change.
   * @throws AccessDenied
   */
  async read(actor: Actor, request: EffectRequest): Promise<Fresh<ChangeEffect> | Refusal> {
    this.access.require(actor, "reports.read");
    const today = localDay(this.clock(), "UTC");
    const parts = checkSeries(request, today);
    if (parts instanceof Refusal) return parts;
    return this.snapshots.read(async (unit, freshness) => {
      const service = await this.services.named(unit, actor, request.service, ["service"]);
      if (service instanceof Refusal) return service;
      const change = (await readChangesOfServices(unit, [service.id], MOST)).find(({ id }) => id === request.change);
      if (change === undefined) return notFound("change", ["change"]);
      const whole = parts.filter((part) => isWhole(part, request.interval) && part.to <= today);
      const windows: Windows = { before: whole.filter(({ to }) => to <= change.day), after: whole.filter(({ from }) => from >= change.day) };
      const [before, after] = [spanOf(windows.before), spanOf(windows.after)];
      if (before === undefined) return new Refusal("NOTHING_BEFORE", "The period holds no whole piece before the change: begin it earlier, or cut it finer.", ["period", "from"]);
      if (after === undefined) return new Refusal("NOTHING_AFTER", "The period holds no whole piece after the change that is over: end it later, or cut it finer.", ["period", "to"]);
      const compared = await this.compared(unit, actor, request, { from: before.from, to: after.to });
      if (compared instanceof Refusal) return compared;
      const answers = await this.answers(unit, service.id, change.stepCode, { from: before.from, to: after.to }, request.interval);
      const figures = [...answerFigures(answers, compared.answers, windows, this.thresholds), ...(await this.log(unit, change, before, after))];
      const { id, stepCode, what, day, recordedAt } = change;
      const told = { id, service: serviceName(service), stepCode, what, day, recordedAt };
      return { freshness, change: told, interval: request.interval, before, after, piecesBefore: windows.before.length, piecesAfter: windows.after.length, comparison: compared.name, thresholds: this.thresholds, figures };
    });
  }

  /** The answers of the service to compare with; refused as a comparison where it was changed in that time too. */
  private async compared(unit: UnitOfWork, actor: Actor, { comparison, interval }: EffectRequest, period: Period): Promise<{ readonly name: ChangeEffect["comparison"]; readonly answers: readonly DatedAnswers[] | EffectRefusal } | Refusal> {
    if (comparison === null) return { name: null, answers: "NO_COMPARISON" };
    const service = await this.services.named(unit, actor, comparison.service, ["comparison"]);
    if (service instanceof Refusal) return service;
    const name = serviceName(service);
    const touched = (await readChangesOfServices(unit, [service.id], MOST)).some(({ day }) => day >= period.from && day < period.to);
    return { name, answers: touched ? "COMPARISON_TOUCHED" : await this.answers(unit, service.id, comparison.step, period, interval) };
  }

  private async answers(unit: UnitOfWork, serviceId: string, step: string | null, period: Period, interval: EffectRequest["interval"]): Promise<readonly DatedAnswers[]> {
    return this.tallies.datedAnswers(unit, { serviceIds: [serviceId], period }, interval === "MONTH" ? "MONTH" : "DAY", step ?? "");
  }

  private async log(unit: UnitOfWork, { serviceId, stepCode }: StoredChange, before: Period, after: Period): Promise<readonly EffectFigure[]> {
    if (stepCode === null) return [];
    const counts = async (period: Period): Promise<StepCounts> =>
      (await this.tallies.passages(unit, { serviceIds: [serviceId], period })).find((step) => step.stepCode === stepCode) ?? NOTHING;
    return logFigures(await counts(before), await counts(after), this.thresholds);
  }
}

function spanOf(pieces: readonly Period[]): Period | undefined {
  const [first, last] = [pieces[0], pieces.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: first.from, to: last.to };
}
