import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import { Turn } from "../../catalogue/domain/turn";
import { oneOf } from "../../database/one-of";

/** One passing of a transaction through a step. Without a foreign key to the transaction: docs/decisions says why. */
@Entity("passage")
@Index("passage_unmapped_ix", ["serviceId", "transactionId"], { where: "step = 'UNMAPPED'" })
@Check("passage_ordinal_ck", "ordinal >= 0")
@Check("passage_left_at_ck", "left_at >= entered_at")
@Check("passage_turn_ck", oneOf("turn", Turn))
@Check("passage_counts_ck", "errors >= 0 AND retries >= 0 AND help_requests >= 0")
export class PassageEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "passage_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "transaction_id", type: "uuid", primaryKeyConstraintName: "passage_pk" })
  transactionId!: string;

  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "passage_pk" })
  ordinal!: number;

  /** Code in the transaction's procedure, or `UNMAPPED`. */
  @Column({ type: "text" })
  step!: string;

  @Column({ name: "source_code", type: "text" })
  sourceCode!: string;

  @Column({ name: "entered_at", type: "timestamptz" })
  enteredAt!: Date;

  @Column({ name: "left_at", type: "timestamptz", nullable: true })
  leftAt!: Date | null;

  @Column({ type: "text", nullable: true })
  turn!: Turn | null;

  /** Null: not measured. */
  @Column({ type: "integer", nullable: true })
  errors!: number | null;

  @Column({ type: "integer", nullable: true })
  retries!: number | null;

  @Column({ name: "help_requests", type: "integer", nullable: true })
  helpRequests!: number | null;

  @Column({ name: "channel_switched", type: "boolean", nullable: true })
  channelSwitched!: boolean | null;
}
