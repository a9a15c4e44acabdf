import type { MigrationInterface, QueryRunner } from "typeorm";

const FORMER_STATES =
  "'INVITED', 'INVITED_PANEL', 'DELIVERED', 'OPENED', 'ANSWERED', 'ANSWERED_AGENCY', 'ANSWERED_UNLINKED', 'ANSWERED_PANEL', 'NO_SURVEY', 'NOT_REACHED', 'SERVICE_EXCLUDED', 'NOT_SAMPLED', 'RECENTLY_ASKED', 'QUOTA_FULL', 'OPTED_OUT'";
const STATES = FORMER_STATES.replace("'ANSWERED', ", "'ANSWERED', 'PARTIAL', ");
const INVITATIONS = ["invitation_tally", "invitation_month_tally", "invitation_total_tally", "invitation_delta"];

/**
 * What somebody filled in and never sent counts once their link has expired, and is marked. What an agency tells people on
 * the survey's page, and whether somebody agreed to be contacted.
 */
export class PartialResponses1856000000000 implements MigrationInterface {
  readonly name = "PartialResponses1856000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE response ADD COLUMN partial boolean NOT NULL DEFAULT false;
      ALTER TABLE response ALTER COLUMN partial DROP DEFAULT;
      ALTER TABLE invitation ADD COLUMN partial boolean NOT NULL DEFAULT false, ADD CONSTRAINT invitation_partial_ck CHECK (NOT partial OR state = 'ANSWERED');
      ALTER TABLE invitation ALTER COLUMN partial DROP DEFAULT;
      CREATE INDEX invitation_draft_ix ON invitation (expires_at) WHERE draft IS NOT NULL;
      ALTER TABLE response_link ADD COLUMN follow_up_agreed boolean NOT NULL DEFAULT false;
      ALTER TABLE response_link ALTER COLUMN follow_up_agreed DROP DEFAULT;
      ALTER TABLE agency ADD COLUMN for_people jsonb NOT NULL DEFAULT '{"complaints": null, "contact": null, "followsUp": false}',
        ADD CONSTRAINT agency_for_people_ck CHECK (for_people ?& ARRAY['complaints', 'contact', 'followsUp'])
    `);
    await relist(q, STATES);
  }

  /** What was not sent in full cannot be told apart any more, and goes. */
  async down(q: QueryRunner): Promise<void> {
    const theirs = "(service_id, response_id) IN (SELECT service_id, id FROM response WHERE partial)";
    await q.query(`DELETE FROM comment WHERE ${theirs}; DELETE FROM response_link WHERE ${theirs}; DELETE FROM answer WHERE ${theirs}; DELETE FROM response WHERE partial`);
    for (const table of INVITATIONS) await q.query(`DELETE FROM ${table} WHERE state = 'PARTIAL'`);
    await relist(q, FORMER_STATES);
    await q.query(`
      ALTER TABLE agency DROP COLUMN for_people;
      ALTER TABLE response_link DROP COLUMN follow_up_agreed;
      DROP INDEX invitation_draft_ix;
      ALTER TABLE invitation DROP COLUMN partial;
      ALTER TABLE response DROP COLUMN partial
    `);
  }
}

async function relist(q: QueryRunner, values: string): Promise<void> {
  for (const table of INVITATIONS) await q.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_state_ck, ADD CONSTRAINT ${table}_state_ck CHECK (state IN (${values}))`);
}
