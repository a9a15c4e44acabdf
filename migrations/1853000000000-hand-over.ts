import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * How a link travels to its person. Of links made before, which all left with the answer to a call, nobody is reminded now;
 * they were offered when they were made, thirty days before they expire. Neither when a link was opened nor when it was
 * delivered is kept, only whether: a day would find the response of that day.
 */
export class HandOver1853000000000 implements MigrationInterface {
  readonly name = "HandOver1853000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE invitation
        ADD COLUMN offered_at timestamptz,
        ADD COLUMN handed smallint NOT NULL DEFAULT 1,
        ADD COLUMN due_at timestamptz,
        ADD COLUMN due_kind text,
        ADD COLUMN delivery text,
        ADD COLUMN opened boolean NOT NULL DEFAULT false;
      UPDATE invitation SET offered_at = expires_at - interval '30 days';
      ALTER TABLE invitation
        ALTER COLUMN handed DROP DEFAULT,
        ALTER COLUMN opened DROP DEFAULT,
        ADD CONSTRAINT invitation_offered_ck CHECK ((handed = 0) = (offered_at IS NULL)),
        ADD CONSTRAINT invitation_handed_ck CHECK (handed >= 0 AND handed <= 2 AND (handed < 2 OR due_at IS NULL)),
        ADD CONSTRAINT invitation_due_ck CHECK ((due_at IS NULL) = (due_kind IS NULL) AND (handed > 0 OR due_kind = 'FIRST')),
        ADD CONSTRAINT invitation_due_kind_ck CHECK (due_kind IN ('FIRST', 'REMINDER')),
        ADD CONSTRAINT invitation_delivery_ck CHECK (delivery IN ('SENT', 'DELIVERED', 'FAILED'));
      CREATE INDEX invitation_due_ix ON invitation (service_id, due_at, id) WHERE due_at IS NOT NULL AND state = 'OPEN';
    `);
  }

  /** What was told of links is lost with the columns, so what counts it goes too. */
  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DELETE FROM invitation_delta WHERE state IN ('DELIVERED', 'OPENED');
      DELETE FROM invitation_tally WHERE state IN ('DELIVERED', 'OPENED');
      DELETE FROM invitation_month_tally WHERE state IN ('DELIVERED', 'OPENED');
      DELETE FROM invitation_total_tally WHERE state IN ('DELIVERED', 'OPENED');
      ALTER TABLE invitation
        DROP COLUMN offered_at, DROP COLUMN handed, DROP COLUMN due_at, DROP COLUMN due_kind, DROP COLUMN delivery, DROP COLUMN opened;
    `);
  }
}
