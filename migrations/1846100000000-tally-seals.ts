import type { MigrationInterface, QueryRunner } from "typeorm";

/** What facts that are no longer kept added to the counts. */
export class TallySeals1846100000000 implements MigrationInterface {
  readonly name = "TallySeals1846100000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE tally_seal (
        service_id uuid NOT NULL,
        tally text NOT NULL,
        grain text NOT NULL,
        month date NOT NULL,
        checksum bigint NOT NULL,
        CONSTRAINT tally_seal_pk PRIMARY KEY (service_id, tally, grain, month),
        CONSTRAINT tally_seal_grain_ck CHECK (grain IN ('DAY', 'MONTH', 'TOTAL')),
        CONSTRAINT tally_seal_month_ck CHECK (extract(day FROM month) = 1),
        CONSTRAINT tally_seal_checksum_ck CHECK (checksum >= 0)
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE tally_seal");
  }
}
