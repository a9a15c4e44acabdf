import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Moment } from "../domain/moment";
import { type Approval, type SurveyComment, type SurveyQuestion, SurveyState } from "../domain/survey";

/** One version of what is asked at one moment, of one service, of every service of an agency, or of every service. */
@Entity("survey")
@Unique("survey_version_uq", ["serviceId", "agencyId", "moment", "version"])
@Index("survey_published_uq", ["serviceId", "agencyId", "moment"], { unique: true, where: "state = 'PUBLISHED'" })
@Check("survey_approval_ck", "state <> 'APPROVED' OR approval IS NOT NULL")
@Check("survey_scope_ck", "num_nonnulls(service_id, agency_id) <= 1")
@Check("survey_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("survey_moment_ck", oneOf("moment", Moment))
@Check("survey_version_ck", "version > 0")
@Check("survey_state_ck", oneOf("state", SurveyState))
@Check("survey_published_at_ck", "(state IN ('DRAFT', 'APPROVED')) = (published_at IS NULL)")
@Check("survey_retired_at_ck", "(state = 'RETIRED') = (retired_at IS NOT NULL)")
export class SurveyEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "survey_pk" })
  id!: string;

  @ForeignKey("ServiceEntity", { name: "survey_service_fk" })
  @Column({ name: "service_id", type: "uuid", nullable: true })
  serviceId!: string | null;

  @ForeignKey("AgencyEntity", { name: "survey_agency_fk" })
  @Column({ name: "agency_id", type: "uuid", nullable: true })
  agencyId!: string | null;

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

  @Column({ type: "jsonb" })
  comments!: readonly SurveyComment[];

  @Column({ type: "jsonb", nullable: true })
  approval!: Approval | null;

  @Column({ name: "created_at", type: "timestamptz" })
  createdAt!: Date;

  @Column({ name: "published_at", type: "timestamptz", nullable: true })
  publishedAt!: Date | null;

  @Column({ name: "retired_at", type: "timestamptz", nullable: true })
  retiredAt!: Date | null;
}
