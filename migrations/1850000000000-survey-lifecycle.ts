import type { MigrationInterface, QueryRunner } from "typeorm";

/** What was asked at the end of every survey before comments had a place in it. */
const LAST_COMMENT = `[{"text": "comment.done", "after": null, "showIf": null}]`;

/**
 * Surveys of an agency and of the nation beside those of a service, each approved before it is published where that is
 * wanted; comments as part of what is asked; questions with several answers, and of an agency's own.
 * The national definitions that came with the program become drafts: what is published asks people, and they never did.
 */
export class SurveyLifecycle1850000000000 implements MigrationInterface {
  readonly name = "SurveyLifecycle1850000000000";

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE instrument
        ADD COLUMN agency_id uuid,
        ADD CONSTRAINT instrument_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        ADD CONSTRAINT instrument_agency_ck CHECK ((agency_id IS NULL) = (code NOT LIKE '%/%')),
        DROP CONSTRAINT instrument_kind_ck,
        ADD CONSTRAINT instrument_kind_ck CHECK (kind IN ('RATING', 'CHOICE', 'MULTIPLE', 'COUNT'));

      ALTER TABLE survey
        ADD COLUMN agency_id uuid,
        ADD COLUMN comments jsonb NOT NULL DEFAULT '${LAST_COMMENT}',
        ADD COLUMN approval jsonb,
        ADD CONSTRAINT survey_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        ADD CONSTRAINT survey_scope_ck CHECK (num_nonnulls(service_id, agency_id) <= 1),
        DROP CONSTRAINT survey_version_uq,
        ADD CONSTRAINT survey_version_uq UNIQUE NULLS NOT DISTINCT (service_id, agency_id, moment, version),
        DROP CONSTRAINT survey_state_ck,
        ADD CONSTRAINT survey_state_ck CHECK (state IN ('DRAFT', 'APPROVED', 'PUBLISHED', 'RETIRED')),
        ADD CONSTRAINT survey_approval_ck CHECK (state <> 'APPROVED' OR approval IS NOT NULL),
        DROP CONSTRAINT survey_published_at_ck;
      ALTER TABLE survey ALTER COLUMN comments DROP DEFAULT;
      UPDATE survey SET state = 'DRAFT', published_at = NULL WHERE service_id IS NULL;
      ALTER TABLE survey ADD CONSTRAINT survey_published_at_ck CHECK ((state IN ('DRAFT', 'APPROVED')) = (published_at IS NULL));
      DROP INDEX survey_published_uq;
      CREATE UNIQUE INDEX survey_published_uq ON survey (service_id, agency_id, moment) NULLS NOT DISTINCT WHERE state = 'PUBLISHED';

      ALTER TABLE answer
        ADD COLUMN choices text[],
        DROP CONSTRAINT answer_value_ck,
        ADD CONSTRAINT answer_value_ck CHECK (num_nonnulls(score, choice, choices) + skipped::integer + not_applicable::integer = 1),
        ADD CONSTRAINT answer_choices_ck CHECK (cardinality(choices) > 0);

      ALTER TABLE comment
        ADD COLUMN question text NOT NULL DEFAULT 'comment.done',
        DROP CONSTRAINT comment_pk,
        ADD CONSTRAINT comment_pk PRIMARY KEY (service_id, response_id, question);
      ALTER TABLE comment ALTER COLUMN question DROP DEFAULT;
      UPDATE invitation SET draft = (draft - 'comment') || jsonb_build_object(
        'comments', CASE WHEN draft->>'comment' IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('question', 'comment.done', 'text', draft->>'comment')) END,
        'answers', (SELECT coalesce(jsonb_agg(answer || '{"choices": null}'), '[]'::jsonb) FROM jsonb_array_elements(draft->'answers') AS answer))
      WHERE draft IS NOT NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE invitation SET draft = (draft - 'comments') || jsonb_build_object('comment', draft->'comments'->0->>'text') WHERE draft IS NOT NULL;
      DELETE FROM comment AS other USING comment AS kept
      WHERE other.service_id = kept.service_id AND other.response_id = kept.response_id AND other.question > kept.question;
      ALTER TABLE comment
        DROP CONSTRAINT comment_pk,
        DROP COLUMN question,
        ADD CONSTRAINT comment_pk PRIMARY KEY (service_id, response_id);

      DELETE FROM answer WHERE choices IS NOT NULL;
      ALTER TABLE answer
        DROP CONSTRAINT answer_value_ck,
        DROP COLUMN choices,
        ADD CONSTRAINT answer_value_ck CHECK (num_nonnulls(score, choice) + skipped::integer + not_applicable::integer = 1);

      DROP INDEX survey_published_uq;
      ALTER TABLE survey DROP CONSTRAINT survey_published_at_ck, DROP CONSTRAINT survey_version_uq;
      UPDATE survey SET state = 'DRAFT' WHERE state = 'APPROVED';
      UPDATE survey SET state = 'PUBLISHED', published_at = created_at WHERE service_id IS NULL AND agency_id IS NULL AND state = 'DRAFT';
      UPDATE survey SET version = 1000000 + numbered.n
      FROM (SELECT id, row_number() OVER (ORDER BY created_at, id) AS n FROM survey WHERE agency_id IS NOT NULL) AS numbered
      WHERE survey.id = numbered.id;
      ALTER TABLE survey
        DROP CONSTRAINT survey_state_ck,
        ADD CONSTRAINT survey_state_ck CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
        DROP COLUMN agency_id,
        DROP COLUMN comments,
        DROP COLUMN approval,
        ADD CONSTRAINT survey_version_uq UNIQUE NULLS NOT DISTINCT (service_id, moment, version),
        ADD CONSTRAINT survey_published_at_ck CHECK ((state = 'DRAFT') = (published_at IS NULL));
      CREATE UNIQUE INDEX survey_published_uq ON survey (service_id, moment) WHERE state = 'PUBLISHED' AND service_id IS NOT NULL;

      UPDATE instrument SET kind = 'CHOICE' WHERE kind = 'MULTIPLE';
      ALTER TABLE instrument
        DROP COLUMN agency_id,
        DROP CONSTRAINT instrument_kind_ck,
        ADD CONSTRAINT instrument_kind_ck CHECK (kind IN ('RATING', 'CHOICE', 'COUNT'));
    `);
  }
}
