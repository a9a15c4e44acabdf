import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whose pages may show an agency's surveys in a frame: until the agency says so, nobody's. */
export class EmbedOrigins1854100000000 implements MigrationInterface {
  readonly name = "EmbedOrigins1854100000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE agency ADD COLUMN embed_origins text[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT agency_embed_origins_ck CHECK (array_to_string(embed_origins, ' ', '') ~ '^((https://[a-z0-9.-]+|http://(localhost|127[.]0[.]0[.]1))(:[0-9]{1,5})?( |$))*$')
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE agency DROP COLUMN embed_origins");
  }
}
