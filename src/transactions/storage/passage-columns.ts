import type { UnnestColumn } from "../../database/unnest";
import type { Passage } from "../domain/transaction";

/** A passage with the key of the transaction it belongs to. */
export interface WrittenPassage {
  readonly serviceId: string;
  readonly transactionId: string;
  readonly passage: Passage;
}

export const PASSAGE_KEY: readonly UnnestColumn<WrittenPassage>[] = [
  { name: "service_id", type: "uuid", of: ({ serviceId }) => serviceId },
  { name: "transaction_id", type: "uuid", of: ({ transactionId }) => transactionId },
  { name: "ordinal", type: "integer", of: ({ passage }) => passage.ordinal },
];

/** What a later message or a correction may change. */
export const PASSAGE_CONTENT: readonly UnnestColumn<WrittenPassage>[] = [
  { name: "step", type: "text", of: ({ passage }) => passage.step },
  { name: "source_code", type: "text", of: ({ passage }) => passage.sourceCode },
  { name: "entered_at", type: "timestamptz", of: ({ passage }) => passage.enteredAt },
  { name: "left_at", type: "timestamptz", of: ({ passage }) => passage.leftAt },
  { name: "turn", type: "text", of: ({ passage }) => passage.turn },
  { name: "errors", type: "integer", of: ({ passage }) => passage.errors },
  { name: "retries", type: "integer", of: ({ passage }) => passage.retries },
  { name: "help_requests", type: "integer", of: ({ passage }) => passage.helpRequests },
  { name: "channel_switched", type: "boolean", of: ({ passage }) => passage.channelSwitched },
];

export const PASSAGE_COLUMNS: readonly UnnestColumn<WrittenPassage>[] = [...PASSAGE_KEY, ...PASSAGE_CONTENT];
