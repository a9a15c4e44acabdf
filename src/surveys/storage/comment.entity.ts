import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";

/** What a person wrote in their own words, redacted before it came here. */
@Entity("comment")
@ForeignKey("ResponseEntity", ["serviceId", "responseId"], ["serviceId", "id"], { name: "comment_response_fk" })
export class CommentEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "comment_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "response_id", type: "uuid", primaryKeyConstraintName: "comment_pk" })
  responseId!: string;

  /** Key of the text that asked for it. */
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "comment_pk" })
  question!: string;

  @Column({ type: "text" })
  language!: string;

  @Column({ type: "text" })
  text!: string;
}
