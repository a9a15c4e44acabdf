import type { UnnestColumn } from "../../database/unnest";
import type { Invitation } from "../domain/invitation";

/** What a new invitation is written with. */
export const NEW_INVITATION_COLUMNS: readonly UnnestColumn<Invitation>[] = [
  { name: "service_id", type: "uuid", of: (i) => i.serviceId },
  { name: "id", type: "uuid", of: (i) => i.id },
  { name: "transaction_id", type: "uuid", of: (i) => i.transactionId },
  { name: "survey_id", type: "uuid", of: (i) => i.surveyId },
  { name: "moment", type: "text", of: (i) => i.moment },
  { name: "state", type: "text", of: (i) => i.state },
  { name: "token_key_id", type: "text", of: (i) => i.tokenKeyId },
  { name: "token_digest", type: "bytea", of: (i) => i.tokenDigest?.toString("hex") ?? null },
  { name: "panel", type: "boolean", of: (i) => i.panel },
  { name: "inclusion_probability", type: "double precision", of: (i) => i.inclusionProbability },
  { name: "steps", type: "jsonb", of: (i) => JSON.stringify(i.steps) },
  { name: "day", type: "date", of: (i) => i.day },
  { name: "channel", type: "text", of: (i) => i.channel },
  { name: "segment", type: "text", of: (i) => i.segment },
  { name: "language", type: "text", of: (i) => i.language },
  { name: "outcome", type: "text", of: (i) => i.outcome },
  { name: "expires_at", type: "timestamptz", of: (i) => i.expiresAt },
  { name: "offered_at", type: "timestamptz", of: (i) => i.offeredAt },
  { name: "handed", type: "smallint", of: (i) => i.handed },
  { name: "due_at", type: "timestamptz", of: (i) => i.dueAt },
  { name: "due_kind", type: "text", of: (i) => i.dueKind },
  { name: "opened", type: "boolean", of: (i) => i.opened },
  { name: "partial", type: "boolean", of: (i) => i.partial ?? false },
];

/** The columns of an invitation under the names of the domain. */
export const INVITATION_COLUMNS = `service_id AS "serviceId", id, transaction_id AS "transactionId", survey_id AS "surveyId", moment, state,
    token_key_id AS "tokenKeyId", token_digest AS "tokenDigest", panel, inclusion_probability AS "inclusionProbability", steps, day::text,
    channel, segment, language, outcome, expires_at AS "expiresAt", shown_at AS "shownAt", draft, content_digest AS "contentDigest", receipt,
    offered_at AS "offeredAt", handed, due_at AS "dueAt", due_kind AS "dueKind", opened, partial`;
