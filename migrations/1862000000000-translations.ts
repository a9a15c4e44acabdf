import type { MigrationInterface, QueryRunner } from "typeorm";

const FORMER_COLLECTORS = "'YUSR', 'AGENCY', 'UNLINKED', 'PANEL'";
const COLLECTORS = `${FORMER_COLLECTORS}, 'UNTESTED'`;
const FORMER_STATES =
  "'INVITED', 'INVITED_PANEL', 'DELIVERED', 'OPENED', 'ANSWERED', 'PARTIAL', 'ANSWERED_AGENCY', 'ANSWERED_UNLINKED', 'ANSWERED_PANEL', 'NO_SURVEY', 'NOT_REACHED', 'SERVICE_EXCLUDED', 'NOT_SAMPLED', 'RECENTLY_ASKED', 'QUOTA_FULL', 'OPTED_OUT'";
const STATES = FORMER_STATES.replace("'ANSWERED_PANEL', ", "'ANSWERED_PANEL', 'ANSWERED_UNTESTED', ");

/** Where answers wait, and where they were released. */
const ANSWERS = [
  "answer_delta", "answer_tally", "answer_month_tally", "choice_tally", "choice_month_tally", "answer_group_tally", "answer_breakdown_tally", "answer_breakdown_delta", "driver_tally",
];
const INVITATIONS = ["invitation_tally", "invitation_month_tally", "invitation_total_tally", "invitation_delta"];

/** Words in further languages, and answers in one that nobody has tested, which are counted apart. */
export class Translations1862000000000 implements MigrationInterface {
  readonly name = "Translations1862000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE instrument_translation (
        instrument_code text NOT NULL,
        instrument_version integer NOT NULL,
        language text NOT NULL,
        lead text,
        wording text NOT NULL,
        labels jsonb NOT NULL,
        not_applicable text,
        tested_by text,
        tested_on date,
        CONSTRAINT instrument_translation_pk PRIMARY KEY (instrument_code, instrument_version, language),
        CONSTRAINT instrument_translation_instrument_fk FOREIGN KEY (instrument_code, instrument_version) REFERENCES instrument (code, version),
        CONSTRAINT instrument_translation_language_ck CHECK (language ~ '^[a-z]{2,3}$' AND language NOT IN ('ar', 'en')),
        CONSTRAINT instrument_translation_tested_ck CHECK ((tested_by IS NULL) = (tested_on IS NULL))
      );
      CREATE TABLE page_text (
        language text NOT NULL,
        key text NOT NULL,
        text text NOT NULL,
        CONSTRAINT page_text_pk PRIMARY KEY (language, key),
        CONSTRAINT page_text_language_ck CHECK (language ~ '^[a-z]{2,3}$' AND language NOT IN ('ar', 'en'))
      )`);
    for (const table of ["invitation", "response", ...ANSWERS]) await relist(q, table, "collector", COLLECTORS);
    for (const table of INVITATIONS) await relist(q, table, "state", STATES);
  }

  /** What was answered in a language nobody tested cannot be told apart any more, and goes, so that it does not pass for something else. */
  async down(q: QueryRunner): Promise<void> {
    const theirs = "(service_id, response_id) IN (SELECT service_id, id FROM response WHERE collector = 'UNTESTED')";
    await q.query(`
      DELETE FROM comment WHERE ${theirs};
      DELETE FROM response_link WHERE ${theirs};
      DELETE FROM answer WHERE ${theirs};
      UPDATE invitation SET collector = 'AGENCY' WHERE collector = 'UNTESTED';
    `);
    for (const table of ["response", ...ANSWERS]) await q.query(`DELETE FROM ${table} WHERE collector = 'UNTESTED'`);
    for (const table of ["invitation", "response", ...ANSWERS]) await relist(q, table, "collector", FORMER_COLLECTORS);
    for (const table of INVITATIONS) {
      await q.query(`DELETE FROM ${table} WHERE state = 'ANSWERED_UNTESTED'`);
      await relist(q, table, "state", FORMER_STATES);
    }
    await q.query("DROP TABLE instrument_translation, page_text");
  }
}

async function relist(q: QueryRunner, table: string, column: string, values: string): Promise<void> {
  await q.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_ck, ADD CONSTRAINT ${table}_${column}_ck CHECK (${column} IN (${values}))`);
}
