import type { Snapshots } from "../database/snapshots";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { Refusal } from "../shared/refusal";
import { checkEffortPolicy, type EffortPolicy, type EffortPolicyDraft, policyOn } from "./domain/effort-index/effort-policy";
import type { EffortPolicyRepository } from "./storage/effort-policy.repository";

/** The version in force today and all there are, the newest first. */
export interface EffortPolicies {
  readonly current: EffortPolicy;
  readonly versions: readonly EffortPolicy[];
}

/** What counts for how much in the Step Effort Index: read by everybody who may read reports, decided by the office. */
export class EffortPoliciesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly snapshots: Snapshots,
    private readonly policies: EffortPolicyRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws AccessDenied */
  async read(actor: Actor): Promise<EffortPolicies> {
    this.access.require(actor, "reports.read");
    return this.snapshots.read(async (unit) => this.asOfToday(await this.policies.all(unit)));
  }

  /**
   * Makes a policy the next version. It holds from today at the earliest, and after every other: what has been told under
   * one version is never told again under another. Answers all versions. Refusals: those of `checkEffortPolicy`, and
   * `TOO_EARLY`.
   * @throws AccessDenied
   */
  async publish(actor: Actor, draft: EffortPolicyDraft): Promise<EffortPolicies | Refusal> {
    this.access.require(actor, "reports.govern");
    const wrong = checkEffortPolicy(draft);
    if (wrong !== undefined) return wrong;
    return this.units.write(async (unit) => {
      await this.policies.lock(unit);
      const versions = await this.policies.all(unit);
      const latest = versions.reduce((day, { validFrom }) => (validFrom > day ? validFrom : day), "");
      if (draft.validFrom < this.today() || draft.validFrom <= latest) return new Refusal("TOO_EARLY", `A version holds from today at the earliest, and after ${latest}, from which the one before it holds.`, ["validFrom"]);
      const next: EffortPolicy = { ...draft, version: Math.max(0, ...versions.map(({ version }) => version)) + 1 };
      await this.policies.add(unit, next, this.clock());
      await this.audit.record(unit, actor, "publishEffortPolicy", { version: next.version, validFrom: next.validFrom });
      return this.asOfToday([...versions, next]);
    });
  }

  private asOfToday(versions: readonly EffortPolicy[]): EffortPolicies {
    return { current: policyOn(versions, this.today()), versions: [...versions].sort((a, b) => b.version - a.version) };
  }

  private today(): string {
    return localDay(this.clock(), "UTC");
  }
}
