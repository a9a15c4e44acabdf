import type { MigrationInterface, QueryRunner } from "typeorm";

/** What exists: agencies, services and their procedures, portals and what they may report. Reference tables, all of them small. */
export class Catalogue1810000000000 implements MigrationInterface {
  readonly name = "Catalogue1810000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE agency (
        id uuid NOT NULL,
        code text NOT NULL,
        names jsonb NOT NULL,
        time_zone text NOT NULL,
        CONSTRAINT agency_pk PRIMARY KEY (id),
        CONSTRAINT agency_code_uq UNIQUE (code),
        CONSTRAINT agency_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT agency_names_ck CHECK (names <> '{}')
      );
      CREATE TABLE service (
        id uuid NOT NULL,
        agency_id uuid NOT NULL,
        code text NOT NULL,
        number integer NOT NULL,
        names jsonb NOT NULL,
        national_code text,
        survey_policy text NOT NULL,
        facts_from date,
        CONSTRAINT service_pk PRIMARY KEY (id),
        CONSTRAINT service_code_uq UNIQUE (agency_id, code),
        CONSTRAINT service_number_uq UNIQUE (number),
        CONSTRAINT service_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        CONSTRAINT service_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT service_names_ck CHECK (names <> '{}'),
        CONSTRAINT service_number_ck CHECK (number > 0),
        CONSTRAINT service_survey_policy_ck CHECK (survey_policy IN ('NORMAL', 'DISCREET', 'NEVER'))
      );
      CREATE TABLE touchpoint (
        id uuid NOT NULL,
        agency_id uuid NOT NULL,
        code text NOT NULL,
        channel text NOT NULL,
        names jsonb NOT NULL,
        governorate text,
        wilayat text,
        CONSTRAINT touchpoint_pk PRIMARY KEY (id),
        CONSTRAINT touchpoint_code_uq UNIQUE (agency_id, code),
        CONSTRAINT touchpoint_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        CONSTRAINT touchpoint_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT touchpoint_names_ck CHECK (names <> '{}'),
        CONSTRAINT touchpoint_channel_ck CHECK (channel IN ('WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER'))
      );
      CREATE TABLE segment (
        service_id uuid NOT NULL,
        code text NOT NULL,
        position integer NOT NULL,
        names jsonb NOT NULL,
        beneficiary text,
        acted_by text,
        first_time boolean,
        retired_at timestamptz,
        CONSTRAINT segment_pk PRIMARY KEY (service_id, code),
        CONSTRAINT segment_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT segment_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT segment_names_ck CHECK (names <> '{}'),
        CONSTRAINT segment_beneficiary_ck CHECK (beneficiary IN ('CITIZEN', 'RESIDENT', 'GCC_NATIONAL', 'VISITOR', 'ESTABLISHMENT', 'GOVERNMENT_BODY')),
        CONSTRAINT segment_acted_by_ck CHECK (acted_by IN ('SELF', 'FOR_PERSON', 'FOR_COMPANY', 'SERVICE_OFFICE', 'STAFF', 'PROACTIVE'))
      );
      CREATE TABLE persona (
        service_id uuid NOT NULL,
        code text NOT NULL,
        position integer NOT NULL,
        names jsonb NOT NULL,
        segment_codes text[] NOT NULL,
        CONSTRAINT persona_pk PRIMARY KEY (service_id, code),
        CONSTRAINT persona_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT persona_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT persona_names_ck CHECK (names <> '{}')
      );
      CREATE TABLE procedure (
        id uuid NOT NULL,
        service_id uuid NOT NULL,
        version integer NOT NULL,
        state text NOT NULL,
        standard boolean NOT NULL,
        published_at timestamptz,
        retired_at timestamptz,
        abandon_after_days integer NOT NULL,
        over_time_tolerance double precision NOT NULL,
        CONSTRAINT procedure_pk PRIMARY KEY (id),
        CONSTRAINT procedure_version_uq UNIQUE (service_id, version),
        CONSTRAINT procedure_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT procedure_version_ck CHECK (version > 0),
        CONSTRAINT procedure_state_ck CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
        CONSTRAINT procedure_published_at_ck CHECK ((state = 'DRAFT') = (published_at IS NULL)),
        CONSTRAINT procedure_retired_at_ck CHECK ((state = 'RETIRED') = (retired_at IS NOT NULL)),
        CONSTRAINT procedure_abandon_after_days_ck CHECK (abandon_after_days > 0),
        CONSTRAINT procedure_over_time_tolerance_ck CHECK (over_time_tolerance >= 0)
      );
      CREATE UNIQUE INDEX procedure_published_uq ON procedure (service_id) WHERE state = 'PUBLISHED';
      CREATE TABLE stage (
        procedure_id uuid NOT NULL,
        code text NOT NULL,
        position integer NOT NULL,
        names jsonb NOT NULL,
        CONSTRAINT stage_pk PRIMARY KEY (procedure_id, code),
        CONSTRAINT stage_procedure_fk FOREIGN KEY (procedure_id) REFERENCES procedure (id),
        CONSTRAINT stage_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT stage_names_ck CHECK (names <> '{}')
      );
      CREATE TABLE process_step (
        procedure_id uuid NOT NULL,
        code text NOT NULL,
        position integer NOT NULL,
        stage_code text NOT NULL,
        names jsonb NOT NULL,
        kind text NOT NULL,
        seen_by text NOT NULL,
        ask_as jsonb NOT NULL,
        automation text NOT NULL,
        responsible_agency_id uuid,
        responsible_party text NOT NULL,
        documents jsonb NOT NULL,
        in_person boolean NOT NULL,
        fee_amount integer,
        fee_currency text,
        optional boolean NOT NULL,
        expected_seconds integer,
        expected_source text,
        CONSTRAINT process_step_pk PRIMARY KEY (procedure_id, code),
        CONSTRAINT process_step_procedure_fk FOREIGN KEY (procedure_id) REFERENCES procedure (id),
        CONSTRAINT process_step_responsible_agency_fk FOREIGN KEY (responsible_agency_id) REFERENCES agency (id),
        CONSTRAINT process_step_stage_fk FOREIGN KEY (procedure_id, stage_code) REFERENCES stage (procedure_id, code),
        CONSTRAINT process_step_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' AND code <> 'UNMAPPED'),
        CONSTRAINT process_step_names_ck CHECK (names <> '{}'),
        CONSTRAINT process_step_kind_ck CHECK (kind IN ('FIND_OUT', 'GATHER', 'SIGN_IN', 'FILL_IN', 'UPLOAD', 'BOOK', 'VISIT', 'INSPECTION', 'OTHER_AGENCY', 'PAY', 'WAIT', 'FIX', 'RECEIVE', 'FOLLOW_UP', 'REVIEW', 'DECIDE', 'SYSTEM')),
        CONSTRAINT process_step_seen_by_ck CHECK (seen_by IN ('BENEFICIARY', 'GOVERNMENT', 'BOTH')),
        CONSTRAINT process_step_automation_ck CHECK (automation IN ('MANUAL', 'ASSISTED', 'AUTOMATED')),
        CONSTRAINT process_step_responsible_party_ck CHECK (responsible_party IN ('AGENCY', 'OTHER_AGENCY', 'THIRD_PARTY')),
        CONSTRAINT process_step_fee_ck CHECK (fee_amount >= 0 AND (fee_amount IS NULL) = (fee_currency IS NULL)),
        CONSTRAINT process_step_fee_currency_ck CHECK (fee_currency ~ '^[A-Z]{3}$'),
        CONSTRAINT process_step_expected_ck CHECK (expected_seconds > 0 AND (expected_seconds IS NULL) = (expected_source IS NULL)),
        CONSTRAINT process_step_expected_source_ck CHECK (expected_source IN ('PUBLISHED', 'PEERS', 'OWNER'))
      );
      CREATE TABLE calendar (
        agency_id uuid NOT NULL,
        valid_from date NOT NULL,
        hours jsonb NOT NULL,
        CONSTRAINT calendar_pk PRIMARY KEY (agency_id, valid_from),
        CONSTRAINT calendar_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id)
      );
      CREATE TABLE holiday (
        id uuid NOT NULL,
        agency_id uuid,
        day date NOT NULL,
        names jsonb NOT NULL,
        announced_on date NOT NULL,
        CONSTRAINT holiday_pk PRIMARY KEY (id),
        CONSTRAINT holiday_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        CONSTRAINT holiday_names_ck CHECK (names <> '{}')
      );
      CREATE UNIQUE INDEX holiday_national_uq ON holiday (day) WHERE agency_id IS NULL;
      CREATE UNIQUE INDEX holiday_agency_uq ON holiday (agency_id, day) WHERE agency_id IS NOT NULL;
      CREATE TABLE named_period (
        code text NOT NULL,
        names jsonb NOT NULL,
        from_day date NOT NULL,
        to_day date NOT NULL,
        CONSTRAINT named_period_pk PRIMARY KEY (code),
        CONSTRAINT named_period_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT named_period_names_ck CHECK (names <> '{}'),
        CONSTRAINT named_period_days_ck CHECK (from_day < to_day)
      );
      CREATE TABLE portal (
        id uuid NOT NULL,
        code text NOT NULL,
        names jsonb NOT NULL,
        agency_id uuid NOT NULL,
        CONSTRAINT portal_pk PRIMARY KEY (id),
        CONSTRAINT portal_code_uq UNIQUE (code),
        CONSTRAINT portal_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        CONSTRAINT portal_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
        CONSTRAINT portal_names_ck CHECK (names <> '{}')
      );
      CREATE TABLE portal_grant (
        portal_id uuid NOT NULL,
        service_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT portal_grant_pk PRIMARY KEY (portal_id, service_id, valid_from),
        CONSTRAINT portal_grant_portal_fk FOREIGN KEY (portal_id) REFERENCES portal (id),
        CONSTRAINT portal_grant_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT portal_grant_days_ck CHECK (valid_from < valid_to)
      );
      CREATE UNIQUE INDEX portal_grant_open_uq ON portal_grant (portal_id, service_id) WHERE valid_to IS NULL;
      CREATE INDEX portal_grant_service_ix ON portal_grant (service_id);
      CREATE TABLE portal_signal (
        portal_id uuid NOT NULL,
        service_id uuid NOT NULL,
        signal text NOT NULL,
        declared_from date NOT NULL,
        declared_to date,
        CONSTRAINT portal_signal_pk PRIMARY KEY (portal_id, service_id, signal, declared_from),
        CONSTRAINT portal_signal_portal_fk FOREIGN KEY (portal_id) REFERENCES portal (id),
        CONSTRAINT portal_signal_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT portal_signal_signal_ck CHECK (signal IN ('ERROR', 'RETRY', 'HELP', 'CHANNEL_SWITCH')),
        CONSTRAINT portal_signal_days_ck CHECK (declared_from < declared_to)
      );
      CREATE UNIQUE INDEX portal_signal_open_uq ON portal_signal (portal_id, service_id, signal) WHERE declared_to IS NULL;
      CREATE INDEX portal_signal_service_ix ON portal_signal (service_id);
      CREATE TABLE status_meaning (
        service_id uuid NOT NULL,
        status text NOT NULL,
        step_code text,
        mark text NOT NULL,
        turn text,
        outcome text,
        CONSTRAINT status_meaning_pk PRIMARY KEY (service_id, status),
        CONSTRAINT status_meaning_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT status_meaning_mark_ck CHECK (mark IN ('ENTERED', 'LEFT')),
        CONSTRAINT status_meaning_turn_ck CHECK (turn IN ('BENEFICIARY', 'AGENCY', 'OTHER_AGENCY', 'THIRD_PARTY')),
        CONSTRAINT status_meaning_means_ck CHECK (step_code IS NOT NULL OR outcome IS NOT NULL)
      );
      CREATE TABLE declared_volume (
        service_id uuid NOT NULL,
        year integer NOT NULL,
        channel text NOT NULL,
        n integer NOT NULL,
        source text NOT NULL,
        CONSTRAINT declared_volume_pk PRIMARY KEY (service_id, year, channel),
        CONSTRAINT declared_volume_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT declared_volume_channel_ck CHECK (channel IN ('WEB', 'MOBILE_APP', 'SERVICE_CENTRE', 'SERVICE_OFFICE', 'CALL_CENTRE', 'KIOSK', 'SMS', 'CHAT', 'EMAIL', 'POST', 'SOCIAL_MEDIA', 'OTHER')),
        CONSTRAINT declared_volume_n_ck CHECK (n >= 0)
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query("DROP TABLE declared_volume, status_meaning, portal_signal, portal_grant, portal, named_period, holiday, calendar, process_step, stage, procedure, persona, segment, touchpoint, service, agency");
  }
}
