import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";

/** Released choices: how many chose each option, and their summed weights in millionths. */
@Entity("choice_tally")
@Check("choice_tally_moment_ck", "moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')")
@Check("choice_tally_mode_ck", "mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')")
@Check("choice_tally_collector_ck", "collector IN ('YUSR', 'AGENCY')")
export class ChoiceTallyEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "choice_tally_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "instrument_code", type: "text", primaryKeyConstraintName: "choice_tally_pk" })
  instrumentCode!: string;

  @PrimaryColumn({ name: "instrument_version", type: "integer", primaryKeyConstraintName: "choice_tally_pk" })
  instrumentVersion!: number;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "choice_tally_pk" })
  moment!: Moment;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "choice_tally_pk" })
  mode!: Mode;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "choice_tally_pk" })
  collector!: Collector;

  /** Empty: about the whole service. */
  @PrimaryColumn({ name: "step_code", type: "text", primaryKeyConstraintName: "choice_tally_pk" })
  stepCode!: string;

  /** Median day of the released batch. */
  @PrimaryColumn({ type: "date", primaryKeyConstraintName: "choice_tally_pk" })
  day!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "choice_tally_pk" })
  choice!: string;

  @Column({ type: "bigint" })
  n!: string;

  @Column({ type: "bigint" })
  weight!: string;

  /** Σ of the squared weights, in millionths: for the effective n. */
  @Column({ name: "weight_squares", type: "bigint" })
  weightSquares!: string;

  /** Days on which the first and the last of them were given. */
  @Column({ name: "first_day", type: "date" })
  firstDay!: string;

  @Column({ name: "last_day", type: "date" })
  lastDay!: string;
}
