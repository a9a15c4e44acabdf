import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";

/** How much it matters that a step is asked about: the wider its interval, the more. Steps without a row weigh the same. */
@Entity("step_weight")
@Check("step_weight_weight_ck", "weight > 0")
export class StepWeightEntity {
  @ForeignKey("ServiceEntity", { name: "step_weight_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "step_weight_pk" })
  serviceId!: string;

  @ForeignKey("ProcedureEntity", { name: "step_weight_procedure_fk" })
  @PrimaryColumn({ name: "procedure_id", type: "uuid", primaryKeyConstraintName: "step_weight_pk" })
  procedureId!: string;

  @PrimaryColumn({ name: "step_code", type: "text", primaryKeyConstraintName: "step_weight_pk" })
  stepCode!: string;

  @Column({ type: "double precision" })
  weight!: number;

  @Column({ name: "set_at", type: "timestamptz" })
  setAt!: Date;
}
