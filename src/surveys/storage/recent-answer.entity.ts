import { Check, Column, Entity, PrimaryColumn } from "typeorm";

/** That an answer came from somewhere, by the minute. Nothing here leads to the answer; all of it is gone with the day. */
@Entity("recent_answer")
@Check("recent_answer_source_ck", "source ~ '^[0-9a-f]{32}$'")
@Check("recent_answer_minute_ck", "minute = date_trunc('minute', minute, 'UTC')")
export class RecentAnswerEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "recent_answer_pk" })
  serviceId!: string;

  /** An address, clerk, device or counter, under a digest with the day's salt. */
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "recent_answer_pk" })
  source!: string;

  @PrimaryColumn({ type: "timestamptz", primaryKeyConstraintName: "recent_answer_pk" })
  minute!: Date;

  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "recent_answer_pk" })
  id!: string;

  /** Of universal time. */
  @Column({ type: "date" })
  day!: string;

  /** Whether it was nothing but top ratings, in no time and without a word. */
  @Column({ type: "boolean" })
  hurried!: boolean;
}
