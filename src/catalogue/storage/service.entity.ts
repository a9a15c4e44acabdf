import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from "typeorm";
import { oneOf } from "../../database/one-of";
import type { Texts } from "../../shared/texts";
import { SurveyPolicy } from "../domain/service-facts";
import { AgencyEntity } from "./agency.entity";

/** What a beneficiary applies for. */
@Entity("service")
@Unique("service_code_uq", ["agencyId", "code"])
@Unique("service_number_uq", ["number"])
@Check("service_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("service_names_ck", "names <> '{}'")
@Check("service_number_ck", "number > 0")
@Check("service_survey_policy_ck", oneOf("survey_policy", SurveyPolicy))
export class ServiceEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "service_pk" })
  id!: string;

  @ForeignKey(() => AgencyEntity, { name: "service_agency_fk" })
  @Column({ name: "agency_id", type: "uuid" })
  agencyId!: string;

  /** Unique within the agency. */
  @Column({ type: "text" })
  code!: string;

  /** Small, unique nationwide, never used again: the first four bytes of a survey token. */
  @Column({ type: "integer" })
  number!: number;

  @Column({ type: "jsonb" })
  names!: Texts;

  /** The service's number in the national register, where it has one. */
  @Column({ name: "national_code", type: "text", nullable: true })
  nationalCode!: string | null;

  @Column({ name: "survey_policy", type: "text" })
  surveyPolicy!: SurveyPolicy;

  /** First day of which facts are still kept; null: nothing was ever removed. */
  @Column({ name: "facts_from", type: "date", nullable: true })
  factsFrom!: string | null;
}
