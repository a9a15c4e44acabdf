import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What the next release might do to the busiest tables, written as docs/decisions/0039 asks: nobody waits for a scan of a table, up or
 * down. The program that runs meanwhile knows nothing of it.
 */

/** A table of its own, and a column that the program before may leave out. */
class Visits1899000000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE visit (
        service_id uuid NOT NULL,
        id uuid NOT NULL,
        CONSTRAINT visit_pk PRIMARY KEY (service_id, id)
      );
      ALTER TABLE transaction ADD COLUMN visits integer NOT NULL DEFAULT 0;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE transaction DROP COLUMN visits; DROP TABLE visit");
  }
}

const FORMER_CHANNELS = "'WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'";

/** One more word in a list, in three: the longer list holds for what is written from now on, … */
class MoreChannels1899100000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE transaction ADD CONSTRAINT transaction_channel_2_ck CHECK (channel IN (${FORMER_CHANNELS}, 'DOORSTEP')) NOT VALID`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE transaction DROP CONSTRAINT transaction_channel_2_ck");
  }
}

/** … then for what was written before, which is read while everybody goes on writing, … */
class MoreChannelsHold1899200000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE transaction VALIDATE CONSTRAINT transaction_channel_2_ck");
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE transaction VALIDATE CONSTRAINT transaction_channel_ck");
  }
}

/** … and then the shorter one goes. Each step down undoes it in the same way. */
class FormerChannelsGo1899300000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query("ALTER TABLE transaction DROP CONSTRAINT transaction_channel_ck");
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE transaction ADD CONSTRAINT transaction_channel_ck CHECK (channel IN (${FORMER_CHANNELS})) NOT VALID`);
  }
}

/** An index: in no unit of work, waiting for as long as it takes, and from the start where it was ended half-way. */
class PassageTimes1899400000000 implements MigrationInterface {
  readonly transaction = false;

  async up(q: QueryRunner): Promise<void> {
    await q.query("SET lock_timeout = 0");
    try {
      await q.query("DROP INDEX CONCURRENTLY IF EXISTS passage_entered_ix");
      await q.query("CREATE INDEX CONCURRENTLY passage_entered_ix ON passage (service_id, entered_at)");
    } finally {
      await q.query("RESET lock_timeout");
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP INDEX passage_entered_ix");
  }
}

export const NEXT_RELEASE = [Visits1899000000000, MoreChannels1899100000000, MoreChannelsHold1899200000000, FormerChannelsGo1899300000000, PassageTimes1899400000000] as const;

/** What nobody should write: a table that everybody needs, kept while something else is done. */
export class KeepsTheTable1899500000000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query("LOCK TABLE transaction IN ACCESS EXCLUSIVE MODE");
    await q.query("SELECT pg_sleep(2)");
  }

  async down(): Promise<void> {
    await Promise.resolve();
  }
}
