import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Moment } from "../domain/moment";
import { OutcomeGroup } from "../domain/sampling";

/** The share of a stratum that is asked until the next night; a stratum without a row is asked whole. */
@Entity("sampling_rate")
@Check("sampling_rate_moment_ck", oneOf("moment", Moment))
@Check("sampling_rate_outcome_group_ck", oneOf("outcome_group", OutcomeGroup))
@Check("sampling_rate_rate_ck", "rate > 0 AND rate <= 1")
@Check("sampling_rate_volume_ck", "volume >= 0")
@Check("sampling_rate_quota_ck", "quota > 0")
export class SamplingRateEntity {
  @ForeignKey("ServiceEntity", { name: "sampling_rate_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "sampling_rate_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "sampling_rate_pk" })
  moment!: Moment;

  @PrimaryColumn({ name: "outcome_group", type: "text", primaryKeyConstraintName: "sampling_rate_pk" })
  outcomeGroup!: OutcomeGroup;

  @Column({ type: "double precision" })
  rate!: number;

  /** People of the stratum who could be asked, in thirty days. */
  @Column({ type: "double precision" })
  volume!: number;

  /** Of the whole service and month, as it was when the rate was set. */
  @Column({ type: "integer" })
  quota!: number;

  @Column({ name: "set_at", type: "timestamptz" })
  setAt!: Date;
}
