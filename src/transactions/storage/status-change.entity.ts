import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Channel } from "../../catalogue/domain/channel";
import { oneOf } from "../../database/one-of";
import { TransactionEntity } from "./transaction.entity";

/** One row of a portal's status table. Passages are made from all of a transaction's rows together. */
@Entity("status_change")
@ForeignKey(() => TransactionEntity, ["serviceId", "transactionId"], ["serviceId", "id"], { name: "status_change_transaction_fk" })
@Check("status_change_started_at_ck", "started_at <= at")
@Check("status_change_sequence_ck", "sequence >= 0")
@Check("status_change_channel_ck", oneOf("channel", Channel))
export class StatusChangeEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "status_change_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "transaction_id", type: "uuid", primaryKeyConstraintName: "status_change_pk" })
  transactionId!: string;

  @PrimaryColumn({ type: "timestamptz", primaryKeyConstraintName: "status_change_pk" })
  at!: Date;

  /** As the portal writes it. */
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "status_change_pk" })
  status!: string;

  /** Tells apart changes of one instant: the lower came first. */
  @Column({ type: "integer" })
  sequence!: number;

  /** When the transaction started, where the portal says so. */
  @Column({ name: "started_at", type: "timestamptz", nullable: true })
  startedAt!: Date | null;

  @Column({ type: "text", nullable: true })
  channel!: Channel | null;

  @Column({ name: "recorded_at", type: "timestamptz" })
  recordedAt!: Date;
}
