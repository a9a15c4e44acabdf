import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * A subject that has transactions of a service; gone with the last of them. Whoever changes the chain of these holds the row, so that changes of
 * one chain come one after the other.
 */
@Entity("return_subject")
export class ReturnSubjectEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "return_subject_pk" })
  serviceId!: string;

  /** Keyed pseudonym within the agency. */
  @PrimaryColumn({ name: "subject_key", type: "text", primaryKeyConstraintName: "return_subject_pk" })
  subjectKey!: string;

  /** How many are in the chain. A subject with no others than those at hand needs no reading. */
  @Column({ type: "integer" })
  transactions!: number;
}
