import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";

/** Released ratings: how many gave each score from 0 to 10, and their summed weights in millionths. */
@Entity("answer_tally")
@Check("answer_tally_moment_ck", "moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')")
@Check("answer_tally_mode_ck", "mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')")
@Check("answer_tally_collector_ck", "collector IN ('YUSR', 'AGENCY')")
export class AnswerTallyEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "answer_tally_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "instrument_code", type: "text", primaryKeyConstraintName: "answer_tally_pk" })
  instrumentCode!: string;

  @PrimaryColumn({ name: "instrument_version", type: "integer", primaryKeyConstraintName: "answer_tally_pk" })
  instrumentVersion!: number;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "answer_tally_pk" })
  moment!: Moment;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "answer_tally_pk" })
  mode!: Mode;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "answer_tally_pk" })
  collector!: Collector;

  /** Empty: about the whole service. */
  @PrimaryColumn({ name: "step_code", type: "text", primaryKeyConstraintName: "answer_tally_pk" })
  stepCode!: string;

  /** Median day of the released batch. */
  @PrimaryColumn({ type: "date", primaryKeyConstraintName: "answer_tally_pk" })
  day!: string;

  @Column({ type: "bigint" })
  n0!: string;

  @Column({ type: "bigint" })
  n1!: string;

  @Column({ type: "bigint" })
  n2!: string;

  @Column({ type: "bigint" })
  n3!: string;

  @Column({ type: "bigint" })
  n4!: string;

  @Column({ type: "bigint" })
  n5!: string;

  @Column({ type: "bigint" })
  n6!: string;

  @Column({ type: "bigint" })
  n7!: string;

  @Column({ type: "bigint" })
  n8!: string;

  @Column({ type: "bigint" })
  n9!: string;

  @Column({ type: "bigint" })
  n10!: string;

  @Column({ type: "bigint" })
  w0!: string;

  @Column({ type: "bigint" })
  w1!: string;

  @Column({ type: "bigint" })
  w2!: string;

  @Column({ type: "bigint" })
  w3!: string;

  @Column({ type: "bigint" })
  w4!: string;

  @Column({ type: "bigint" })
  w5!: string;

  @Column({ type: "bigint" })
  w6!: string;

  @Column({ type: "bigint" })
  w7!: string;

  @Column({ type: "bigint" })
  w8!: string;

  @Column({ type: "bigint" })
  w9!: string;

  @Column({ type: "bigint" })
  w10!: string;

  /** Σ of the squared weights, in millionths: for the effective n. */
  @Column({ name: "weight_squares", type: "bigint" })
  weightSquares!: string;

  /** Days on which the first and the last of them were given. */
  @Column({ name: "first_day", type: "date" })
  firstDay!: string;

  @Column({ name: "last_day", type: "date" })
  lastDay!: string;
}
