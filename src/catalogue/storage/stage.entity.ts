import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { Texts } from "../../shared/texts";
import { ProcedureEntity } from "./procedure.entity";

/** What a person recognises: one or more steps of a procedure. */
@Entity("stage")
@Check("stage_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("stage_names_ck", "names <> '{}'")
export class StageEntity {
  @ForeignKey(() => ProcedureEntity, { name: "stage_procedure_fk" })
  @PrimaryColumn({ name: "procedure_id", type: "uuid", primaryKeyConstraintName: "stage_pk" })
  procedureId!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "stage_pk" })
  code!: string;

  @Column({ type: "integer" })
  position!: number;

  @Column({ type: "jsonb" })
  names!: Texts;
}
