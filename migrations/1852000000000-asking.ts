import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Whom to ask: who was asked lately or wants not to be asked, at what rates strata are asked, how many a service may ask
 * in a month, and how much it matters which step a person is asked about.
 */
export class Asking1852000000000 implements MigrationInterface {
  readonly name = "Asking1852000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE invitation
        DROP CONSTRAINT invitation_state_ck,
        ADD CONSTRAINT invitation_state_ck CHECK (state IN ('OPEN', 'ANSWERED', 'WITHDRAWN', 'OPTED_OUT'));
      CREATE INDEX invitation_day_ix ON invitation (service_id, day);

      CREATE TABLE contact (
        contact_key bytea NOT NULL,
        asked_at timestamptz NOT NULL,
        free_at timestamptz NOT NULL,
        services bytea[] NOT NULL,
        services_free_at timestamptz[] NOT NULL,
        claims bytea[] NOT NULL,
        opted_out_until timestamptz,
        forget_at timestamptz NOT NULL,
        CONSTRAINT contact_pk PRIMARY KEY (contact_key),
        CONSTRAINT contact_key_ck CHECK (octet_length(contact_key) = 16),
        CONSTRAINT contact_services_ck CHECK (cardinality(services) = cardinality(services_free_at)),
        CONSTRAINT contact_forget_ck CHECK (forget_at >= free_at AND forget_at >= coalesce(opted_out_until, forget_at))
      );
      CREATE INDEX contact_forget_ix ON contact (forget_at);
      CREATE INDEX contact_claims_ix ON contact USING gin (claims);

      CREATE TABLE survey_quota (
        service_id uuid NOT NULL,
        invitations integer NOT NULL,
        set_at timestamptz NOT NULL,
        CONSTRAINT survey_quota_pk PRIMARY KEY (service_id),
        CONSTRAINT survey_quota_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT survey_quota_invitations_ck CHECK (invitations > 0)
      );

      CREATE TABLE sampling_rate (
        service_id uuid NOT NULL,
        moment text NOT NULL,
        outcome_group text NOT NULL,
        rate double precision NOT NULL,
        volume double precision NOT NULL,
        quota integer NOT NULL,
        set_at timestamptz NOT NULL,
        CONSTRAINT sampling_rate_pk PRIMARY KEY (service_id, moment, outcome_group),
        CONSTRAINT sampling_rate_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT sampling_rate_moment_ck CHECK (moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')),
        CONSTRAINT sampling_rate_outcome_group_ck CHECK (outcome_group IN ('IN_FLIGHT', 'GRANTED', 'REFUSED', 'GIVEN_UP')),
        CONSTRAINT sampling_rate_rate_ck CHECK (rate > 0 AND rate <= 1),
        CONSTRAINT sampling_rate_volume_ck CHECK (volume >= 0),
        CONSTRAINT sampling_rate_quota_ck CHECK (quota > 0)
      );

      CREATE TABLE step_weight (
        service_id uuid NOT NULL,
        procedure_id uuid NOT NULL,
        step_code text NOT NULL,
        weight double precision NOT NULL,
        set_at timestamptz NOT NULL,
        CONSTRAINT step_weight_pk PRIMARY KEY (service_id, procedure_id, step_code),
        CONSTRAINT step_weight_service_fk FOREIGN KEY (service_id) REFERENCES service (id),
        CONSTRAINT step_weight_procedure_fk FOREIGN KEY (procedure_id) REFERENCES procedure (id),
        CONSTRAINT step_weight_weight_ck CHECK (weight > 0)
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE step_weight;
      DROP TABLE sampling_rate;
      DROP TABLE survey_quota;
      DROP TABLE contact;
      DROP INDEX invitation_day_ix;
      UPDATE invitation SET state = 'WITHDRAWN' WHERE state = 'OPTED_OUT';
      ALTER TABLE invitation
        DROP CONSTRAINT invitation_state_ck,
        ADD CONSTRAINT invitation_state_ck CHECK (state IN ('OPEN', 'ANSWERED', 'WITHDRAWN'));
    `);
  }
}
