import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import type { Texts } from "../../shared/texts";
import { Automation } from "../domain/automation";
import { ExpectedTimeSource, type RequiredDocument } from "../domain/procedure-outline";
import { StepKind } from "../domain/step-kind";
import { ResponsibleParty, SeenBy } from "../domain/turn";
import { AgencyEntity } from "./agency.entity";
import { ProcedureEntity } from "./procedure.entity";
import { StageEntity } from "./stage.entity";

/** One step of one procedure; its code is stable across versions. */
@Entity("process_step")
@ForeignKey(() => StageEntity, ["procedureId", "stageCode"], ["procedureId", "code"], { name: "process_step_stage_fk" })
@Check("process_step_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' AND code <> 'UNMAPPED'")
@Check("process_step_names_ck", "names <> '{}'")
@Check("process_step_kind_ck", oneOf("kind", StepKind))
@Check("process_step_seen_by_ck", oneOf("seen_by", SeenBy))
@Check("process_step_automation_ck", oneOf("automation", Automation))
@Check("process_step_responsible_party_ck", oneOf("responsible_party", ResponsibleParty))
@Check("process_step_fee_ck", "fee_amount >= 0 AND (fee_amount IS NULL) = (fee_currency IS NULL)")
@Check("process_step_fee_currency_ck", "fee_currency ~ '^[A-Z]{3}$'")
@Check("process_step_expected_ck", "expected_seconds > 0 AND (expected_seconds IS NULL) = (expected_source IS NULL)")
@Check("process_step_expected_source_ck", oneOf("expected_source", ExpectedTimeSource))
export class ProcessStepEntity {
  @ForeignKey(() => ProcedureEntity, { name: "process_step_procedure_fk" })
  @PrimaryColumn({ name: "procedure_id", type: "uuid", primaryKeyConstraintName: "process_step_pk" })
  procedureId!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "process_step_pk" })
  code!: string;

  @Column({ type: "integer" })
  position!: number;

  @Column({ name: "stage_code", type: "text" })
  stageCode!: string;

  @Column({ type: "jsonb" })
  names!: Texts;

  @Column({ type: "text" })
  kind!: StepKind;

  @Column({ name: "seen_by", type: "text" })
  seenBy!: SeenBy;

  /** How to name it to a person; an empty map: no survey asks about it. */
  @Column({ name: "ask_as", type: "jsonb" })
  askAs!: Texts;

  @Column({ type: "text" })
  automation!: Automation;

  /** Null: the service's own agency. */
  @ForeignKey(() => AgencyEntity, { name: "process_step_responsible_agency_fk" })
  @Column({ name: "responsible_agency_id", type: "uuid", nullable: true })
  responsibleAgencyId!: string | null;

  @Column({ name: "responsible_party", type: "text" })
  responsibleParty!: ResponsibleParty;

  @Column({ type: "jsonb" })
  documents!: readonly RequiredDocument[];

  @Column({ name: "in_person", type: "boolean" })
  inPerson!: boolean;

  /** In the smallest unit of the currency. */
  @Column({ name: "fee_amount", type: "integer", nullable: true })
  feeAmount!: number | null;

  @Column({ name: "fee_currency", type: "text", nullable: true })
  feeCurrency!: string | null;

  @Column({ type: "boolean" })
  optional!: boolean;

  @Column({ name: "expected_seconds", type: "integer", nullable: true })
  expectedSeconds!: number | null;

  @Column({ name: "expected_source", type: "text", nullable: true })
  expectedSource!: ExpectedTimeSource | null;
}
