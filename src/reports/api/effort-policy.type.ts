import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { resultOf } from "../../graphql/refusal.type";
import { DayScalar } from "../../graphql/scalars";
import type { EffortPillar } from "../../statistics/effort-signal";
import { type EffortPolicy, type EffortPolicyDraft, type EffortProfile, type EffortSignalName, pillarOf, PROFILES, type PolicySignal } from "../domain/effort-index/effort-policy";
import type { EffortPolicies } from "../effort-policies.service";
import { EffortProfileType, EffortSignalType, PillarType } from "./effort-index.type";

@ObjectType("PolicySignal", { description: "Weight and goalposts of a signal in a profile." })
export class PolicySignalType {
  @Field(() => EffortSignalType, { description: "Which." })
  signal!: EffortSignalName;

  @Field(() => PillarType, { description: "Which kind of evidence." })
  pillar!: EffortPillar;

  @Field(() => Float, { description: "Its weight; those of a profile sum to 1." })
  weight!: number;

  @Field(() => Float, { description: "The share that counts as no burden." })
  low!: number;

  @Field(() => Float, { description: "The share that counts as all." })
  high!: number;
}

@ObjectType("PolicyProfile", { description: "What a profile looks at, and for how much each counts." })
export class PolicyProfileType {
  @Field(() => EffortProfileType, { description: "Which." })
  profile!: EffortProfile;

  @Costs({ items: 5 })
  @Field(() => [PolicySignalType], { description: "Its signals." })
  signals!: readonly PolicySignalType[];
}

@ObjectType("EffortPolicy", { description: "A version of what counts for how much in the Step Effort Index. It never changes; a report rests on the one in force on its last day." })
export class EffortPolicyType {
  @Field(() => Int, { description: "Version." })
  version!: number;

  @Field(() => DayScalar, { description: "Day from which it holds: for periods that end after it." })
  validFrom!: string;

  @Field(() => Float, { description: "Points from which a step counts as hard." })
  threshold!: number;

  @Field(() => Float, { description: "How alike the signals of a step are taken to move (ρ)." })
  correlation!: number;

  @Costs({ items: 4 })
  @Field(() => [PolicyProfileType], { description: "The profiles, the richest first." })
  profiles!: readonly PolicyProfileType[];
}

@ObjectType("EffortPolicies", { description: "What counts for how much in the Step Effort Index." })
export class EffortPoliciesType {
  @Field(() => EffortPolicyType, { description: "The version in force today." })
  current!: EffortPolicyType;

  @Costs({ items: 5 })
  @Field(() => [EffortPolicyType], { description: "All versions, the newest first." })
  versions!: readonly EffortPolicyType[];
}

export const EffortPoliciesResult = resultOf(EffortPoliciesType, "EffortPoliciesResult");

@InputType({ description: "Weight and goalposts of a signal in a profile." })
export class PolicySignalInput {
  @Field(() => EffortSignalType, { description: "Which." })
  signal!: EffortSignalName;

  @Field(() => Float, { description: "Its weight, above 0; those of a profile sum to 1." })
  weight!: number;

  @Field(() => Float, { defaultValue: 0, description: "The share that counts as no burden." })
  low!: number;

  @Field(() => Float, { description: "The share that counts as all; above `low`." })
  high!: number;
}

@InputType({ description: "What counts for how much, to hold from a day on." })
export class EffortPolicyInput {
  @Field(() => DayScalar, { description: "Day from which it holds: today at the earliest, and after the version before." })
  validFrom!: string;

  @Field(() => Float, { description: "Points from which a step counts as hard, 1–99." })
  threshold!: number;

  @Field(() => Float, { description: "How alike the signals of a step are taken to move (ρ), 0–1." })
  correlation!: number;

  @Field(() => [PolicySignalInput], { description: "Signals of the profile `FULL`." })
  full!: PolicySignalInput[];

  @Field(() => [PolicySignalInput], { description: "Signals of the profile `STATUS`." })
  status!: PolicySignalInput[];

  @Field(() => [PolicySignalInput], { description: "Signals of the profile `FELT`." })
  felt!: PolicySignalInput[];

  @Field(() => [PolicySignalInput], { description: "Signals of the profile `LOG`." })
  log!: PolicySignalInput[];
}

/** The draft that an input describes. */
export function toPolicyDraft({ validFrom, threshold, correlation, full, status, felt, log }: EffortPolicyInput): EffortPolicyDraft {
  const signals = (given: readonly PolicySignalInput[]): PolicySignal[] => given.map(({ signal, weight, low, high }) => ({ name: signal, pillar: pillarOf(signal), weight, low, high }));
  return { validFrom, threshold, correlation, profiles: { FULL: signals(full), STATUS: signals(status), FELT: signals(felt), LOG: signals(log) } };
}

/** All versions as they are answered by every door. */
export function toEffortPoliciesType({ current, versions }: EffortPolicies): EffortPoliciesType {
  return Object.assign(new EffortPoliciesType(), { current: toType(current), versions: versions.map(toType) });
}

function toType({ version, validFrom, threshold, correlation, profiles }: EffortPolicy): EffortPolicyType {
  const told = PROFILES.map((profile) => ({ profile, signals: profiles[profile].map(({ name, pillar, weight, low, high }) => ({ signal: name, pillar, weight, low, high })) }));
  return Object.assign(new EffortPolicyType(), { version, validFrom, threshold, correlation, profiles: told });
}
