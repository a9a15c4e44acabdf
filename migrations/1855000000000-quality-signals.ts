import type { MigrationInterface, QueryRunner } from "typeorm";

const SIGNALS = "'TOO_FAST', 'STRAIGHT_LINED', 'BURST', 'SAME_ADDRESS', 'ONE_OPERATOR'";

const SCORES = Array.from({ length: 11 }, (_, score) => score);
const RATINGS = [...SCORES.map((score) => `n${String(score)}`), ...SCORES.map((score) => `w${String(score)}`), "weight_squares"];
const CHOICES = ["n", "weight", "weight_squares"];

/** What every key begins with; `flagged` comes between it and the rest. */
const ASKED = ["service_id", "day", "procedure_id", "instrument_code", "instrument_version", "moment", "mode", "collector"];
const CELL = ["step_code", "dimension", "within", "value"];
const SPAN = ["min(first_day) AS first_day", "max(last_day) AS last_day"];

/** The tables whose measures are numbers. */
const TABLES: readonly { readonly name: string; readonly rest: readonly string[]; readonly measures: readonly string[]; readonly spans: readonly string[] }[] = [
  { name: "answer_tally", rest: ["step_code"], measures: RATINGS, spans: SPAN },
  { name: "answer_month_tally", rest: ["step_code"], measures: RATINGS, spans: SPAN },
  { name: "choice_tally", rest: ["step_code", "choice"], measures: CHOICES, spans: SPAN },
  { name: "choice_month_tally", rest: ["step_code", "choice"], measures: CHOICES, spans: SPAN },
  { name: "answer_group_tally", rest: ["jackknife_group", "channel", "segment", "language", "outcome"], measures: RATINGS, spans: [] },
  { name: "answer_breakdown_tally", rest: CELL, measures: RATINGS, spans: [] },
  { name: "answer_breakdown_delta", rest: [...CELL, "state"], measures: RATINGS, spans: [] },
];
const DRIVERS = "driver_tally";
const DRIVER_REST = ["jackknife_group"];

/**
 * A response says what is unusual about how it was answered, and answers with such a signal are counted apart from those
 * without. Nobody looked before: what is there has no signals, and the counts stay under the key that says so.
 */
export class QualitySignals1855000000000 implements MigrationInterface {
  readonly name = "QualitySignals1855000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE response ADD COLUMN signals text[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT response_signals_ck CHECK (signals <@ ARRAY[${SIGNALS}]::text[]);
      ALTER TABLE response ALTER COLUMN signals DROP DEFAULT;
      ALTER TABLE invitation ADD COLUMN shown_at timestamptz, ADD CONSTRAINT invitation_shown_at_ck CHECK (shown_at IS NULL OR state <> 'ANSWERED');
      ALTER TABLE answer_delta ADD COLUMN flagged boolean NOT NULL DEFAULT false;
      ALTER TABLE answer_delta ALTER COLUMN flagged DROP DEFAULT;
    `);
    for (const { name, rest } of [...TABLES, { name: DRIVERS, rest: DRIVER_REST }]) {
      await q.query(`
        ALTER TABLE ${name} ADD COLUMN flagged boolean NOT NULL DEFAULT false, DROP CONSTRAINT ${name}_pk;
        ALTER TABLE ${name} ALTER COLUMN flagged DROP DEFAULT, ADD CONSTRAINT ${name}_pk PRIMARY KEY (${[...ASKED, "flagged", ...rest].join(", ")});
      `);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const { name, rest, measures, spans } of TABLES) {
      await this.addUp(q, name, [...ASKED, ...rest], [...measures.map((measure) => `sum(${measure})::bigint AS ${measure}`), ...spans], name);
    }
    const key = [...ASKED, ...DRIVER_REST].join(", ");
    const products = `(SELECT ${key}, max(n) AS n, array_agg(product ORDER BY place) AS products FROM (
      SELECT ${key}, sum(n)::bigint AS n, place, sum(product)::bigint AS product FROM ${DRIVERS} CROSS JOIN LATERAL unnest(products) WITH ORDINALITY AS p (product, place) GROUP BY ${key}, place
    ) AS summed GROUP BY ${key}) AS added`;
    await this.addUp(q, DRIVERS, [...ASKED, ...DRIVER_REST], ["max(n) AS n", "max(products) AS products"], products);
    await q.query(`
      ALTER TABLE answer_delta DROP COLUMN flagged;
      ALTER TABLE invitation DROP COLUMN shown_at;
      ALTER TABLE response DROP COLUMN signals;
    `);
  }

  /** What was told apart is one row again. */
  private async addUp(q: QueryRunner, name: string, key: readonly string[], sums: readonly string[], from: string): Promise<void> {
    const keys = key.join(", ");
    const columns = [keys, ...sums.map((sum) => sum.slice(sum.lastIndexOf(" ") + 1))].join(", ");
    await q.query(`
      CREATE TABLE added_up AS SELECT ${keys}, ${sums.join(", ")} FROM ${from} GROUP BY ${keys};
      DELETE FROM ${name};
      ALTER TABLE ${name} DROP CONSTRAINT ${name}_pk, DROP COLUMN flagged, ADD CONSTRAINT ${name}_pk PRIMARY KEY (${keys});
      INSERT INTO ${name} (${columns}) SELECT ${columns} FROM added_up;
      DROP TABLE added_up;
    `);
  }
}
