import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";

/** Something that was changed about a service on a day. Never deleted: what was entered by mistake is withdrawn. */
@Entity("service_change")
@ForeignKey("ServiceEntity", ["serviceId"], ["id"], { name: "service_change_service_fk" })
@Check("service_change_what_ck", "what <> ''")
export class ServiceChangeEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "service_change_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "service_change_pk" })
  id!: string;

  /** Null: the whole service. */
  @Column({ name: "step_code", type: "text", nullable: true })
  stepCode!: string | null;

  @Column({ type: "text" })
  what!: string;

  /** The first day on which it held. */
  @Column({ type: "date" })
  day!: string;

  @Column({ name: "recorded_at", type: "timestamptz" })
  recordedAt!: Date;

  @Column({ name: "withdrawn_at", type: "timestamptz", nullable: true })
  withdrawnAt!: Date | null;
}
