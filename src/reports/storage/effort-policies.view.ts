import type { UnitOfWork } from "../../database/unit-of-work";
import type { EffortProfile, EffortSignalName } from "../domain/effort-index/effort-policy";

/** One signal of one profile of one version of the effort policy. */
export interface EffortPolicyRow {
  readonly version: number;
  readonly validFrom: string;
  readonly threshold: number;
  readonly correlation: number;
  readonly profile: EffortProfile;
  readonly signal: EffortSignalName;
  readonly weight: number;
  readonly low: number;
  readonly high: number;
}

/** Every version of the effort policy, signal by signal. */
export async function readEffortPolicies(unit: UnitOfWork): Promise<readonly EffortPolicyRow[]> {
  return unit.query<EffortPolicyRow[]>(
    `/* effort-policies */
     SELECT p.version, p.valid_from::text AS "validFrom", p.threshold, p.correlation, s.profile, s.signal, s.weight, s.low, s.high
     FROM effort_policy p JOIN effort_policy_signal s ON s.version = p.version
     ORDER BY p.version, s.profile, s.signal`,
  );
}
