import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";

/** The only path between a response and its transaction; deleted on its day. */
@Entity("response_link")
@ForeignKey("ResponseEntity", ["serviceId", "responseId"], ["serviceId", "id"], { name: "response_link_response_fk" })
@ForeignKey("TransactionEntity", ["serviceId", "transactionId"], ["serviceId", "id"], { name: "response_link_transaction_fk" })
@Index("response_link_expires_on_ix", ["expiresOn"])
export class ResponseLinkEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "response_link_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "response_id", type: "uuid", primaryKeyConstraintName: "response_link_pk" })
  responseId!: string;

  @Column({ name: "transaction_id", type: "uuid" })
  transactionId!: string;

  /** Whether the person agreed that the agency contacts them; goes with the path. */
  @Column({ name: "follow_up_agreed", type: "boolean" })
  contactAgreed!: boolean;

  @Column({ name: "expires_on", type: "date" })
  expiresOn!: string;
}
