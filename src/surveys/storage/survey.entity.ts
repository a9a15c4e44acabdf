import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Moment } from "../domain/moment";
import { type SurveyQuestion, SurveyState } from "../domain/survey";

/** One version of what a service asks at one moment; without a service, a national definition. */
@Entity("survey")
@Unique("survey_version_uq", ["serviceId", "moment", "version"])
@Index("survey_published_uq", ["serviceId", "moment"], { unique: true, where: "state = 'PUBLISHED' AND service_id IS NOT NULL" })
@Check("survey_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("survey_moment_ck", oneOf("moment", Moment))
@Check("survey_version_ck", "version > 0")
@Check("survey_state_ck", oneOf("state", SurveyState))
@Check("survey_published_at_ck", "(state = 'DRAFT') = (published_at IS NULL)")
@Check("survey_retired_at_ck", "(state = 'RETIRED') = (retired_at IS NOT NULL)")
export class SurveyEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "survey_pk" })
  id!: string;

  @ForeignKey("ServiceEntity", { name: "survey_service_fk" })
  @Column({ name: "service_id", type: "uuid", nullable: true })
  serviceId!: string | null;

  @Column({ type: "text" })
  code!: string;

  @Column({ type: "text" })
  moment!: Moment;

  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "text" })
  state!: SurveyState;

  @Column({ type: "jsonb" })
  questions!: readonly SurveyQuestion[];

  @Column({ name: "created_at", type: "timestamptz" })
  createdAt!: Date;

  @Column({ name: "published_at", type: "timestamptz", nullable: true })
  publishedAt!: Date | null;

  @Column({ name: "retired_at", type: "timestamptz", nullable: true })
  retiredAt!: Date | null;
}
