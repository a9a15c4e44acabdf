import type { PassageMessage, TransactionMessage } from "../../transactions/domain/transaction-message";
import { nameOf, type Place } from "./country";
import { timestamp } from "./ninety-days";
import type { SimulatedPassage, SimulatedTransaction } from "./simulated-transaction";

/**
 * What a portal sends about one transaction: all of it at once, or first that it was opened and later everything. The
 * later message repeats the first: that is allowed, and simpler for a portal than to remember what it has said.
 */
export function messagesOf(place: Place, transaction: SimulatedTransaction): readonly [TransactionMessage] | readonly [TransactionMessage, TransactionMessage] {
  const passages = transaction.passages.map(passageMessage);
  const opening: TransactionMessage = {
    service: nameOf(place),
    reference: transaction.reference,
    startedAt: timestamp(transaction.startedAt),
    channel: transaction.channel,
    touchpoint: transaction.touchpoint,
    beneficiary: transaction.beneficiary,
    actedBy: transaction.actedBy,
    firstTime: transaction.firstTime,
    language: transaction.language,
    subject: { scheme: "DEMONSTRATION", value: transaction.subject },
    operator: transaction.operator,
    promisedBy: transaction.promisedBy,
  };
  const whole: TransactionMessage = {
    ...opening,
    passages,
    ...(transaction.end === null ? {} : { endedAt: timestamp(transaction.end.at), outcome: transaction.end.outcome }),
  };
  if (transaction.openedWith === null) return [whole];
  const known = passages.slice(0, transaction.openedWith).map(({ leftAt: _, ...begun }) => begun);
  return [{ ...opening, passages: known }, whole];
}

function passageMessage(passage: SimulatedPassage, i: number): PassageMessage {
  const { step, enteredAt, leftAt, errors, retries, helpRequests, channelSwitched } = passage;
  return {
    ordinal: i + 1,
    step,
    enteredAt: timestamp(enteredAt),
    ...(leftAt === null ? {} : { leftAt: timestamp(leftAt) }),
    ...(errors === null ? {} : { errors }),
    ...(retries === null ? {} : { retries }),
    ...(helpRequests === null ? {} : { helpRequests }),
    ...(channelSwitched === null ? {} : { channelSwitched }),
  };
}
