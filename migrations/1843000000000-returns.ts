import type { MigrationInterface, QueryRunner } from "typeorm";

const CHANNELS = "'', 'WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'";
const OUTCOMES = "'IN_FLIGHT', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'NOT_ELIGIBLE', 'WITHDRAWN', 'ABANDONED', 'EXPIRED', 'FAILED'";
const OPPORTUNITIES = Array.from({ length: 24 }, (_, i) => `'${String(i + 1)}'`).join(", ");

const KEY = ["day date", "procedure_id uuid", ...["opportunity", "channel_first", "channel_before", "channel_now", "gap", "outcome_before", "band"].map((name) => `${name} text`)];
const LISTS: readonly (readonly [string, string])[] = [
  ["opportunity", OPPORTUNITIES],
  ["channel_first", CHANNELS],
  ["channel_before", CHANNELS],
  ["channel_now", CHANNELS],
  ["gap", "'D7', 'D30', 'D90', 'D400', 'LONGER'"],
  ["outcome_before", OUTCOMES],
  ["band", "'NONE', 'SOME', 'MUCH', 'UNKNOWN'"],
];

/** How subjects come back to a service: the counts, and the subjects whose chains are counted one change after the other. */
export class Returns1843000000000 implements MigrationInterface {
  readonly name = "Returns1843000000000";

  async up(q: QueryRunner): Promise<void> {
    const columns = [...KEY, "n bigint"].map((column) => `${column} NOT NULL`).join(", ");
    const checks = (table: string): string => LISTS.map(([column, values]) => `, CONSTRAINT ${table}_${column}_ck CHECK (${column} IN (${values}))`).join("");
    const key = ["service_id", ...KEY.map((column) => column.split(" ")[0])].join(", ");
    for (const table of ["return_tally", "return_month_tally"]) {
      await q.query(`CREATE TABLE ${table} (service_id uuid NOT NULL, ${columns}, CONSTRAINT ${table}_pk PRIMARY KEY (${key})${checks(table)})`);
    }
    await q.query(`
      CREATE TABLE return_delta (service_id uuid NOT NULL, id uuid NOT NULL, ${columns}, CONSTRAINT return_delta_pk PRIMARY KEY (service_id, id)${checks("return_delta")});
      CREATE TABLE return_subject (
        service_id uuid NOT NULL,
        subject_key text NOT NULL,
        transactions integer NOT NULL,
        CONSTRAINT return_subject_pk PRIMARY KEY (service_id, subject_key)
      );
      INSERT INTO return_subject (service_id, subject_key, transactions)
      SELECT service_id, subject_key, count(*) FROM transaction WHERE subject_key IS NOT NULL AND NOT withdrawn GROUP BY service_id, subject_key;
      -- Partial, so that no check of a foreign key takes it for the primary key.
      CREATE INDEX transaction_subject_ix ON transaction (service_id, subject_key, started_at, id) WHERE subject_key IS NOT NULL AND NOT withdrawn;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP INDEX transaction_subject_ix; DROP TABLE return_subject, return_delta, return_month_tally, return_tally");
  }
}
