import { Column, Entity, PrimaryColumn } from "typeorm";

/** What the cross-products of one procedure version are made of; never changed. */
@Entity("driver_plan")
export class DriverPlanEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "driver_plan_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "procedure_id", type: "uuid", primaryKeyConstraintName: "driver_plan_pk" })
  procedureId!: string;

  @Column({ name: "columns", type: "text", array: true })
  columns!: string[];
}
