import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { addDays, localDay } from "../shared/local-day";
import { DEFAULT_QUOTA, RATE_DAYS, samplingRates } from "./domain/sampling";
import { strataOf } from "./domain/strata";
import { stepWeights } from "./domain/step-weights";
import type { AskingCount, AskingCounts } from "./ports/asking-counts";
import type { StepUncertainty } from "./ports/step-uncertainty";
import { deleteOldRates } from "./storage/delete-old-rates";
import { deleteOldStepWeights } from "./storage/delete-old-step-weights";
import { putSamplingRates } from "./storage/put-sampling-rates";
import { putStepWeights } from "./storage/put-step-weights";
import { readSurveyQuotas } from "./storage/survey-quotas.view";

/** What a run set. */
export interface SamplingSet {
  readonly services: number;
  /** Strata with a rate, and of these how many ask fewer than everybody. */
  readonly strata: number;
  readonly sampled: number;
  /** Steps with a weight. */
  readonly steps: number;
}

/** Services of one unit of work. */
const PAGE = 200;

/** Sets, from what happened in the last thirty days, whom the next ones ask and about which steps. */
export class SetSamplingService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly catalogue: Pick<CatalogueLookup, "visibleServices">,
    private readonly counts: AskingCounts,
    private readonly uncertainty: StepUncertainty,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /**
   * Goes through the services, some to a unit of work. Meant to run every night; may be run at any time, beside intake and
   * beside itself. A stratum that nobody was counted in has no rate, and asks everybody.
   *
   * @param onProgress services done, of how many
   * @throws AccessDenied unless the actor may maintain the counts.
   */
  async set(actor: Actor, onProgress: (done: number, total: number) => void = () => undefined): Promise<SamplingSet> {
    this.access.require(actor, "tallies.maintain");
    const now = this.clock();
    const services = await this.units.read((unit) => this.catalogue.visibleServices(unit, actor, {}));
    const total = { services: services.length, strata: 0, sampled: 0, steps: 0 };
    for (let done = 0; done < services.length; done += PAGE) {
      const page = services.slice(done, done + PAGE);
      const set = await this.units.write(async (unit) => ({ ...(await this.setRates(unit, page, now)), steps: await this.setWeights(unit, page, now) }));
      total.strata += set.strata;
      total.sampled += set.sampled;
      total.steps += set.steps;
      onProgress(Math.min(done + PAGE, services.length), services.length);
    }
    return total;
  }

  private async setRates(unit: UnitOfWork, serviceIds: readonly string[], now: Date): Promise<Pick<SamplingSet, "strata" | "sampled">> {
    const today = localDay(now, "UTC");
    const period = { from: addDays(today, -RATE_DAYS), to: today };
    const counts = new Map<string, AskingCount[]>();
    for (const count of await this.counts.askingCounts(unit, { serviceIds, period })) {
      const own = counts.get(count.serviceId) ?? [];
      counts.set(count.serviceId, own);
      own.push(count);
    }
    const quotas = await readSurveyQuotas(unit, serviceIds);
    const rates = [...counts].flatMap(([serviceId, own]) => {
      const quota = quotas.get(serviceId) ?? DEFAULT_QUOTA;
      const since = own.reduce((first, count) => (count.since < first ? count.since : first), today);
      const days = Math.max(1, Math.round((Date.parse(today) - Date.parse(since)) / 86_400_000));
      return samplingRates(strataOf(own), days, quota).map((rate) => ({ ...rate, serviceId, quota, setAt: now }));
    });
    await putSamplingRates(unit, rates);
    await deleteOldRates(unit, serviceIds, now);
    return { strata: rates.length, sampled: rates.filter(({ rate }) => rate < 1).length };
  }

  private async setWeights(unit: UnitOfWork, serviceIds: readonly string[], now: Date): Promise<number> {
    const weights = stepWeights(await this.uncertainty.intervalWidths(unit, serviceIds)).map((weight) => ({ ...weight, setAt: now }));
    await putStepWeights(unit, weights);
    await deleteOldStepWeights(unit, serviceIds, now);
    return weights.length;
  }
}
