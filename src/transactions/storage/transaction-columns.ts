import type { UnnestColumn } from "../../database/unnest";
import type { KnownTransaction } from "../domain/known-transaction";

/** A transaction as it is written, with the moment of writing. */
export interface WrittenTransaction {
  readonly transaction: KnownTransaction;
  readonly now: Date;
}

/** What a later message or a correction may change. */
export const CHANGING_COLUMNS: readonly UnnestColumn<WrittenTransaction>[] = [
  { name: "procedure_id", type: "uuid", of: ({ transaction }) => transaction.procedureId },
  { name: "started_at", type: "timestamptz", of: ({ transaction }) => transaction.startedAt },
  { name: "ended_at", type: "timestamptz", of: ({ transaction }) => transaction.endedAt },
  { name: "outcome", type: "text", of: ({ transaction }) => transaction.outcome },
  { name: "outcome_source", type: "text", of: ({ transaction }) => transaction.outcomeSource },
  { name: "channel", type: "text", of: ({ transaction }) => transaction.channel },
  { name: "touchpoint_id", type: "uuid", of: ({ transaction }) => transaction.touchpointId },
  { name: "beneficiary", type: "text", of: ({ transaction }) => transaction.beneficiary },
  { name: "acted_by", type: "text", of: ({ transaction }) => transaction.actedBy },
  { name: "first_time", type: "boolean", of: ({ transaction }) => transaction.firstTime },
  { name: "language", type: "text", of: ({ transaction }) => transaction.language },
  { name: "segment", type: "text", of: ({ transaction }) => transaction.segment },
  { name: "promised_by", type: "date", of: ({ transaction }) => transaction.promisedBy },
  { name: "withdrawn", type: "boolean", of: ({ transaction }) => transaction.withdrawn },
  { name: "calendar_revision", type: "integer", of: ({ transaction }) => transaction.calendarRevision },
  { name: "subject_key", type: "text", of: ({ transaction }) => transaction.subjectKey },
  { name: "operator_key", type: "text", of: ({ transaction }) => transaction.operatorKey },
  { name: "batch_reference", type: "bytea", of: ({ transaction }) => transaction.batchReference },
  { name: "follows_service_id", type: "uuid", of: ({ transaction }) => transaction.follows?.serviceId ?? null },
  { name: "follows_reference", type: "bytea", of: ({ transaction }) => transaction.follows?.reference ?? null },
  { name: "follows_kind", type: "text", of: ({ transaction }) => transaction.follows?.kind ?? null },
  { name: "updated_at", type: "timestamptz", of: ({ now }) => now },
];

export const TRANSACTION_COLUMNS: readonly UnnestColumn<WrittenTransaction>[] = [
  { name: "service_id", type: "uuid", of: ({ transaction }) => transaction.serviceId },
  { name: "id", type: "uuid", of: ({ transaction }) => transaction.id },
  { name: "reference", type: "bytea", of: ({ transaction }) => transaction.reference },
  { name: "jackknife_group", type: "smallint", of: ({ transaction }) => transaction.jackknifeGroup },
  { name: "portal_id", type: "uuid", of: ({ transaction }) => transaction.portalId },
  { name: "recorded_at", type: "timestamptz", of: ({ now }) => now },
  ...CHANGING_COLUMNS,
];
