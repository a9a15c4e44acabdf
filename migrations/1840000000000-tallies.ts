import type { MigrationInterface, QueryRunner } from "typeorm";

const CHANNELS = "'', 'WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'";
const OUTCOMES = "'IN_FLIGHT', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'NOT_ELIGIBLE', 'WITHDRAWN', 'ABANDONED', 'EXPIRED', 'FAILED'";
const TURNS = "'', 'BENEFICIARY', 'AGENCY', 'OTHER_AGENCY', 'THIRD_PARTY'";
const MOMENTS = "'', 'AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP'";
const STATES = "'INVITED', 'ANSWERED', 'ANSWERED_AGENCY', 'NO_SURVEY', 'NOT_REACHED', 'SERVICE_EXCLUDED', 'NOT_SAMPLED', 'RECENTLY_ASKED', 'QUOTA_FULL', 'OPTED_OUT'";

/** Further key columns (after service and day), their closed lists, and the measures of each tally that is counted live. */
const TALLIES: readonly { name: string; texts: readonly string[]; procedure: boolean; lists: Readonly<Record<string, string>>; measures: readonly string[]; buckets: boolean }[] = [
  {
    name: "transaction",
    texts: ["channel", "segment", "language", "outcome"],
    procedure: true,
    lists: { channel: CHANNELS, outcome: OUTCOMES },
    measures: ["n", "with_promise", "promise_kept", "withdrawn_before_government"],
    buckets: false,
  },
  {
    name: "passage",
    texts: ["step_code", "channel", "segment"],
    procedure: true,
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
    texts: ["step_code", "kind", "turn", "channel", "segment"],
    procedure: true,
    lists: { kind: "'SERVICE', 'WAITING', 'WHOLE'", turn: TURNS, channel: CHANNELS },
    measures: ["n", "zeros", "total_ms"],
    buckets: true,
  },
  { name: "edge", texts: ["from_step", "to_step"], procedure: true, lists: {}, measures: ["n", "zeros", "total_ms"], buckets: true },
  { name: "variant", texts: ["path_hash"], procedure: true, lists: {}, measures: ["n"], buckets: false },
  {
    name: "invitation",
    texts: ["survey_id", "moment", "channel", "segment", "language", "outcome", "state"],
    procedure: false,
    lists: { moment: MOMENTS, channel: CHANNELS, outcome: OUTCOMES, state: STATES },
    measures: ["n"],
    buckets: false,
  },
];

/**
 * What is counted. Each tally has two tables alike: `*_tally`, one row per key, and `*_delta`, what writes added since
 * the last fold. Every key starts with the service, so that all of a service's counts live together on one node; no
 * foreign keys: the counts follow from the facts, whose own keys hold.
 */
export class Tallies1840000000000 implements MigrationInterface {
  readonly name = "Tallies1840000000000";

  async up(q: QueryRunner): Promise<void> {
    for (const { name, texts, procedure, lists, measures, buckets } of TALLIES) {
      const columns = [
        "day date NOT NULL",
        ...(procedure ? ["procedure_id uuid NOT NULL"] : []),
        ...texts.map((column) => `${column} text NOT NULL`),
        ...measures.map((column) => `${column} bigint NOT NULL`),
        ...(buckets ? ["bucket_keys integer[] NOT NULL", "bucket_counts bigint[] NOT NULL"] : []),
      ].join(", ");
      const checks = (table: string): string =>
        Object.entries(lists).map(([column, values]) => `, CONSTRAINT ${table}_${column}_ck CHECK (${column} IN (${values}))`).join("");
      const key = ["service_id", "day", ...(procedure ? ["procedure_id"] : []), ...texts].join(", ");
      await q.query(`
        CREATE TABLE ${name}_tally (
          service_id uuid NOT NULL, ${columns},
          CONSTRAINT ${name}_tally_pk PRIMARY KEY (${key})${checks(`${name}_tally`)}
        );
        CREATE TABLE ${name}_delta (
          service_id uuid NOT NULL, id uuid NOT NULL, ${columns},
          CONSTRAINT ${name}_delta_pk PRIMARY KEY (service_id, id)${checks(`${name}_delta`)}
        );
      `);
    }
    await q.query(`
      CREATE TABLE variant_path (
        service_id uuid NOT NULL,
        path_hash text NOT NULL,
        steps text[] NOT NULL,
        CONSTRAINT variant_path_pk PRIMARY KEY (service_id, path_hash)
      );

      CREATE TABLE answer_delta (
        service_id uuid NOT NULL,
        id uuid NOT NULL,
        instrument_code text NOT NULL,
        instrument_version integer NOT NULL,
        moment text NOT NULL,
        mode text NOT NULL,
        collector text NOT NULL,
        step_code text NOT NULL,
        day date NOT NULL,
        score integer,
        choice text,
        weight bigint NOT NULL,
        CONSTRAINT answer_delta_pk PRIMARY KEY (service_id, id),
        CONSTRAINT answer_delta_moment_ck CHECK (moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')),
        CONSTRAINT answer_delta_mode_ck CHECK (mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')),
        CONSTRAINT answer_delta_collector_ck CHECK (collector IN ('YUSR', 'AGENCY')),
        CONSTRAINT answer_delta_value_ck CHECK ((score IS NULL) <> (choice IS NULL)),
        CONSTRAINT answer_delta_score_ck CHECK (score >= 0 AND score <= 10)
      );

      CREATE TABLE answer_tally (
        service_id uuid NOT NULL,
        instrument_code text NOT NULL,
        instrument_version integer NOT NULL,
        moment text NOT NULL,
        mode text NOT NULL,
        collector text NOT NULL,
        step_code text NOT NULL,
        day date NOT NULL,
        n0 bigint NOT NULL, n1 bigint NOT NULL, n2 bigint NOT NULL, n3 bigint NOT NULL, n4 bigint NOT NULL, n5 bigint NOT NULL,
        n6 bigint NOT NULL, n7 bigint NOT NULL, n8 bigint NOT NULL, n9 bigint NOT NULL, n10 bigint NOT NULL,
        w0 bigint NOT NULL, w1 bigint NOT NULL, w2 bigint NOT NULL, w3 bigint NOT NULL, w4 bigint NOT NULL, w5 bigint NOT NULL,
        w6 bigint NOT NULL, w7 bigint NOT NULL, w8 bigint NOT NULL, w9 bigint NOT NULL, w10 bigint NOT NULL,
        weight_squares bigint NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL,
        CONSTRAINT answer_tally_pk PRIMARY KEY (service_id, instrument_code, instrument_version, moment, mode, collector, step_code, day),
        CONSTRAINT answer_tally_moment_ck CHECK (moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')),
        CONSTRAINT answer_tally_mode_ck CHECK (mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')),
        CONSTRAINT answer_tally_collector_ck CHECK (collector IN ('YUSR', 'AGENCY'))
      );

      CREATE TABLE choice_tally (
        service_id uuid NOT NULL,
        instrument_code text NOT NULL,
        instrument_version integer NOT NULL,
        moment text NOT NULL,
        mode text NOT NULL,
        collector text NOT NULL,
        step_code text NOT NULL,
        day date NOT NULL,
        choice text NOT NULL,
        n bigint NOT NULL,
        weight bigint NOT NULL,
        weight_squares bigint NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL,
        CONSTRAINT choice_tally_pk PRIMARY KEY (service_id, instrument_code, instrument_version, moment, mode, collector, step_code, day, choice),
        CONSTRAINT choice_tally_moment_ck CHECK (moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')),
        CONSTRAINT choice_tally_mode_ck CHECK (mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')),
        CONSTRAINT choice_tally_collector_ck CHECK (collector IN ('YUSR', 'AGENCY'))
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    const counted = TALLIES.flatMap(({ name }) => [`${name}_delta`, `${name}_tally`]);
    await q.query(`DROP TABLE choice_tally, answer_tally, answer_delta, variant_path, ${counted.join(", ")}`);
  }
}
