import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from "typeorm";
import { ActedBy } from "../../catalogue/domain/acted-by";
import { BeneficiaryKind } from "../../catalogue/domain/beneficiary-kind";
import { Channel } from "../../catalogue/domain/channel";
import { oneOf } from "../../database/one-of";
import { FollowsKind } from "../domain/follows";
import { Outcome } from "../domain/outcome";

/** One beneficiary going through one service once. Written and read by the statements beside it, a batch at a time. */
@Entity("transaction")
@Unique("transaction_reference_uq", ["serviceId", "reference"])
@Index("transaction_in_flight_ix", ["serviceId", "id"], { where: "outcome = 'IN_FLIGHT'" })
@Index("transaction_subject_ix", ["serviceId", "subjectKey", "startedAt", "id"], { where: "subject_key IS NOT NULL AND NOT withdrawn" })
@Check("transaction_reference_ck", "octet_length(reference) = 32")
@Check("transaction_ended_at_ck", "ended_at >= started_at")
@Check("transaction_outcome_ck", oneOf("outcome", Outcome))
@Check("transaction_outcome_source_ck", "outcome_source IN ('PORTAL', 'INFERRED')")
@Check("transaction_end_ck", "(outcome = 'IN_FLIGHT') = (ended_at IS NULL) AND (ended_at IS NULL) = (outcome_source IS NULL)")
@Check("transaction_channel_ck", oneOf("channel", Channel))
@Check("transaction_beneficiary_ck", oneOf("beneficiary", BeneficiaryKind))
@Check("transaction_acted_by_ck", oneOf("acted_by", ActedBy))
@Check("transaction_jackknife_group_ck", "jackknife_group >= 0 AND jackknife_group < 32")
@Check("transaction_follows_ck", "num_nulls(follows_service_id, follows_reference, follows_kind) IN (0, 3)")
@Check("transaction_follows_kind_ck", oneOf("follows_kind", FollowsKind))
export class TransactionEntity {
  @ForeignKey("ServiceEntity", { name: "transaction_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "transaction_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "transaction_pk" })
  id!: string;

  /** Digest of the portal's own id: the idempotency key, for ever. */
  @Column({ type: "bytea" })
  reference!: Buffer;

  /** Version fixed by the first message. No foreign key: reports read it, nothing deletes a published procedure. */
  @Column({ name: "procedure_id", type: "uuid" })
  procedureId!: string;

  @Column({ name: "started_at", type: "timestamptz" })
  startedAt!: Date;

  @Column({ name: "ended_at", type: "timestamptz", nullable: true })
  endedAt!: Date | null;

  @Column({ type: "text" })
  outcome!: Outcome;

  @Column({ name: "outcome_source", type: "text", nullable: true })
  outcomeSource!: "PORTAL" | "INFERRED" | null;

  @Column({ type: "text", nullable: true })
  channel!: Channel | null;

  @Column({ name: "touchpoint_id", type: "uuid", nullable: true })
  touchpointId!: string | null;

  @Column({ type: "text", nullable: true })
  beneficiary!: BeneficiaryKind | null;

  @Column({ name: "acted_by", type: "text", nullable: true })
  actedBy!: ActedBy | null;

  @Column({ name: "first_time", type: "boolean", nullable: true })
  firstTime!: boolean | null;

  @Column({ type: "text", nullable: true })
  language!: string | null;

  /** As the rules stood when it was learnt. */
  @Column({ type: "text", nullable: true })
  segment!: string | null;

  @Column({ name: "jackknife_group", type: "smallint" })
  jackknifeGroup!: number;

  @Column({ name: "promised_by", type: "date", nullable: true })
  promisedBy!: string | null;

  @Column({ type: "boolean" })
  withdrawn!: boolean;

  /** Of its agency's calendar: by which its working time is counted. 0: counted without. */
  @Column({ name: "calendar_revision", type: "integer" })
  calendarRevision!: number;

  /** Keyed pseudonym within the agency. */
  @Column({ name: "subject_key", type: "text", nullable: true })
  subjectKey!: string | null;

  /** Keyed pseudonym within the agency. */
  @Column({ name: "operator_key", type: "text", nullable: true })
  operatorKey!: string | null;

  @Column({ name: "batch_reference", type: "bytea", nullable: true })
  batchReference!: Buffer | null;

  @Column({ name: "follows_service_id", type: "uuid", nullable: true })
  followsServiceId!: string | null;

  @Column({ name: "follows_reference", type: "bytea", nullable: true })
  followsReference!: Buffer | null;

  @Column({ name: "follows_kind", type: "text", nullable: true })
  followsKind!: FollowsKind | null;

  /** Null: not sent by a portal. */
  @Column({ name: "portal_id", type: "uuid", nullable: true })
  portalId!: string | null;

  @Column({ name: "recorded_at", type: "timestamptz" })
  recordedAt!: Date;

  @Column({ name: "updated_at", type: "timestamptz" })
  updatedAt!: Date;
}
