import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";

/** One answer to one instrument of one version, perhaps about one step. */
@Entity("answer")
@ForeignKey("ResponseEntity", ["serviceId", "responseId"], ["serviceId", "id"], { name: "answer_response_fk" })
@ForeignKey("InstrumentEntity", ["instrumentCode", "instrumentVersion"], ["code", "version"], { name: "answer_instrument_fk" })
@Check("answer_first_end_ck", "first_end IN ('LOW', 'HIGH')")
@Check("answer_inclusion_probability_ck", "inclusion_probability > 0 AND inclusion_probability <= 1")
@Check("answer_choices_ck", "cardinality(choices) > 0")
@Check("answer_value_ck", "num_nonnulls(score, choice, choices) + skipped::integer + not_applicable::integer = 1")
export class AnswerEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "answer_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "response_id", type: "uuid", primaryKeyConstraintName: "answer_pk" })
  responseId!: string;

  /** Place among the answers, from 0. */
  @PrimaryColumn({ type: "smallint", primaryKeyConstraintName: "answer_pk" })
  position!: number;

  @Column({ name: "instrument_code", type: "text" })
  instrumentCode!: string;

  @Column({ name: "instrument_version", type: "integer" })
  instrumentVersion!: number;

  @Column({ name: "step_code", type: "text", nullable: true })
  stepCode!: string | null;

  /** End of the scale that stood first; null for a choice. */
  @Column({ name: "first_end", type: "text", nullable: true })
  firstEnd!: "LOW" | "HIGH" | null;

  @Column({ name: "inclusion_probability", type: "double precision" })
  inclusionProbability!: number;

  @Column({ type: "smallint", nullable: true })
  score!: number | null;

  @Column({ type: "text", nullable: true })
  choice!: string | null;

  /** Of a multiple choice: every option chosen. */
  @Column({ type: "text", array: true, nullable: true })
  choices!: readonly string[] | null;

  @Column({ type: "boolean" })
  skipped!: boolean;

  @Column({ name: "not_applicable", type: "boolean" })
  notApplicable!: boolean;
}
