import { Column, Entity, PrimaryColumn } from "typeorm";

/** How far retention has come with one class of data of one service. Ids carry their time, so nothing before it need be looked at again. */
@Entity("retention_mark")
export class RetentionMarkEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "retention_mark_pk" })
  serviceId!: string;

  /** As the schedule names it. */
  @PrimaryColumn({ name: "data_class", type: "text", primaryKeyConstraintName: "retention_mark_pk" })
  dataClass!: string;

  /** The last id that was looked at. */
  @Column({ type: "uuid" })
  through!: string;
}
