import type { MigrationInterface, QueryRunner } from "typeorm";

const MOMENTS = "'AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP'";
const CHANNELS = "'WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'";
const OUTCOMES = "'IN_FLIGHT', 'GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'NOT_ELIGIBLE', 'WITHDRAWN', 'ABANDONED', 'EXPIRED', 'FAILED'";

/**
 * What was asked and what came back. `instrument` and `survey` are small and are read by every service; the rest are
 * fact tables, whose keys start with the service. Between an answer and its transaction stands `response_link` alone,
 * which is deleted after 35 days: no column of `response` or `invitation` leads from one to the other.
 */
export class Surveys1830000000000 implements MigrationInterface {
  readonly name = "Surveys1830000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE instrument (
        code text NOT NULL,
        version integer NOT NULL,
        kind text NOT NULL,
        direction text NOT NULL,
        scale_order text NOT NULL,
        lead jsonb,
        wording jsonb NOT NULL,
        points jsonb NOT NULL,
        not_applicable jsonb,
        validation jsonb NOT NULL,
        test_mark text NOT NULL,
        source text NOT NULL,
        note text,
        CONSTRAINT instrument_pk PRIMARY KEY (code, version),
        CONSTRAINT instrument_version_ck CHECK (version > 0),
        CONSTRAINT instrument_kind_ck CHECK (kind IN ('RATING', 'CHOICE', 'COUNT')),
        CONSTRAINT instrument_direction_ck CHECK (direction IN ('HIGH_IS_EASY', 'LOW_IS_EASY', 'HIGH_IS_GOOD', 'NONE')),
        CONSTRAINT instrument_scale_order_ck CHECK (scale_order IN ('LOW_TO_HIGH', 'AS_LISTED')),
        CONSTRAINT instrument_test_mark_ck CHECK (test_mark IN ('T1', 'T2', 'T3'))
      );
      CREATE TABLE survey (
        id uuid NOT NULL,
        service_id uuid,
        code text NOT NULL,
        moment text NOT NULL,
        version integer NOT NULL,
        state text NOT NULL,
        questions jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        published_at timestamptz,
        retired_at timestamptz,
        CONSTRAINT survey_pk PRIMARY KEY (id),
        CONSTRAINT survey_version_uq UNIQUE NULLS NOT DISTINCT (service_id, moment, version),
        CONSTRAINT survey_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT survey_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT survey_moment_ck CHECK (moment IN (${MOMENTS})),
        CONSTRAINT survey_version_ck CHECK (version > 0),
        CONSTRAINT survey_state_ck CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
        CONSTRAINT survey_published_at_ck CHECK ((state = 'DRAFT') = (published_at IS NULL)),
        CONSTRAINT survey_retired_at_ck CHECK ((state = 'RETIRED') = (retired_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX survey_published_uq ON survey (service_id, moment) WHERE state = 'PUBLISHED' AND service_id IS NOT NULL;

      CREATE TABLE survey_decision (
        service_id uuid NOT NULL,
        transaction_id uuid NOT NULL,
        state text NOT NULL,
        survey_id uuid,
        moment text,
        day date NOT NULL,
        channel text,
        segment text,
        language text,
        outcome text NOT NULL,
        CONSTRAINT survey_decision_pk PRIMARY KEY (service_id, transaction_id),
        CONSTRAINT survey_decision_transaction_fk FOREIGN KEY (service_id, transaction_id) REFERENCES transaction (service_id, id),
        CONSTRAINT survey_decision_state_ck CHECK (state IN ('INVITED', 'NO_SURVEY', 'NOT_REACHED', 'SERVICE_EXCLUDED', 'NOT_SAMPLED', 'RECENTLY_ASKED', 'QUOTA_FULL', 'OPTED_OUT')),
        CONSTRAINT survey_decision_moment_ck CHECK (moment IN (${MOMENTS})),
        CONSTRAINT survey_decision_channel_ck CHECK (channel IN (${CHANNELS})),
        CONSTRAINT survey_decision_outcome_ck CHECK (outcome IN (${OUTCOMES}))
      );
      CREATE TABLE invitation (
        service_id uuid NOT NULL,
        id uuid NOT NULL,
        transaction_id uuid NOT NULL,
        survey_id uuid NOT NULL,
        moment text NOT NULL,
        state text NOT NULL,
        token_key_id text NOT NULL,
        token_digest bytea NOT NULL,
        inclusion_probability double precision NOT NULL,
        steps jsonb NOT NULL,
        day date NOT NULL,
        channel text,
        segment text,
        language text,
        outcome text NOT NULL,
        expires_at timestamptz NOT NULL,
        draft jsonb,
        content_digest bytea,
        receipt uuid,
        CONSTRAINT invitation_pk PRIMARY KEY (service_id, id),
        CONSTRAINT invitation_survey_uq UNIQUE (service_id, transaction_id, survey_id),
        CONSTRAINT invitation_transaction_fk FOREIGN KEY (service_id, transaction_id) REFERENCES transaction (service_id, id),
        CONSTRAINT invitation_survey_fk FOREIGN KEY (survey_id) REFERENCES survey (id),
        CONSTRAINT invitation_moment_ck CHECK (moment IN (${MOMENTS})),
        CONSTRAINT invitation_state_ck CHECK (state IN ('OPEN', 'ANSWERED')),
        CONSTRAINT invitation_token_digest_ck CHECK (octet_length(token_digest) = 32),
        CONSTRAINT invitation_inclusion_probability_ck CHECK (inclusion_probability > 0 AND inclusion_probability <= 1),
        CONSTRAINT invitation_channel_ck CHECK (channel IN (${CHANNELS})),
        CONSTRAINT invitation_outcome_ck CHECK (outcome IN (${OUTCOMES})),
        CONSTRAINT invitation_answered_ck CHECK (num_nulls(content_digest, receipt) = CASE state WHEN 'ANSWERED' THEN 0 ELSE 2 END),
        CONSTRAINT invitation_draft_ck CHECK (draft IS NULL OR state = 'OPEN')
      );
      CREATE TABLE response (
        service_id uuid NOT NULL,
        id uuid NOT NULL,
        survey_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        moment text NOT NULL,
        mode text NOT NULL,
        collector text NOT NULL,
        day date NOT NULL,
        channel text,
        segment text,
        language text NOT NULL,
        outcome text NOT NULL,
        jackknife_group smallint NOT NULL,
        CONSTRAINT response_pk PRIMARY KEY (service_id, id),
        CONSTRAINT response_survey_fk FOREIGN KEY (survey_id) REFERENCES survey (id),
        CONSTRAINT response_moment_ck CHECK (moment IN (${MOMENTS})),
        CONSTRAINT response_mode_ck CHECK (mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')),
        CONSTRAINT response_collector_ck CHECK (collector IN ('YUSR', 'AGENCY')),
        CONSTRAINT response_channel_ck CHECK (channel IN (${CHANNELS})),
        CONSTRAINT response_outcome_ck CHECK (outcome IN (${OUTCOMES})),
        CONSTRAINT response_jackknife_group_ck CHECK (jackknife_group >= 0 AND jackknife_group < 32)
      );
      CREATE TABLE answer (
        service_id uuid NOT NULL,
        response_id uuid NOT NULL,
        position smallint NOT NULL,
        instrument_code text NOT NULL,
        instrument_version integer NOT NULL,
        step_code text,
        first_end text,
        inclusion_probability double precision NOT NULL,
        score smallint,
        choice text,
        skipped boolean NOT NULL,
        not_applicable boolean NOT NULL,
        CONSTRAINT answer_pk PRIMARY KEY (service_id, response_id, position),
        CONSTRAINT answer_response_fk FOREIGN KEY (service_id, response_id) REFERENCES response (service_id, id),
        CONSTRAINT answer_instrument_fk FOREIGN KEY (instrument_code, instrument_version) REFERENCES instrument (code, version),
        CONSTRAINT answer_first_end_ck CHECK (first_end IN ('LOW', 'HIGH')),
        CONSTRAINT answer_inclusion_probability_ck CHECK (inclusion_probability > 0 AND inclusion_probability <= 1),
        CONSTRAINT answer_value_ck CHECK (num_nonnulls(score, choice) + skipped::integer + not_applicable::integer = 1)
      );
      CREATE TABLE response_link (
        service_id uuid NOT NULL,
        response_id uuid NOT NULL,
        transaction_id uuid NOT NULL,
        expires_on date NOT NULL,
        CONSTRAINT response_link_pk PRIMARY KEY (service_id, response_id),
        CONSTRAINT response_link_response_fk FOREIGN KEY (service_id, response_id) REFERENCES response (service_id, id),
        CONSTRAINT response_link_transaction_fk FOREIGN KEY (service_id, transaction_id) REFERENCES transaction (service_id, id)
      );
      CREATE INDEX response_link_expires_on_ix ON response_link (expires_on);
      CREATE TABLE comment (
        service_id uuid NOT NULL,
        response_id uuid NOT NULL,
        language text NOT NULL,
        text text NOT NULL,
        CONSTRAINT comment_pk PRIMARY KEY (service_id, response_id),
        CONSTRAINT comment_response_fk FOREIGN KEY (service_id, response_id) REFERENCES response (service_id, id)
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE comment, response_link, answer, response, invitation, survey_decision, survey, instrument");
  }
}
