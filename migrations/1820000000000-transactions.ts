import type { MigrationInterface, QueryRunner } from "typeorm";

/** What happened: transactions and their passages. Fact tables: every key starts with the service, the distribution column. */
export class Transactions1820000000000 implements MigrationInterface {
  readonly name = "Transactions1820000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE transaction (
        service_id uuid NOT NULL,
        id uuid NOT NULL,
        reference bytea NOT NULL,
        procedure_id uuid NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        outcome text NOT NULL,
        outcome_source text,
        channel text,
        touchpoint_id uuid,
        beneficiary text,
        acted_by text,
        first_time boolean,
        language text,
        segment text,
        jackknife_group smallint NOT NULL,
        promised_by date,
        withdrawn boolean NOT NULL,
        subject_key text,
        operator_key text,
        batch_reference bytea,
        follows_service_id uuid,
        follows_reference bytea,
        follows_kind text,
        portal_id uuid,
        recorded_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT transaction_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT transaction_reference_ck CHECK (octet_length(reference) = 32),
        CONSTRAINT transaction_ended_at_ck CHECK (ended_at >= started_at),
        CONSTRAINT transaction_outcome_ck CHECK (outcome IN ('IN_FLIGHT', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'NOT_ELIGIBLE', 'WITHDRAWN', 'ABANDONED', 'EXPIRED', 'FAILED')),
        CONSTRAINT transaction_outcome_source_ck CHECK (outcome_source IN ('PORTAL', 'INFERRED')),
        CONSTRAINT transaction_end_ck CHECK ((outcome = 'IN_FLIGHT') = (ended_at IS NULL) AND (ended_at IS NULL) = (outcome_source IS NULL)),
        CONSTRAINT transaction_channel_ck CHECK (channel IN ('WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER')),
        CONSTRAINT transaction_beneficiary_ck CHECK (beneficiary IN ('CITIZEN', 'RESIDENT', 'GCC_NATIONAL', 'VISITOR', 'ESTABLISHMENT', 'GOVERNMENT_BODY')),
        CONSTRAINT transaction_acted_by_ck CHECK (acted_by IN ('SELF', 'FOR_PERSON', 'FOR_COMPANY', 'SERVICE_OFFICE', 'STAFF', 'PROACTIVE')),
        CONSTRAINT transaction_jackknife_group_ck CHECK (jackknife_group >= 0 AND jackknife_group < 32),
        CONSTRAINT transaction_follows_ck CHECK (num_nulls(follows_service_id, follows_reference, follows_kind) IN (0, 3)),
        CONSTRAINT transaction_follows_kind_ck CHECK (follows_kind IN ('APPEAL', 'REFUND', 'CORRECTION', 'RENEWAL', 'REAPPLICATION', 'SAME_JOURNEY'))
      );
      -- The primary key last: of two keys that start with the service, the planner takes the younger one while the table is
      -- empty, and a session keeps the plan by which it checks foreign keys (docs/decisions).
      ALTER TABLE transaction ADD CONSTRAINT transaction_reference_uq UNIQUE (service_id, reference);
      ALTER TABLE transaction ADD CONSTRAINT transaction_pk PRIMARY KEY (service_id, id);
      CREATE TABLE passage (
        service_id uuid NOT NULL,
        transaction_id uuid NOT NULL,
        ordinal integer NOT NULL,
        step text NOT NULL,
        source_code text NOT NULL,
        entered_at timestamptz NOT NULL,
        left_at timestamptz,
        turn text,
        errors integer,
        retries integer,
        help_requests integer,
        channel_switched boolean,
        CONSTRAINT passage_pk PRIMARY KEY (service_id, transaction_id, ordinal),
        CONSTRAINT passage_ordinal_ck CHECK (ordinal >= 0),
        CONSTRAINT passage_left_at_ck CHECK (left_at >= entered_at),
        CONSTRAINT passage_turn_ck CHECK (turn IN ('BENEFICIARY', 'AGENCY', 'OTHER_AGENCY', 'THIRD_PARTY')),
        CONSTRAINT passage_counts_ck CHECK (errors >= 0 AND retries >= 0 AND help_requests >= 0)
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE passage, transaction");
  }
}
