import type { CatalogueLookup, StepTraits } from "../catalogue/catalogue.lookup";
import type { UnitOfWork } from "../database/unit-of-work";
import { addDays } from "../shared/local-day";
import type { Period } from "../shared/period";
import type { Reason } from "./domain/estimate";
import { type EffortPolicy, policyOn } from "./domain/effort-index/effort-policy";
import type { IndexBasis } from "./domain/effort-index/index-basis";
import { monthsBefore } from "./domain/effort-index/report-window";
import { groupedBy } from "./domain/grouped-by";
import type { EffortPolicyRepository } from "./storage/effort-policy.repository";

/** What indexes rest on beside counts, for any number of services, inside a unit of work that is already open. */
export class IndexBases {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly policies: EffortPolicyRepository,
  ) {}

  /** The policy in force on the last day of a period. */
  async policy(unit: UnitOfWork, { to }: Period): Promise<EffortPolicy> {
    return policyOn(await this.policies.all(unit), addDays(to, -1));
  }

  /** `traits`: all steps of these services. `reasons` go with every index. */
  async of(unit: UnitOfWork, policy: EffortPolicy, serviceIds: readonly string[], period: Period, traits: readonly StepTraits[], reasons: readonly Reason[]): Promise<(serviceId: string) => IndexBasis> {
    const measured = await this.catalogue.measuredSignals(unit, serviceIds, lookedAt(period));
    const steps = groupedBy(traits.filter(({ standardTime }) => standardTime), ({ serviceId }) => serviceId);
    return (serviceId) => ({ policy, measured: measured.get(serviceId) ?? new Set(), timed: new Set((steps.get(serviceId) ?? []).map(({ stepCode }) => stepCode)), reasons });
  }
}

/**
 * Days in which a declaration counts for a period: its own and the twelve months before its end. A signal that is declared
 * no more stays in the profile for so long, as missing: nobody looks better for having stopped to measure.
 */
function lookedAt({ from, to }: Period): Period {
  const year = monthsBefore(to, 12);
  return { from: from < year ? from : year, to };
}
