import { Check, Column, Entity, PrimaryColumn, Unique } from "typeorm";

/** A version of what counts for how much in the Step Effort Index. Never changes. */
@Entity("effort_policy")
@Unique("effort_policy_valid_from_uq", ["validFrom"])
@Check("effort_policy_version_ck", "version > 0")
@Check("effort_policy_threshold_ck", "threshold >= 1 AND threshold <= 99")
@Check("effort_policy_correlation_ck", "correlation >= 0 AND correlation <= 1")
export class EffortPolicyEntity {
  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "effort_policy_pk" })
  version!: number;

  @Column({ name: "valid_from", type: "date" })
  validFrom!: string;

  /** Points from which a step counts as hard. */
  @Column({ type: "double precision" })
  threshold!: number;

  @Column({ type: "double precision" })
  correlation!: number;

  @Column({ name: "published_at", type: "timestamptz" })
  publishedAt!: Date;
}
