import type { RecordedAnswer } from "../domain/check-answers";
import type { Response } from "../domain/response";

/** A response with what is stored beside it. */
export interface StoredResponse extends Response {
  readonly answers: readonly RecordedAnswer[];
  /** Redacted; null where nothing was written. */
  readonly comment: string | null;
  readonly transactionId: string;
  /** Day on which the path to the transaction is deleted. */
  readonly linkExpiresOn: string;
}
