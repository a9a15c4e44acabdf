import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Channel } from "../../catalogue/domain/channel";
import { oneOf } from "../../database/one-of";
import { Outcome } from "../../transactions/domain/outcome";
import { DecisionState } from "../domain/decision";
import { Moment } from "../domain/moment";

/**
 * What was last decided about asking, one row for each transaction that was ever decided about: it makes a repeat count
 * once, lets a reason be taken back from the very cell it was counted in, and is the lock of all who may invite.
 */
@Entity("survey_decision")
@ForeignKey("TransactionEntity", ["serviceId", "transactionId"], ["serviceId", "id"], { name: "survey_decision_transaction_fk" })
@Check("survey_decision_state_ck", oneOf("state", DecisionState))
@Check("survey_decision_moment_ck", oneOf("moment", Moment))
@Check("survey_decision_channel_ck", oneOf("channel", Channel))
@Check("survey_decision_outcome_ck", oneOf("outcome", Outcome))
export class SurveyDecisionEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "survey_decision_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "transaction_id", type: "uuid", primaryKeyConstraintName: "survey_decision_pk" })
  transactionId!: string;

  @Column({ type: "text" })
  state!: DecisionState;

  @Column({ name: "survey_id", type: "uuid", nullable: true })
  surveyId!: string | null;

  @Column({ type: "text", nullable: true })
  moment!: Moment | null;

  @Column({ type: "date" })
  day!: string;

  @Column({ type: "text", nullable: true })
  channel!: Channel | null;

  @Column({ type: "text", nullable: true })
  segment!: string | null;

  @Column({ type: "text", nullable: true })
  language!: string | null;

  @Column({ type: "text" })
  outcome!: Outcome;
}
