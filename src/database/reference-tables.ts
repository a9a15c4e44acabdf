/**
 * What a distributed database keeps whole on every node: small, and read with everything. Every other table holds facts or
 * counts and lies with its service.
 */
export const REFERENCE_TABLES: readonly string[] = [
  ...["agency", "service", "touchpoint", "segment", "persona", "procedure", "stage", "process_step", "calendar", "holiday", "named_period", "calendar_revision", "calendar_recount"],
  ...["portal", "portal_grant", "portal_signal", "status_meaning", "declared_volume"],
  ...["instrument", "instrument_translation", "page_text", "survey"],
  ...["effort_policy", "effort_policy_signal"],
  ...["api_key", "api_key_secret", "audit_entry", "audit_link", "schema_migration"],
];

/** Tables that lie by a column of their own and not with a service: who was asked is a rule over all of them. */
export const DISTRIBUTED_OTHERWISE: Readonly<Record<string, string>> = { contact: "contact_key" };
