import type { MigrationInterface, QueryRunner } from "typeorm";

/** The start values: what counts for how much until the first full year has been seen. Profile, signal, weight, share that counts as all. */
const FIRST = [
  ["FULL", "DIFFICULTY", 0.4, 1], ["FULL", "COMPLAINT", 0.1, 0.05], ["FULL", "NEGATIVE_COMMENT", 0.1, 0.2], ["FULL", "OVER_TIME", 0.08, 0.5], ["FULL", "DROP_OFF", 0.08, 0.2],
  ["FULL", "HELP", 0.08, 0.15], ["FULL", "CHANNEL_SWITCH", 0.08, 0.15], ["FULL", "ERROR", 0.04, 0.2], ["FULL", "RETRY", 0.04, 0.3],
  ["STATUS", "DIFFICULTY", 0.5, 1], ["STATUS", "OVER_TIME", 0.2, 0.5], ["STATUS", "DROP_OFF", 0.15, 0.2], ["STATUS", "RETURNED", 0.15, 0.3],
  ["FELT", "DIFFICULTY", 1, 1],
  ["LOG", "OVER_TIME", 0.4, 0.5], ["LOG", "DROP_OFF", 0.3, 0.2], ["LOG", "RETURNED", 0.3, 0.3],
] as const;

/** What counts for how much in the Step Effort Index, in versions that never change. */
export class EffortPolicy1848000000000 implements MigrationInterface {
  readonly name = "EffortPolicy1848000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE effort_policy (
        version integer NOT NULL,
        valid_from date NOT NULL,
        threshold double precision NOT NULL,
        correlation double precision NOT NULL,
        published_at timestamptz NOT NULL,
        CONSTRAINT effort_policy_pk PRIMARY KEY (version),
        CONSTRAINT effort_policy_valid_from_uq UNIQUE (valid_from),
        CONSTRAINT effort_policy_version_ck CHECK (version > 0),
        CONSTRAINT effort_policy_threshold_ck CHECK (threshold >= 1 AND threshold <= 99),
        CONSTRAINT effort_policy_correlation_ck CHECK (correlation >= 0 AND correlation <= 1)
      );
      CREATE TABLE effort_policy_signal (
        version integer NOT NULL,
        profile text NOT NULL,
        signal text NOT NULL,
        weight double precision NOT NULL,
        low double precision NOT NULL,
        high double precision NOT NULL,
        CONSTRAINT effort_policy_signal_pk PRIMARY KEY (version, profile, signal),
        CONSTRAINT effort_policy_signal_policy_fk FOREIGN KEY (version) REFERENCES effort_policy (version),
        CONSTRAINT effort_policy_signal_profile_ck CHECK (profile IN ('FULL', 'STATUS', 'FELT', 'LOG')),
        CONSTRAINT effort_policy_signal_signal_ck CHECK (signal IN ('DIFFICULTY', 'COMPLAINT', 'NEGATIVE_COMMENT', 'OVER_TIME', 'DROP_OFF', 'HELP', 'CHANNEL_SWITCH', 'ERROR', 'RETRY', 'RETURNED')),
        CONSTRAINT effort_policy_signal_weight_ck CHECK (weight > 0 AND weight <= 1),
        CONSTRAINT effort_policy_signal_goalposts_ck CHECK (low >= 0 AND low < high AND high <= 1)
      );
      INSERT INTO effort_policy (version, valid_from, threshold, correlation, published_at) VALUES (1, '2026-01-01', 40, 0.5, '2026-01-01T00:00:00Z');
      INSERT INTO effort_policy_signal (version, profile, signal, weight, low, high) VALUES
        ${FIRST.map(([profile, signal, weight, high]) => `(1, '${profile}', '${signal}', ${String(weight)}, 0, ${String(high)})`).join(",\n        ")};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE effort_policy_signal, effort_policy");
  }
}
