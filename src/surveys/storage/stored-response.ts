import type { RecordedAnswer } from "../domain/check-answers";
import type { GivenComment } from "../domain/given-answer";
import type { Response } from "../domain/response";

/** A response with what is stored beside it. */
export interface StoredResponse extends Response {
  readonly answers: readonly RecordedAnswer[];
  /** Redacted. */
  readonly comments: readonly GivenComment[];
  /** Null: about none that is known, and nothing is stored that would lead to one. */
  readonly transactionId: string | null;
  /** Whether the person agreed that the agency contacts them. */
  readonly contactAgreed: boolean;
  /** Whether it was filled in and never sent. */
  readonly partial: boolean;
  /** Day on which the path to the transaction is deleted. */
  readonly linkExpiresOn: string;
}
