import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from "typeorm";
import { Channel } from "../../catalogue/domain/channel";
import { oneOf } from "../../database/one-of";
import { Outcome } from "../../transactions/domain/outcome";
import type { DrawnStep } from "../domain/askable-steps";
import { Collector } from "../domain/collector";
import type { Draft } from "../domain/given-answer";
import { Delivery, HandOverKind } from "../domain/hand-over";
import { InvitationState } from "../domain/invitation";
import { Moment } from "../domain/moment";

/** The right to answer once about one transaction. Nothing here leads to the response that came of it. */
@Entity("invitation")
@Unique("invitation_survey_uq", ["serviceId", "transactionId", "surveyId"])
@Index("invitation_draft_ix", ["expiresAt"], { where: "draft IS NOT NULL" })
@Index("invitation_due_ix", ["serviceId", "dueAt", "id"], { where: "due_at IS NOT NULL AND state = 'OPEN'" })
@ForeignKey("TransactionEntity", ["serviceId", "transactionId"], ["serviceId", "id"], { name: "invitation_transaction_fk" })
@Check("invitation_moment_ck", oneOf("moment", Moment))
@Check("invitation_state_ck", oneOf("state", InvitationState))
@Check("invitation_token_digest_ck", "octet_length(token_digest) = 32")
@Check("invitation_inclusion_probability_ck", "inclusion_probability > 0 AND inclusion_probability <= 1")
@Check("invitation_channel_ck", oneOf("channel", Channel))
@Check("invitation_outcome_ck", oneOf("outcome", Outcome))
@Check("invitation_answered_ck", "num_nulls(content_digest, receipt, collector) = CASE state WHEN 'ANSWERED' THEN 0 ELSE 3 END")
@Check("invitation_partial_ck", "NOT partial OR state = 'ANSWERED'")
@Check("invitation_collector_ck", oneOf("collector", Collector))
@Check("invitation_shown_at_ck", "shown_at IS NULL OR state <> 'ANSWERED'")
@Check("invitation_draft_ck", "draft IS NULL OR state <> 'ANSWERED'")
@Check("invitation_offered_ck", "(handed = 0) = (offered_at IS NULL)")
@Check("invitation_handed_ck", "handed >= 0 AND handed <= 2 AND (handed < 2 OR due_at IS NULL)")
@Check("invitation_due_ck", "(due_at IS NULL) = (due_kind IS NULL) AND (handed > 0 OR due_kind = 'FIRST')")
@Check("invitation_due_kind_ck", oneOf("due_kind", HandOverKind))
@Check("invitation_delivery_ck", oneOf("delivery", Delivery))
@Index("invitation_day_ix", ["serviceId", "day"])
export class InvitationEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "invitation_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "invitation_pk" })
  id!: string;

  @Column({ name: "transaction_id", type: "uuid" })
  transactionId!: string;

  @ForeignKey("SurveyEntity", { name: "invitation_survey_fk" })
  @Column({ name: "survey_id", type: "uuid" })
  surveyId!: string;

  @Column({ type: "text" })
  moment!: Moment;

  @Column({ type: "text" })
  state!: InvitationState;

  @Column({ name: "token_key_id", type: "text" })
  tokenKeyId!: string;

  /** SHA-256 of the token, which itself is stored nowhere; gone some days after it has expired. */
  @Column({ name: "token_digest", type: "bytea", nullable: true })
  tokenDigest!: Buffer | null;

  /** Whether a service office is asked, as one of the monthly panel, and not whom the service is for. */
  @Column({ type: "boolean" })
  panel!: boolean;

  /** Probability with which this transaction was asked about at all. */
  @Column({ name: "inclusion_probability", type: "double precision" })
  inclusionProbability!: number;

  /** The steps asked about. */
  @Column({ type: "jsonb" })
  steps!: readonly DrawnStep[];

  /** With the columns below: the cell in which the invitation was counted, so that its answer is counted in the same. */
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

  @Column({ name: "expires_at", type: "timestamptz" })
  expiresAt!: Date;

  /** When its questions were first shown; gone as soon as it is answered. */
  @Column({ name: "shown_at", type: "timestamptz", nullable: true })
  shownAt!: Date | null;

  /** What was filled in so far; gone as soon as it is submitted. */
  @Column({ type: "jsonb", nullable: true })
  draft!: Draft | null;

  /** Keyed digest of what was submitted, to know a repeat from a second answer; without the key it matches nothing. */
  @Column({ name: "content_digest", type: "bytea", nullable: true })
  contentDigest!: Buffer | null;

  @Column({ type: "uuid", nullable: true })
  receipt!: string | null;

  /** By whose form it was answered: in which of the two states its answer is counted. */
  @Column({ type: "text", nullable: true })
  collector!: Collector | null;

  /** Whether what was answered was never sent, and closed when the link expired. */
  @Column({ type: "boolean" })
  partial!: boolean;

  /** When the link first left the house; null: it has not yet. */
  @Column({ name: "offered_at", type: "timestamptz", nullable: true })
  offeredAt!: Date | null;

  /** How often it left; after the second time it is never due again. */
  @Column({ type: "smallint" })
  handed!: number;

  /** From when on it waits for a portal to take it. */
  @Column({ name: "due_at", type: "timestamptz", nullable: true })
  dueAt!: Date | null;

  @Column({ name: "due_kind", type: "text", nullable: true })
  dueKind!: HandOverKind | null;

  /** The best that a portal said became of it. On which day is not kept: it would find the response of that day. */
  @Column({ type: "text", nullable: true })
  delivery!: Delivery | null;

  /** Whether whoever holds the link ever went beyond looking at it; the day is not kept either. */
  @Column({ type: "boolean" })
  opened!: boolean;
}
