import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * An invitation whose transaction was taken back says so itself: whoever answers it meets that in the very row they
 * claim, and needs no lock beforehand.
 */
export class InvitationsTakenBack1847000000000 implements MigrationInterface {
  readonly name = "InvitationsTakenBack1847000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE invitation
        DROP CONSTRAINT invitation_state_ck,
        DROP CONSTRAINT invitation_draft_ck,
        ADD CONSTRAINT invitation_state_ck CHECK (state IN ('OPEN', 'ANSWERED', 'WITHDRAWN')),
        ADD CONSTRAINT invitation_draft_ck CHECK (draft IS NULL OR state <> 'ANSWERED');
      UPDATE invitation SET state = 'WITHDRAWN'
      FROM transaction
      WHERE transaction.service_id = invitation.service_id AND transaction.id = invitation.transaction_id
        AND transaction.withdrawn AND invitation.state = 'OPEN';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE invitation SET state = 'OPEN' WHERE state = 'WITHDRAWN';
      ALTER TABLE invitation
        DROP CONSTRAINT invitation_state_ck,
        DROP CONSTRAINT invitation_draft_ck,
        ADD CONSTRAINT invitation_state_ck CHECK (state IN ('OPEN', 'ANSWERED')),
        ADD CONSTRAINT invitation_draft_ck CHECK (draft IS NULL OR state = 'OPEN');
    `);
  }
}
