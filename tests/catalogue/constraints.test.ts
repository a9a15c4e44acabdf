import { violatedConstraint } from "../../src/database/unit-of-work";
import { givenPortal, givenService, type PortalFixture, type ServiceFixture } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let service: ServiceFixture;
let portal: PortalFixture;
beforeAll(async () => {
  app = await startTestApp();
  service = await givenService(app);
  portal = await givenPortal(app, { services: [service], signals: ["ERROR"] });
});
afterAll(() => app.close());

const ID = "01900000-0000-7000-8000-000000000001";

/** What the README says the database itself enforces, tried as the role of the application. `$1` service, `$2` agency, `$3` procedure, `$4` portal. */
const ATTEMPTS: Readonly<Record<string, string>> = {
  service_code_uq: `INSERT INTO service SELECT '${ID}', agency_id, code, 2000000000, names, NULL, survey_policy, NULL FROM service WHERE id = $1`,
  service_number_uq: `INSERT INTO service SELECT '${ID}', agency_id, 'X', number, names, NULL, survey_policy, NULL FROM service WHERE id = $1`,
  service_names_ck: "UPDATE service SET names = '{}' WHERE id = $1",
  service_code_ck: "UPDATE service SET code = 'a/b' WHERE id = $1",
  service_survey_policy_ck: "UPDATE service SET survey_policy = 'SOMETIMES' WHERE id = $1",
  agency_code_uq: `INSERT INTO agency SELECT '${ID}', code, names, time_zone FROM agency WHERE id = $2`,
  procedure_published_uq: `INSERT INTO procedure SELECT '${ID}', service_id, 9, 'PUBLISHED', false, now(), NULL, 14, 0.25 FROM procedure WHERE id = $3`,
  procedure_version_uq: `INSERT INTO procedure SELECT '${ID}', service_id, version, 'DRAFT', false, NULL, NULL, 14, 0.25 FROM procedure WHERE id = $3`,
  procedure_published_at_ck: "UPDATE procedure SET published_at = NULL WHERE id = $3",
  procedure_retired_at_ck: "UPDATE procedure SET state = 'RETIRED' WHERE id = $3",
  process_step_stage_fk: "UPDATE process_step SET stage_code = 'NONE' WHERE procedure_id = $3",
  process_step_code_ck: "UPDATE process_step SET code = 'UNMAPPED' WHERE procedure_id = $3 AND code = 'PAY'",
  process_step_fee_ck: "UPDATE process_step SET fee_amount = 5 WHERE procedure_id = $3",
  process_step_expected_ck: "UPDATE process_step SET expected_seconds = 0, expected_source = 'OWNER' WHERE procedure_id = $3",
  portal_grant_open_uq: "INSERT INTO portal_grant VALUES ($4, $1, '2026-01-01', NULL)",
  portal_grant_days_ck: "UPDATE portal_grant SET valid_to = valid_from WHERE portal_id = $4",
  portal_signal_open_uq: "INSERT INTO portal_signal VALUES ($4, $1, 'ERROR', '2026-01-01', NULL)",
  status_meaning_means_ck: "INSERT INTO status_meaning VALUES ($1, 'under review', NULL, 'ENTERED', NULL, NULL)",
  declared_volume_n_ck: "INSERT INTO declared_volume VALUES ($1, 2023, 'WEB', -1, 'register')",
};

test.each(Object.entries(ATTEMPTS))("the database refuses what breaks %s", async (constraint, sql) => {
  const values = [service.id, service.agencyId, service.procedureId, portal.id];
  // Only the parameters that the statement names, in its own numbering.
  const used = [...new Set(sql.match(/\$\d/gu) ?? [])];
  const numbered = used.reduce((text, name, i) => text.replaceAll(name, `\u0001${String(i + 1)}`), sql).replaceAll("\u0001", "$");
  const attempt = app.house.dataSource.query(numbered, used.map((name) => values[Number(name.slice(1)) - 1]));
  await expect(attempt.catch((error: unknown) => violatedConstraint(error))).resolves.toBe(constraint);
});
