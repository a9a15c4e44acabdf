import type { MigrationInterface, QueryRunner } from "typeorm";

/** Status histories as facts: passages made from them can be made anew when a late change or a better mapping arrives. */
export class StatusChanges1821000000000 implements MigrationInterface {
  readonly name = "StatusChanges1821000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE status_change (
        service_id uuid NOT NULL,
        transaction_id uuid NOT NULL,
        at timestamptz NOT NULL,
        status text NOT NULL,
        sequence integer NOT NULL,
        started_at timestamptz,
        channel text,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT status_change_pk PRIMARY KEY (service_id, transaction_id, at, status),
        CONSTRAINT status_change_transaction_fk FOREIGN KEY (service_id, transaction_id) REFERENCES transaction (service_id, id),
        CONSTRAINT status_change_started_at_ck CHECK (started_at <= at),
        CONSTRAINT status_change_sequence_ck CHECK (sequence >= 0),
        CONSTRAINT status_change_channel_ck CHECK (channel IN ('WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'))
      );
      CREATE INDEX passage_unmapped_ix ON passage (service_id, transaction_id) WHERE step = 'UNMAPPED';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP INDEX passage_unmapped_ix; DROP TABLE status_change");
  }
}
