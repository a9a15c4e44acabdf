import type { MigrationInterface, QueryRunner } from "typeorm";

/** What agencies changed about their services, and when: the register whose effects are measured. */
export class ServiceChanges1849000000000 implements MigrationInterface {
  readonly name = "ServiceChanges1849000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE service_change (
        service_id uuid NOT NULL,
        id uuid NOT NULL,
        step_code text,
        what text NOT NULL,
        day date NOT NULL,
        recorded_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        CONSTRAINT service_change_pk PRIMARY KEY (service_id, id),
        CONSTRAINT service_change_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT service_change_what_ck CHECK (what <> '')
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE service_change");
  }
}
