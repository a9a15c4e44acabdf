import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import { addDays, localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import { type AskedStratum, askedStrata } from "./domain/asked-strata";
import { DEFAULT_QUOTA } from "./domain/sampling";
import type { AskingCounts } from "./ports/asking-counts";
import { readSamplingRates } from "./storage/sampling-rates.view";
import { readSurveyQuotas } from "./storage/survey-quotas.view";
import type { SurveyedServices } from "./surveyed-services.service";

/** Whom a service asks now, and whom it asked this month. */
export interface ServiceRates {
  /** `AGENCY/CODE`. */
  readonly service: string;
  /** Invitations of a month. */
  readonly quota: number;
  /** Whether the office set it. */
  readonly quotaSet: boolean;
  /** First day of the month that is counted. */
  readonly month: string;
  readonly invited: number;
  /** Whether the quota has stopped the asking. */
  readonly stopped: boolean;
  /** When the rates were set; null: there are none yet, and everybody is asked. */
  readonly setAt: Date | null;
  readonly strata: readonly AskedStratum[];
}

/** Shows at what rates people are asked, by what they went home with: nobody can steer that without being seen. */
export class SamplingRatesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly counts: AskingCounts,
    private readonly access: Access,
    private readonly clock: Clock,
  ) {}

  /** Of a service of the actor's own; the office's are all. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`. */
  async of(actor: Actor, service: string): Promise<ServiceRates | Refusal> {
    this.access.require(actor, "surveys.read");
    return this.units.read(async (unit) => {
      const facts = await this.services.own(unit, actor, service);
      if (facts instanceof Refusal) return facts;
      const today = localDay(this.clock(), facts.timeZone);
      const month = `${today.slice(0, 7)}-01`;
      const counts = await this.counts.askingCounts(unit, { serviceIds: [facts.id], period: { from: month, to: addDays(today, 1) } });
      const rates = await readSamplingRates(unit, facts.id);
      const set = (await readSurveyQuotas(unit, [facts.id])).get(facts.id);
      const quota = set ?? DEFAULT_QUOTA;
      const strata = askedStrata(rates, counts);
      const invited = strata.reduce((sum, stratum) => sum + stratum.invited, 0);
      return {
        service: `${facts.agencyCode}/${facts.code}`,
        quota,
        quotaSet: set !== undefined,
        month,
        invited,
        stopped: invited >= quota || strata.some(({ quotaFull }) => quotaFull > 0),
        setAt: rates[0]?.setAt ?? null,
        strata,
      };
    });
  }
}
