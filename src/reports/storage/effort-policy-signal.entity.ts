import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { EffortProfile, EffortSignalName } from "../domain/effort-index/effort-policy";
import { EffortPolicyEntity } from "./effort-policy.entity";

/** Weight and goalposts of a signal in a profile, under one version of the policy. Never changes. */
@Entity("effort_policy_signal")
@Check("effort_policy_signal_profile_ck", oneOf("profile", EffortProfile))
@Check("effort_policy_signal_signal_ck", oneOf("signal", EffortSignalName))
@Check("effort_policy_signal_weight_ck", "weight > 0 AND weight <= 1")
@Check("effort_policy_signal_goalposts_ck", "low >= 0 AND low < high AND high <= 1")
export class EffortPolicySignalEntity {
  @ForeignKey(() => EffortPolicyEntity, { name: "effort_policy_signal_policy_fk" })
  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "effort_policy_signal_pk" })
  version!: number;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "effort_policy_signal_pk" })
  profile!: EffortProfile;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "effort_policy_signal_pk" })
  signal!: EffortSignalName;

  @Column({ type: "double precision" })
  weight!: number;

  /** The share that counts as no burden. */
  @Column({ type: "double precision" })
  low!: number;

  /** The share that counts as all. */
  @Column({ type: "double precision" })
  high!: number;
}
