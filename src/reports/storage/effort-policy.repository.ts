import type { UnitOfWork } from "../../database/unit-of-work";
import { type EffortPolicy, type EffortProfile, PROFILE_SIGNALS, PROFILES, pillarOf, type PolicySignal } from "../domain/effort-index/effort-policy";
import { type EffortPolicyRow, readEffortPolicies } from "./effort-policies.view";
import { EffortPolicyEntity } from "./effort-policy.entity";
import { EffortPolicySignalEntity } from "./effort-policy-signal.entity";

const PUBLISHING_LOCK = 7_208_548;

/** The versions of the effort policy; each is added once and never changed. */
export class EffortPolicyRepository {
  /** All of them, the oldest first; never empty. */
  async all(unit: UnitOfWork): Promise<readonly EffortPolicy[]> {
    const rows = await readEffortPolicies(unit);
    return [...new Set(rows.map(({ version }) => version))].map((version) => policyOf(rows.filter((row) => row.version === version)));
  }

  /** One version is published at a time; another waits until this unit of work ends. */
  async lock(unit: UnitOfWork): Promise<void> {
    await unit.query("/* lock-effort-policy */ SELECT pg_advisory_xact_lock($1)", [PUBLISHING_LOCK]);
  }

  async add(unit: UnitOfWork, { version, validFrom, threshold, correlation, profiles }: EffortPolicy, publishedAt: Date): Promise<void> {
    await unit.getRepository(EffortPolicyEntity).insert({ version, validFrom, threshold, correlation, publishedAt });
    await unit.getRepository(EffortPolicySignalEntity).insert(PROFILES.flatMap((profile) => profiles[profile].map(({ name, weight, low, high }) => ({ version, profile, signal: name, weight, low, high }))));
  }
}

function policyOf(rows: readonly EffortPolicyRow[]): EffortPolicy {
  const [first] = rows;
  if (first === undefined) throw new Error("a version of the effort policy weighs nothing");
  const { version, validFrom, threshold, correlation } = first;
  // In the order of the methods, in which people know them.
  const signals = (profile: EffortProfile): PolicySignal[] =>
    PROFILE_SIGNALS[profile].flatMap((name) => rows.filter((row) => row.profile === profile && row.signal === name).map(({ weight, low, high }) => ({ name, pillar: pillarOf(name), weight, low, high })));
  return { version, validFrom, threshold, correlation, profiles: { FULL: signals("FULL"), STATUS: signals("STATUS"), FELT: signals("FELT"), LOG: signals("LOG") } };
}
