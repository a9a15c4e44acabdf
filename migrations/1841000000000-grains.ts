import type { MigrationInterface, QueryRunner } from "typeorm";

const CHANNELS = "'', 'WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'";
const OUTCOMES = "'IN_FLIGHT', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'NOT_ELIGIBLE', 'WITHDRAWN', 'ABANDONED', 'EXPIRED', 'FAILED'";
const TURNS = "'', 'BENEFICIARY', 'AGENCY', 'OTHER_AGENCY', 'THIRD_PARTY'";
const MOMENTS = "'', 'AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP'";
const FORMER_STATES = "'INVITED', 'ANSWERED', 'ANSWERED_AGENCY', 'NO_SURVEY', 'NOT_REACHED', 'SERVICE_EXCLUDED', 'NOT_SAMPLED', 'RECENTLY_ASKED', 'QUOTA_FULL', 'OPTED_OUT'";
const STATES = `'INVITED', 'DELIVERED', 'OPENED', ${FORMER_STATES.slice("'INVITED', ".length)}`;
const CALENDARS = "'CLOCK', 'WORKING'";

const COUNTS = ["n", "zeros", "total_ms"];

/** Tallies of which coarser grains are kept from now on: the key without the day, what the coarsest adds up over, lists and measures. */
const KEPT: readonly { name: string; texts: readonly string[]; perSegment: readonly string[]; lists: Readonly<Record<string, string>>; measures: readonly string[]; buckets: boolean }[] = [
  {
    name: "transaction",
    texts: ["procedure_id", "channel", "segment", "language", "outcome"],
    perSegment: ["channel", "segment", "language"],
    lists: { channel: CHANNELS, outcome: OUTCOMES },
    measures: ["n", "with_promise", "promise_kept", "withdrawn_before_government"],
    buckets: false,
  },
  {
    name: "passage",
    texts: ["procedure_id", "step_code", "channel", "segment"],
    perSegment: ["channel", "segment"],
    lists: { channel: CHANNELS },
    measures: [
      "reached", "proceeded", "abandoned", "returned_for_completion",
      "with_error", "error_known", "with_retry", "retry_known", "with_help", "help_known", "with_channel_switch", "channel_switch_known",
      "over_time", "over_time_known",
      "passages", "errors", "error_passages", "retries", "retry_passages", "over_expected_ms",
    ],
    buckets: false,
  },
  {
    name: "duration",
    texts: ["procedure_id", "step_code", "kind", "calendar", "turn", "channel", "segment"],
    perSegment: ["channel", "segment"],
    lists: { kind: "'SERVICE', 'WAITING', 'WHOLE'", calendar: CALENDARS, turn: TURNS, channel: CHANNELS },
    measures: COUNTS,
    buckets: true,
  },
  { name: "edge", texts: ["procedure_id", "from_step", "to_step"], perSegment: [], lists: {}, measures: COUNTS, buckets: true },
  { name: "variant", texts: ["procedure_id", "path_hash"], perSegment: [], lists: {}, measures: ["n"], buckets: false },
  {
    name: "invitation",
    texts: ["survey_id", "moment", "channel", "segment", "language", "outcome", "state"],
    perSegment: ["channel", "segment", "language"],
    lists: { moment: MOMENTS, channel: CHANNELS, outcome: OUTCOMES, state: STATES },
    measures: ["n"],
    buckets: false,
  },
];

/**
 * Counts by month beside those by day, the coarsest over all segments; fates of steps and places. What was counted before
 * is added up into the months. Fates and places of transactions counted before come with `yusr tally rebuild`.
 */
export class Grains1841000000000 implements MigrationInterface {
  readonly name = "Grains1841000000000";

  async up(q: QueryRunner): Promise<void> {
    for (const table of ["duration_tally", "duration_delta"]) {
      await q.query(`
        ALTER TABLE ${table} ADD COLUMN calendar text;
        UPDATE ${table} SET calendar = 'CLOCK';
        ALTER TABLE ${table} ALTER COLUMN calendar SET NOT NULL, ADD CONSTRAINT ${table}_calendar_ck CHECK (calendar IN (${CALENDARS}));
      `);
    }
    await q.query(`
      ALTER TABLE duration_tally DROP CONSTRAINT duration_tally_pk,
        ADD CONSTRAINT duration_tally_pk PRIMARY KEY (service_id, day, procedure_id, step_code, kind, calendar, turn, channel, segment);
    `);
    for (const table of ["invitation_tally", "invitation_delta"]) await relist(q, table, STATES);

    for (const tally of KEPT) {
      await createFolded(q, `${tally.name}_month_tally`, tally.texts, tally);
      await sumUp(q, tally, "month", tally.texts);
      if (tally.perSegment.length === 0) continue;
      const left = tally.texts.filter((column) => !tally.perSegment.includes(column));
      await createFolded(q, `${tally.name}_total_tally`, left, tally);
      await sumUp(q, tally, "total", left);
    }

    const fate = { texts: ["procedure_id", "step_code", "fate"], lists: { fate: "'PROCEEDED', 'ABANDONED'" }, measures: COUNTS, buckets: true };
    const place = { texts: ["procedure_id", "stage_code", "touchpoint_id"], lists: {}, measures: ["reached", "returned", "abandoned", "total_ms"], buckets: false };
    for (const [name, tally] of [["fate", fate], ["place", place]] as const) {
      await createFolded(q, `${name}_tally`, tally.texts, tally);
      await q.query(`CREATE TABLE ${name}_delta (service_id uuid NOT NULL, id uuid NOT NULL, ${columns(tally.texts, tally)},
        CONSTRAINT ${name}_delta_pk PRIMARY KEY (service_id, id)${checks(`${name}_delta`, tally.texts, tally.lists)})`);
    }
    await createFolded(q, "fate_month_tally", fate.texts, fate);
  }

  async down(q: QueryRunner): Promise<void> {
    const coarser = KEPT.flatMap(({ name, perSegment }) => [`${name}_month_tally`, ...(perSegment.length === 0 ? [] : [`${name}_total_tally`])]);
    await q.query(`DROP TABLE fate_tally, fate_month_tally, fate_delta, place_tally, place_delta, ${coarser.join(", ")}`);
    await q.query(`
      DELETE FROM duration_tally WHERE calendar <> 'CLOCK';
      DELETE FROM duration_delta WHERE calendar <> 'CLOCK';
      ALTER TABLE duration_tally DROP CONSTRAINT duration_tally_pk, DROP COLUMN calendar;
      ALTER TABLE duration_tally ADD CONSTRAINT duration_tally_pk PRIMARY KEY (service_id, day, procedure_id, step_code, kind, turn, channel, segment);
      ALTER TABLE duration_delta DROP COLUMN calendar;
      DELETE FROM invitation_tally WHERE state IN ('DELIVERED', 'OPENED');
      DELETE FROM invitation_delta WHERE state IN ('DELIVERED', 'OPENED');
    `);
    for (const table of ["invitation_tally", "invitation_delta"]) await relist(q, table, FORMER_STATES);
  }
}

interface Shape {
  readonly lists: Readonly<Record<string, string>>;
  readonly measures: readonly string[];
  readonly buckets: boolean;
}

async function relist(q: QueryRunner, table: string, states: string): Promise<void> {
  await q.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_state_ck, ADD CONSTRAINT ${table}_state_ck CHECK (state IN (${states}))`);
}

function columns(key: readonly string[], { measures, buckets }: Shape): string {
  return [
    "day date NOT NULL",
    ...key.map((column) => `${column} ${column.endsWith("_id") && column !== "survey_id" ? "uuid" : "text"} NOT NULL`),
    ...measures.map((column) => `${column} bigint NOT NULL`),
    ...(buckets ? ["bucket_keys integer[] NOT NULL", "bucket_counts bigint[] NOT NULL"] : []),
  ].join(", ");
}

function checks(table: string, key: readonly string[], lists: Shape["lists"]): string {
  return key.flatMap((column) => (lists[column] === undefined ? [] : [`, CONSTRAINT ${table}_${column}_ck CHECK (${column} IN (${lists[column]}))`])).join("");
}

async function createFolded(q: QueryRunner, table: string, key: readonly string[], shape: Shape): Promise<void> {
  await q.query(`CREATE TABLE ${table} (service_id uuid NOT NULL, ${columns(key, shape)},
    CONSTRAINT ${table}_pk PRIMARY KEY (service_id, day, ${key.join(", ")})${checks(table, key, shape.lists)})`);
}

/** Adds the days of a tally up into a coarser grain. */
async function sumUp(q: QueryRunner, { name, measures, buckets }: (typeof KEPT)[number], grain: string, key: readonly string[]): Promise<void> {
  const days = `(SELECT *, date_trunc('month', day::timestamp)::date AS month FROM ${name}_tally) AS days`;
  const keys = `service_id, month, ${key.join(", ")}`;
  const sums = measures.map((measure) => `sum(${measure})::bigint AS ${measure}`).join(", ");
  const into = `INSERT INTO ${name}_${grain}_tally (service_id, day, ${key.join(", ")}, ${measures.join(", ")}${buckets ? ", bucket_keys, bucket_counts" : ""})`;
  if (!buckets) {
    await q.query(`${into} SELECT ${keys}, ${sums} FROM ${days} GROUP BY ${keys}`);
    return;
  }
  await q.query(`${into}
    SELECT ${keys}, ${measures.join(", ")}, coalesce(bucket_keys, '{}'), coalesce(bucket_counts, '{}')
    FROM (SELECT ${keys}, ${sums} FROM ${days} GROUP BY ${keys}) AS summed
    LEFT JOIN (
      SELECT ${keys}, array_agg(bucket ORDER BY bucket) AS bucket_keys, array_agg(found ORDER BY bucket) AS bucket_counts
      FROM (SELECT ${keys}, bucket, sum(found)::bigint AS found FROM ${days} CROSS JOIN LATERAL unnest(bucket_keys, bucket_counts) AS b (bucket, found) GROUP BY ${keys}, bucket) AS found
      GROUP BY ${keys}
    ) AS spread USING (${keys})`);
}
