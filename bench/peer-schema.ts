/**
 * What somebody would add to the tables for PostGraphile to answer the same two requests. Scores: a computed column over
 * the released counts, in SQL that PostgreSQL inlines into the page's own statement. Recording: a function that inserts a
 * transaction with its passages, in one statement, once per reference; it checks nothing and keeps no counts.
 */
export const PEER_SCHEMA = `
  CREATE TYPE service_score AS (instrument text, moment text, n bigint, favourable double precision, mean double precision);
  CREATE FUNCTION service_scores(s service, from_day date, to_day date) RETURNS SETOF service_score LANGUAGE sql STABLE AS $$
    SELECT instrument_code, moment, sum(n1 + n2 + n3 + n4 + n5)::bigint, sum(n4 + n5)::float8 / nullif(sum(n1 + n2 + n3 + n4 + n5), 0),
      sum(n1 + 2 * n2 + 3 * n3 + 4 * n4 + 5 * n5)::float8 / nullif(sum(n1 + n2 + n3 + n4 + n5), 0)
    FROM answer_tally
    WHERE service_id = s.id AND day >= from_day AND day < to_day AND step_code = '' AND collector = 'YUSR'
    GROUP BY instrument_code, instrument_version, moment, mode
  $$;
  CREATE TYPE told_passage AS (ordinal integer, step text, entered_at timestamptz, left_at timestamptz, errors integer, retries integer);
  CREATE FUNCTION record_transaction(service text, reference text, started_at timestamptz, ended_at timestamptz, outcome text, channel text,
    beneficiary text, acted_by text, first_time boolean, language text, passages told_passage[]) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    WITH told AS (
      INSERT INTO transaction (service_id, id, reference, procedure_id, started_at, ended_at, outcome, outcome_source, channel, beneficiary, acted_by,
        first_time, language, jackknife_group, calendar_revision, withdrawn, recorded_at, updated_at)
      SELECT s.id, gen_random_uuid(), sha256(convert_to(record_transaction.reference, 'UTF8')), p.id, record_transaction.started_at, record_transaction.ended_at,
        record_transaction.outcome, 'PORTAL', record_transaction.channel, record_transaction.beneficiary, record_transaction.acted_by,
        record_transaction.first_time, record_transaction.language, floor(random() * 32), 1, false, now(), now()
      FROM service s JOIN agency a ON a.id = s.agency_id JOIN procedure p ON p.service_id = s.id AND p.state = 'PUBLISHED'
      WHERE a.code = split_part(record_transaction.service, '/', 1) AND s.code = split_part(record_transaction.service, '/', 2)
      ON CONFLICT (service_id, reference) DO NOTHING
      RETURNING service_id, id
    ), passed AS (
      INSERT INTO passage (service_id, transaction_id, ordinal, step, source_code, entered_at, left_at, errors, retries)
      SELECT told.service_id, told.id, t.ordinal, t.step, t.step, t.entered_at, t.left_at, t.errors, t.retries FROM told, unnest(passages) AS t
    )
    SELECT id FROM told
  $$;`;
