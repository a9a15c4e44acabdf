import type { MigrationInterface, QueryRunner } from "typeorm";

/** An invitation says whether it asks a service office, so that it is counted and answered apart from what people say. */
export class Panel1852100000000 implements MigrationInterface {
  readonly name = "Panel1852100000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE invitation ADD COLUMN panel boolean;
      UPDATE invitation SET panel = false;
      ALTER TABLE invitation ALTER COLUMN panel SET NOT NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE invitation DROP COLUMN panel");
  }
}
