import type { UnnestColumn } from "../../database/unnest";
import type { StoredResponse } from "./stored-response";

/** What a response is written with. */
export const RESPONSE_COLUMNS: readonly UnnestColumn<StoredResponse>[] = [
  { name: "service_id", type: "uuid", of: (r) => r.serviceId },
  { name: "id", type: "uuid", of: (r) => r.id },
  { name: "survey_id", type: "uuid", of: (r) => r.surveyId },
  { name: "procedure_id", type: "uuid", of: (r) => r.procedureId },
  { name: "moment", type: "text", of: (r) => r.moment },
  { name: "mode", type: "text", of: (r) => r.mode },
  { name: "collector", type: "text", of: (r) => r.collector },
  { name: "partial", type: "boolean", of: (r) => r.partial },
  { name: "signals", type: "text", as: "text[]", of: (r) => `{${r.signals.join(",")}}` },
  { name: "day", type: "date", of: (r) => r.day },
  { name: "channel", type: "text", of: (r) => r.channel },
  { name: "touchpoint_id", type: "uuid", of: (r) => r.touchpointId },
  { name: "segment", type: "text", of: (r) => r.segment },
  { name: "language", type: "text", of: (r) => r.language },
  { name: "outcome", type: "text", of: (r) => r.outcome },
  { name: "jackknife_group", type: "smallint", of: (r) => r.jackknifeGroup },
];

/** An answer in its place. */
export type AnswerRow = StoredResponse["answers"][number] & { readonly serviceId: string; readonly responseId: string; readonly position: number };

export const ANSWER_COLUMNS: readonly UnnestColumn<AnswerRow>[] = [
  { name: "service_id", type: "uuid", of: (a) => a.serviceId },
  { name: "response_id", type: "uuid", of: (a) => a.responseId },
  { name: "position", type: "smallint", of: (a) => a.position },
  { name: "instrument_code", type: "text", of: (a) => a.instrumentCode },
  { name: "instrument_version", type: "integer", of: (a) => a.instrumentVersion },
  { name: "step_code", type: "text", of: (a) => a.stepCode },
  { name: "first_end", type: "text", of: (a) => a.firstEnd },
  { name: "inclusion_probability", type: "double precision", of: (a) => a.inclusionProbability },
  { name: "score", type: "smallint", of: (a) => a.score },
  { name: "choice", type: "text", of: (a) => a.choice },
  { name: "choices", type: "text", of: (a) => (a.choices === null ? null : `{${a.choices.map((choice) => JSON.stringify(choice)).join(",")}}`), as: "text[]" },
  { name: "skipped", type: "boolean", of: (a) => a.skipped },
  { name: "not_applicable", type: "boolean", of: (a) => a.notApplicable },
];

export const LINK_COLUMNS: readonly UnnestColumn<StoredResponse>[] = [
  { name: "service_id", type: "uuid", of: (r) => r.serviceId },
  { name: "response_id", type: "uuid", of: (r) => r.id },
  { name: "transaction_id", type: "uuid", of: (r) => r.transactionId },
  { name: "follow_up_agreed", type: "boolean", of: (r) => r.contactAgreed },
  { name: "expires_on", type: "date", of: (r) => r.linkExpiresOn },
];

/** The answers of a response, in their order. */
export function answerRows({ serviceId, id: responseId, answers }: StoredResponse): readonly AnswerRow[] {
  return answers.map((answer, position) => ({ ...answer, serviceId, responseId, position }));
}
