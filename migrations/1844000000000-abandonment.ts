import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Where the search for transactions that were given up begins. Holds only what is in flight, so it stays small; foreign
 * keys are not checked over it, because it lacks most rows (docs/decisions/0005).
 */
export class Abandonment1844000000000 implements MigrationInterface {
  readonly name = "Abandonment1844000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query("CREATE INDEX transaction_in_flight_ix ON transaction (service_id, id) WHERE outcome = 'IN_FLIGHT'");
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP INDEX transaction_in_flight_ix");
  }
}
