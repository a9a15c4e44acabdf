import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Channel } from "../../catalogue/domain/channel";
import { oneOf } from "../../database/one-of";
import { Outcome } from "../../transactions/domain/outcome";
import { Collector, Mode } from "../domain/collector";
import { Moment } from "../domain/moment";
import { QualitySignal } from "../domain/quality-signal";

/** What came back, with the transaction's circumstances as they were, and no way back to it. */
@Entity("response")
@Check("response_moment_ck", oneOf("moment", Moment))
@Check("response_mode_ck", oneOf("mode", Mode))
@Check("response_collector_ck", oneOf("collector", Collector))
@Check("response_signals_ck", `signals <@ ARRAY[${Object.keys(QualitySignal).map((signal) => `'${signal}'`).join(", ")}]::text[]`)
@Check("response_channel_ck", oneOf("channel", Channel))
@Check("response_outcome_ck", oneOf("outcome", Outcome))
@Check("response_known_ck", "outcome IS NOT NULL OR collector = 'UNLINKED'")
@Check("response_jackknife_group_ck", "jackknife_group >= 0 AND jackknife_group < 32")
export class ResponseEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "response_pk" })
  serviceId!: string;

  /** Random, unlike other ids: one that carries its time would match it to whoever submitted then. */
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "response_pk" })
  id!: string;

  @ForeignKey("SurveyEntity", { name: "response_survey_fk" })
  @Column({ name: "survey_id", type: "uuid" })
  surveyId!: string;

  @Column({ name: "procedure_id", type: "uuid" })
  procedureId!: string;

  @Column({ type: "text" })
  moment!: Moment;

  @Column({ type: "text" })
  mode!: Mode;

  @Column({ type: "text" })
  collector!: Collector;

  /** What is unusual about how it was answered; empty: nothing that was looked for. */
  @Column({ type: "text", array: true })
  signals!: QualitySignal[];

  /** Whether it was filled in and never sent. */
  @Column({ type: "boolean" })
  partial!: boolean;

  /** Local day of the agency; the time of day is not kept. */
  @Column({ type: "date" })
  day!: string;

  @Column({ type: "text", nullable: true })
  channel!: Channel | null;

  @Column({ name: "touchpoint_id", type: "uuid", nullable: true })
  touchpointId!: string | null;

  @Column({ type: "text", nullable: true })
  segment!: string | null;

  @Column({ type: "text" })
  language!: string;

  /** Null: about no transaction that is known. */
  @Column({ type: "text", nullable: true })
  outcome!: Outcome | null;

  @Column({ name: "jackknife_group", type: "smallint" })
  jackknifeGroup!: number;
}
