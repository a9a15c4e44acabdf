import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Collector, type Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";

/** An answer that waits to be released with others to the same question. It knows the circumstances, not who gave it about what. */
@Entity("answer_delta")
@Check("answer_delta_moment_ck", "moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')")
@Check("answer_delta_mode_ck", "mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')")
@Check("answer_delta_collector_ck", oneOf("collector", Collector))
@Check("answer_delta_value_ck", "(score IS NULL) <> (choice IS NULL)")
@Check("answer_delta_score_ck", "score >= 0 AND score <= 10")
export class AnswerDeltaEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "answer_delta_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "answer_delta_pk" })
  id!: string;

  @Column({ name: "procedure_id", type: "uuid" })
  procedureId!: string;

  @Column({ name: "instrument_code", type: "text" })
  instrumentCode!: string;

  @Column({ name: "instrument_version", type: "integer" })
  instrumentVersion!: number;

  @Column({ type: "text" })
  moment!: Moment;

  @Column({ type: "text" })
  mode!: Mode;

  @Column({ type: "text" })
  collector!: Collector;

  /** Whether a quality signal stands on the response. */
  @Column({ type: "boolean" })
  flagged!: boolean;

  /** Empty: about the whole service. */
  @Column({ name: "step_code", type: "text" })
  stepCode!: string;

  @Column({ type: "date" })
  day!: string;

  @Column({ type: "integer", nullable: true })
  score!: number | null;

  @Column({ type: "text", nullable: true })
  choice!: string | null;

  /** One over the probability of having been asked, in millionths. */
  @Column({ type: "bigint" })
  weight!: string;

  /** With the next four: as it was when it was answered; empty: nobody said. */
  @Column({ type: "text" })
  channel!: string;

  @Column({ type: "text" })
  segment!: string;

  @Column({ type: "text" })
  language!: string;

  @Column({ type: "text" })
  outcome!: string;

  /** Id of the touchpoint. */
  @Column({ type: "text" })
  touchpoint!: string;

  /** −1 where it was not kept. */
  @Column({ name: "jackknife_group", type: "smallint" })
  jackknifeGroup!: number;

  /** One, the columns of the procedure version's plan of drivers, the score; null but for overall effort. */
  @Column({ type: "integer", array: true, nullable: true })
  drivers!: number[] | null;
}
