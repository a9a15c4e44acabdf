import type { MigrationInterface, QueryRunner } from "typeorm";

/** A response keeps the touchpoint of its transaction, as it was when it was answered. Earlier ones had cut the path to it. */
export class ResponseTouchpoint1842000000000 implements MigrationInterface {
  readonly name = "ResponseTouchpoint1842000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE response ADD COLUMN touchpoint_id uuid");
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE response DROP COLUMN touchpoint_id");
  }
}
