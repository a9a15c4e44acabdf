/**
 * Every name and question of services that somebody may read today, as rows (service_id, texts): of the service itself,
 * its segments and personas, and of the versions of its procedure that are in force or being written.
 */
export const SERVICE_TEXTS = `
  SELECT id AS service_id, names AS texts FROM service
  UNION ALL SELECT service_id, names FROM segment WHERE retired_at IS NULL
  UNION ALL SELECT service_id, names FROM persona
  UNION ALL SELECT p.service_id, g.names FROM procedure p JOIN stage g ON g.procedure_id = p.id WHERE p.state <> 'RETIRED'
  UNION ALL SELECT p.service_id, t.names FROM procedure p JOIN process_step t ON t.procedure_id = p.id WHERE p.state <> 'RETIRED'
  UNION ALL SELECT p.service_id, t.ask_as FROM procedure p JOIN process_step t ON t.procedure_id = p.id WHERE p.state <> 'RETIRED' AND t.ask_as <> '{}'`;
