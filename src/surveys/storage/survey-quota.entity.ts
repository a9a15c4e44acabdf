import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";

/** How many people a service may ask in a month, where the office said so; others have the quota of the method. */
@Entity("survey_quota")
@Check("survey_quota_invitations_ck", "invitations > 0")
export class SurveyQuotaEntity {
  @ForeignKey("ServiceEntity", { name: "survey_quota_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "survey_quota_pk" })
  serviceId!: string;

  @Column({ type: "integer" })
  invitations!: number;

  @Column({ name: "set_at", type: "timestamptz" })
  setAt!: Date;
}
