import type { Progress } from "../cli-context";
import type { TransactionMessage } from "../../transactions/domain/transaction-message";
import { type Place, SERVICES } from "./country";
import { ApiRefused, type GraphqlClient } from "./graphql-client";
import { inBatches, inParallel } from "./in-parallel";
import type { NinetyDays } from "./ninety-days";
import { simulate } from "./simulate";
import type { SimulatedResponse } from "./simulated-transaction";
import { messagesOf } from "./transaction-messages";

/** What a batch size of a few hundred saves in round trips is saved; more only makes a stop take longer. */
const BATCH = 250;
/** One call is read and written while another waits for the database. */
const WORKERS = 3;

/** What became of everything that was sent. */
export type IntakeCount = Record<"RECORDED" | "EXTENDED" | "DUPLICATE", number>;

interface RecordAnswer {
  readonly recordTransactions:
    | { readonly results: readonly { readonly status: keyof IntakeCount | "REJECTED"; readonly code: string | null; readonly message: string | null }[] }
    | { readonly code: string; readonly message: string };
}

const RECORD = `mutation DemonstrationTransactions($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) {
    ... on TransactionResults { results { status code message } }
    ... on Refusal { code message }
  }
}`;

/** A call: messages of one service, and how many transactions are told in full after it. */
interface Batch {
  readonly place: Place;
  readonly messages: readonly TransactionMessage[];
  readonly complete: number;
}

/** A transaction about which somebody has answered. */
export interface Answered {
  readonly place: Place;
  readonly reference: string;
  readonly language: string;
  readonly response: SimulatedResponse;
}

/**
 * Sends every simulated transaction through the portal of its agency; what was sent before is a duplicate. Answers what
 * became of the messages, and who is going to answer.
 *
 * @param portals a client for each agency, by the agency's code
 * @throws ApiRefused for the first item that is rejected: nothing of the demonstration ought to be
 */
export async function loadTransactions(
  portals: ReadonlyMap<string, GraphqlClient>,
  days: NinetyDays,
  scale: number,
  progress: Progress,
): Promise<{ readonly count: IntakeCount; readonly answered: readonly Answered[] }> {
  const count: IntakeCount = { RECORDED: 0, EXTENDED: 0, DUPLICATE: 0 };
  const answered: Answered[] = [];
  let complete = 0;
  await inParallel(batches(days, scale, answered), WORKERS, async (batch) => {
    const client = portals.get(batch.place.agency.code);
    if (client === undefined) throw new Error(`no portal of ${batch.place.agency.code}`);
    const { recordTransactions: answer } = await client.send<RecordAnswer>(RECORD, { input: { items: batch.messages } });
    if (!("results" in answer)) throw new ApiRefused(answer.code, answer.message);
    for (const { status, code, message } of answer.results) {
      if (status === "REJECTED") throw new ApiRefused(code ?? status, message ?? "");
      count[status] += 1;
    }
    complete += batch.complete;
    progress.to(complete);
  });
  return { count, answered };
}

/** First every transaction once, then the rest of those that were only opened. Those who answer are noted on the way. */
function* batches(days: NinetyDays, scale: number, answered: Answered[]): Generator<Batch> {
  const opened: { place: Place; later: readonly TransactionMessage[] }[] = [];
  for (const place of SERVICES) {
    const later: TransactionMessage[] = [];
    for (const transactions of inBatches(simulate(place, days, scale), BATCH)) {
      const told = transactions.map((transaction) => messagesOf(place, transaction));
      for (const { reference, language, response } of transactions) if (response !== null) answered.push({ place, reference, language, response });
      const rest = told.flatMap(([, whole]) => (whole === undefined ? [] : [whole]));
      later.push(...rest);
      yield { place, messages: told.map(([first]) => first), complete: told.length - rest.length };
    }
    opened.push({ place, later });
  }
  for (const { place, later } of opened) {
    for (const messages of inBatches(later, BATCH)) yield { place, messages, complete: messages.length };
  }
}
