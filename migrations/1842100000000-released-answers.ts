import type { MigrationInterface, QueryRunner } from "typeorm";

const LISTS: Readonly<Record<string, string>> = {
  moment: "'AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP'",
  mode: "'WEB', 'KIOSK', 'INTERVIEW', 'OTHER'",
  collector: "'YUSR', 'AGENCY'",
  channel: "'', 'WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'",
  dimension: "'CHANNEL', 'SEGMENT', 'LANGUAGE', 'OUTCOME', 'TOUCHPOINT'",
  state: "'AHEAD', 'OPEN', 'SEALED'",
};
const SCORES = Array.from({ length: 11 }, (_, score) => score);
const RATINGS = [...SCORES.map((score) => `n${String(score)}`), ...SCORES.map((score) => `w${String(score)}`), "weight_squares"];
const CHOICES = ["n", "weight", "weight_squares"];

const ASKED = ["service_id uuid", "day date", "procedure_id uuid", "instrument_code text", "instrument_version integer", "moment text", "mode text", "collector text"];
const QUESTION = [...ASKED, "step_code text"];
const CELL = [...QUESTION, "dimension text", "within text", "value text"];

const nameOf = (column: string): string => column.split(" ")[0] ?? "";
const namesOf = (columns: readonly string[]): string => columns.map(nameOf).join(", ");

function table(name: string, key: readonly string[], more: readonly string[]): string {
  const checks = key.map(nameOf).flatMap((column) => (LISTS[column] === undefined ? [] : [`CONSTRAINT ${name}_${column}_ck CHECK (${column} IN (${LISTS[column]}))`]));
  return `CREATE TABLE ${name} (${[
    ...[...key, ...more].map((column) => `${column} NOT NULL`),
    `CONSTRAINT ${name}_pk PRIMARY KEY (${namesOf(key)})`,
    ...checks,
  ].join(", ")})`;
}

const bigints = (measures: readonly string[]): readonly string[] => measures.map((measure) => `${measure} bigint`);
const SPAN = ["first_day date", "last_day date"];

/** The two tables there were: their further key columns and measures. */
const KEPT = [
  { name: "answer_tally", month: "answer_month_tally", extra: [] as readonly string[], measures: RATINGS },
  { name: "choice_tally", month: "choice_month_tally", extra: ["choice text"], measures: CHOICES },
] as const;

const FORMER_QUESTION = ["service_id", "instrument_code", "instrument_version", "moment", "mode", "collector", "step_code", "day"];
const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * The only version a service ever published; the nil id where there are several, because what was released or waits was
 * counted before versions were.
 */
const VERSION = `coalesce((SELECT (array_agg(p.id))[1] FROM procedure AS p WHERE p.service_id = kept.service_id AND p.state <> 'DRAFT' HAVING count(*) = 1), '${NIL}')`;

/** Everything that tells two waiting answers apart, but who gave them. */
const SAME = "service_id, instrument_code, instrument_version, moment, mode, collector, step_code, day, score, choice, weight";

/**
 * Answers are counted by version of the procedure and by month; by group for the jackknife; by one circumstance at a time;
 * and with what may drive them.
 *
 * What waits gets the circumstances of an answer that is the same in every other way (which of several is all one: each
 * is taken once); one that is not found any more has none. What was released before has none either: it counts as "nobody
 * said" in breakdowns, whole batches as it is, and in the group −1.
 */
export class ReleasedAnswers1842100000000 implements MigrationInterface {
  readonly name = "ReleasedAnswers1842100000000";

  async up(q: QueryRunner): Promise<void> {
    await this.widenWaiting(q);
    for (const { name, month, extra, measures } of KEPT) {
      const key = [...QUESTION, ...extra];
      await q.query(`
        ALTER TABLE ${name} ADD COLUMN procedure_id uuid;
        UPDATE ${name} AS kept SET procedure_id = ${VERSION};
        ALTER TABLE ${name} ALTER COLUMN procedure_id SET NOT NULL, DROP CONSTRAINT ${name}_pk, ADD CONSTRAINT ${name}_pk PRIMARY KEY (${namesOf(key)});
        ${table(month, key, [...bigints(measures), ...SPAN])};
        INSERT INTO ${month} (${namesOf(key)}, ${measures.join(", ")}, first_day, last_day)
        SELECT ${namesOf(key).replace("day", "date_trunc('month', day)::date")}, ${measures.map((measure) => `sum(${measure})::bigint`).join(", ")}, min(first_day), max(last_day)
        FROM ${name} GROUP BY ${namesOf(key).replace("day", "date_trunc('month', day)::date")};
      `);
    }
    const ratings = RATINGS.join(", ");
    await q.query(`
      ${table("answer_breakdown_delta", [...CELL, "state text"], bigints(RATINGS))};
      ${table("answer_breakdown_tally", CELL, bigints(RATINGS))};
      INSERT INTO answer_breakdown_tally (${namesOf(CELL)}, ${ratings})
      SELECT ${namesOf(QUESTION)}, dimension, '', '', ${ratings}
      FROM answer_month_tally CROSS JOIN (VALUES ('CHANNEL'), ('SEGMENT'), ('LANGUAGE'), ('OUTCOME'), ('TOUCHPOINT')) AS all_of_them (dimension);
      ${table("answer_group_tally", [...ASKED, "jackknife_group smallint", "channel text", "segment text", "language text", "outcome text"], bigints(RATINGS))};
      INSERT INTO answer_group_tally (${namesOf(ASKED)}, jackknife_group, channel, segment, language, outcome, ${ratings})
      SELECT ${namesOf(ASKED)}, -1, '', '', '', '', ${ratings} FROM answer_month_tally WHERE step_code = '';
      ${table("driver_plan", ["service_id uuid", "procedure_id uuid"], ["columns text[]"])};
      ${table("driver_tally", [...ASKED, "jackknife_group smallint"], ["n bigint", "products bigint[]"])};
    `);
  }

  private async widenWaiting(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE answer_delta ADD COLUMN procedure_id uuid, ADD COLUMN channel text, ADD COLUMN segment text, ADD COLUMN language text, ADD COLUMN outcome text,
        ADD COLUMN touchpoint text, ADD COLUMN jackknife_group smallint, ADD COLUMN drivers integer[];
      UPDATE answer_delta AS kept
      SET procedure_id = given.procedure_id, channel = coalesce(given.channel, ''), segment = coalesce(given.segment, ''), language = given.language,
        outcome = given.outcome, touchpoint = coalesce(given.touchpoint_id::text, ''), jackknife_group = given.jackknife_group
      FROM (SELECT service_id, id, row_number() OVER (PARTITION BY ${SAME} ORDER BY id) AS place,
              jsonb_build_array(${SAME}) AS answer
            FROM answer_delta) AS waiting
      JOIN (
        SELECT *, row_number() OVER (PARTITION BY ${SAME} ORDER BY id) AS place, jsonb_build_array(${SAME}) AS answer
        FROM (
          SELECT r.service_id, r.id, instrument_code, instrument_version, moment, mode, collector, day, score::integer AS score,
            CASE WHEN choice = 'STEP' AND step_code IS NOT NULL THEN '' ELSE coalesce(step_code, '') END AS step_code,
            CASE WHEN choice = 'STEP' AND step_code IS NOT NULL THEN 'STEP:' || step_code WHEN score IS NULL THEN choice END AS choice,
            floor(1000000 / inclusion_probability + 0.5)::bigint AS weight,
            procedure_id, channel, segment, language, outcome, touchpoint_id, jackknife_group
          FROM answer AS a JOIN response AS r ON r.service_id = a.service_id AND r.id = a.response_id
          WHERE NOT skipped AND NOT not_applicable
        ) AS facts
      ) AS given ON given.answer = waiting.answer AND given.place = waiting.place
      WHERE kept.service_id = waiting.service_id AND kept.id = waiting.id;
      UPDATE answer_delta AS kept
      SET procedure_id = ${VERSION}, channel = '', segment = '', language = '', outcome = '', touchpoint = '', jackknife_group = -1
      WHERE procedure_id IS NULL;
      ALTER TABLE answer_delta ALTER COLUMN procedure_id SET NOT NULL, ALTER COLUMN channel SET NOT NULL, ALTER COLUMN segment SET NOT NULL,
        ALTER COLUMN language SET NOT NULL, ALTER COLUMN outcome SET NOT NULL, ALTER COLUMN touchpoint SET NOT NULL, ALTER COLUMN jackknife_group SET NOT NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE driver_tally, driver_plan, answer_group_tally, answer_breakdown_tally, answer_breakdown_delta, answer_month_tally, choice_month_tally");
    for (const { name, extra, measures } of KEPT) {
      const key = [...FORMER_QUESTION, ...extra.map(nameOf)].join(", ");
      const columns = `${key}, ${measures.join(", ")}, first_day, last_day`;
      await q.query(`
        CREATE TABLE added_up AS SELECT ${key}, ${measures.map((measure) => `sum(${measure})::bigint AS ${measure}`).join(", ")}, min(first_day) AS first_day, max(last_day) AS last_day FROM ${name} GROUP BY ${key};
        DELETE FROM ${name};
        ALTER TABLE ${name} DROP CONSTRAINT ${name}_pk, DROP COLUMN procedure_id, ADD CONSTRAINT ${name}_pk PRIMARY KEY (${key});
        INSERT INTO ${name} (${columns}) SELECT ${columns} FROM added_up;
        DROP TABLE added_up;
      `);
    }
    await q.query("ALTER TABLE answer_delta DROP COLUMN procedure_id, DROP COLUMN channel, DROP COLUMN segment, DROP COLUMN language, DROP COLUMN outcome, DROP COLUMN touchpoint, DROP COLUMN jackknife_group, DROP COLUMN drivers");
  }
}
