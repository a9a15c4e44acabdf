import type { MigrationInterface, QueryRunner } from "typeorm";

const FORMER_COLLECTORS = "'YUSR', 'AGENCY'";
const COLLECTORS = `${FORMER_COLLECTORS}, 'UNLINKED', 'PANEL'`;
const FORMER_STATES = "'INVITED', 'DELIVERED', 'OPENED', 'ANSWERED', 'ANSWERED_AGENCY', 'NO_SURVEY', 'NOT_REACHED', 'SERVICE_EXCLUDED', 'NOT_SAMPLED', 'RECENTLY_ASKED', 'QUOTA_FULL', 'OPTED_OUT'";
const STATES = FORMER_STATES.replace("'INVITED', ", "'INVITED', 'INVITED_PANEL', ").replace("'ANSWERED_AGENCY', ", "'ANSWERED_AGENCY', 'ANSWERED_UNLINKED', 'ANSWERED_PANEL', ");
const FORMER_OUTCOMES = "'IN_FLIGHT', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'NOT_ELIGIBLE', 'WITHDRAWN', 'ABANDONED', 'EXPIRED', 'FAILED'";
const OUTCOMES = `'', ${FORMER_OUTCOMES}`;

/** Where answers wait, and where they were released. */
const ANSWERS = [
  "answer_delta", "answer_tally", "answer_month_tally", "choice_tally", "choice_month_tally", "answer_group_tally", "answer_breakdown_tally", "answer_breakdown_delta", "driver_tally",
];
const INVITATIONS = ["invitation_tally", "invitation_month_tally", "invitation_total_tally", "invitation_delta"];

/** Two further ways in which an answer is collected: through a code at a counter, about no transaction, and from the panel of service offices. */
export class Collectors1854000000000 implements MigrationInterface {
  readonly name = "Collectors1854000000000";

  async up(q: QueryRunner): Promise<void> {
    for (const table of ["invitation", "response", ...ANSWERS]) await relist(q, table, "collector", COLLECTORS);
    for (const table of INVITATIONS) {
      await relist(q, table, "state", STATES);
      await relist(q, table, "outcome", OUTCOMES);
    }
    await q.query("ALTER TABLE response ALTER COLUMN outcome DROP NOT NULL, ADD CONSTRAINT response_known_ck CHECK (outcome IS NOT NULL OR collector = 'UNLINKED')");
  }

  /** What was collected so cannot be told apart any more, and goes, so that it does not pass for something else. */
  async down(q: QueryRunner): Promise<void> {
    const theirs = "(service_id, response_id) IN (SELECT service_id, id FROM response WHERE collector IN ('UNLINKED', 'PANEL'))";
    await q.query(`
      DELETE FROM comment WHERE ${theirs};
      DELETE FROM response_link WHERE ${theirs};
      DELETE FROM answer WHERE ${theirs};
      UPDATE invitation SET collector = 'AGENCY' WHERE collector IN ('UNLINKED', 'PANEL');
    `);
    for (const table of ["response", ...ANSWERS]) await q.query(`DELETE FROM ${table} WHERE collector IN ('UNLINKED', 'PANEL')`);
    for (const table of ["invitation", "response", ...ANSWERS]) await relist(q, table, "collector", FORMER_COLLECTORS);
    for (const table of INVITATIONS) {
      await q.query(`DELETE FROM ${table} WHERE state IN ('INVITED_PANEL', 'ANSWERED_UNLINKED', 'ANSWERED_PANEL') OR outcome = ''`);
      await relist(q, table, "state", FORMER_STATES);
      await relist(q, table, "outcome", FORMER_OUTCOMES);
    }
    await q.query("ALTER TABLE response DROP CONSTRAINT response_known_ck, ALTER COLUMN outcome SET NOT NULL");
  }
}

async function relist(q: QueryRunner, table: string, column: string, values: string): Promise<void> {
  await q.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_ck, ADD CONSTRAINT ${table}_${column}_ck CHECK (${column} IN (${values}))`);
}
