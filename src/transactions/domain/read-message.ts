import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import { Refusal } from "../../shared/refusal";
import type { Assertion } from "./assertion";
import type { Digest } from "./follows";
import { LENGTH_LIMITS } from "./limits";
import { type DeclaredOn, readPassages } from "./read-passages";
import { isSaid, readDay, readLanguage, readPerson, readText, readTime, refuse, Unreadable } from "./read-values";
import type { TransactionMessage } from "./transaction-message";

/** Makes what would name a person or a case unreadable; see `security/pseudonyms`. */
export interface Veil {
  reference(serviceId: string, reference: string): Digest;
  batch(agencyId: string, batchReference: string): Digest;
  subject(agencyId: string, scheme: string, value: string): string;
  /** The same under the key before; null: there is none. */
  formerSubject(agencyId: string, scheme: string, value: string): string | null;
  operator(agencyId: string, value: string): string;
  formerOperator(agencyId: string, value: string): string | null;
}

/** What reading a message needs to know besides the message. */
export interface Reading {
  readonly service: Pick<ServiceFacts, "id" | "agencyId" | "timeZone" | "procedures">;
  readonly now: Date;
  readonly veil: Veil;
  /** Touchpoint ids of the agency by code. */
  readonly touchpoints: ReadonlyMap<string, string>;
  /** Whether the sender measures a signal of this service on a local day. */
  readonly declared: DeclaredOn;
  /** The service a name stands for, for this sender. */
  serviceId(name: string): string | undefined;
}

/**
 * Checks one message by itself and replaces names by what they stand for; the first problem found is the answer. The
 * checks are by hand, not class-validator's: one bad item must not refuse its neighbours, and a call carries thousands of
 * passages, each of which took class-validator 10 µs and takes these 3.
 *
 * Codes: `TEXT_EMPTY`, `TEXT_TOO_LONG`, `TEXT_INVALID`, `INVALID_TIME`, `TIME_IN_FUTURE`, `INVALID_DAY`, `INVALID_LANGUAGE`,
 * `UNKNOWN_SERVICE` (of `follows`), `FOLLOWS_ITSELF`, `UNKNOWN_TOUCHPOINT`, `UNKNOWN_PROCEDURE_VERSION`, `END_WITHOUT_OUTCOME`,
 * `OUTCOME_WITHOUT_END`, `ENDED_BEFORE_STARTED`, `ENDED_BEFORE_PASSAGE`, and those of `readPassages`.
 */
export function readMessage(message: TransactionMessage, reading: Reading): Assertion | Refusal {
  try {
    return new MessageReader(message, reading).read();
  } catch (problem) {
    if (problem instanceof Unreadable) return problem.refusal;
    throw problem;
  }
}

/** Reads field by field; the first problem unwinds the reading. */
class MessageReader {
  constructor(
    private readonly message: TransactionMessage,
    private readonly reading: Reading,
  ) {}

  read(): Assertion {
    const { message, reading } = this;
    const { service, veil } = reading;
    const reference = veil.reference(service.id, readText(message.reference, LENGTH_LIMITS.reference, ["reference"]));
    const startedAt = readTime(message.startedAt, reading.now, ["startedAt"]);
    const passages = readPassages(message.passages ?? [], { startedAt, now: reading.now, timeZone: service.timeZone, declared: reading.declared });
    return {
      serviceId: service.id,
      reference,
      procedureId: this.procedure(),
      startedAt,
      end: this.end(startedAt, passages),
      channel: message.channel ?? null,
      touchpointId: this.touchpoint(),
      beneficiary: message.beneficiary ?? null,
      actedBy: message.actedBy ?? null,
      firstTime: message.firstTime ?? null,
      language: isSaid(message.language) ? readLanguage(message.language) : null,
      ...this.subject(),
      ...this.operator(),
      batchReference: isSaid(message.batchReference)
        ? veil.batch(service.agencyId, readText(message.batchReference, LENGTH_LIMITS.reference, ["batchReference"]))
        : null,
      promisedBy: isSaid(message.promisedBy) ? readDay(message.promisedBy, ["promisedBy"]) : null,
      follows: this.follows(reference),
      passages,
    };
  }

  private end(startedAt: Date, passages: Assertion["passages"]): Assertion["end"] {
    const { endedAt } = this.message;
    const outcome = this.message.outcome ?? "IN_FLIGHT";
    if (!isSaid(endedAt)) {
      if (outcome === "IN_FLIGHT") return null;
      refuse("OUTCOME_WITHOUT_END", "A transaction with an outcome has ended: say when (endedAt).", ["endedAt"]);
    }
    const at = readTime(endedAt, this.reading.now, ["endedAt"]);
    if (outcome === "IN_FLIGHT") refuse("END_WITHOUT_OUTCOME", "A transaction that has ended has an outcome: say which.", ["outcome"]);
    if (at < startedAt) refuse("ENDED_BEFORE_STARTED", "The transaction ends before it starts.", ["endedAt"]);
    const late = passages.findIndex((passage) => passage.enteredAt > at);
    if (late !== -1) refuse("ENDED_BEFORE_PASSAGE", "The passage begins after the transaction has ended.", ["passages", late, "enteredAt"]);
    return { at, outcome };
  }

  private procedure(): string | null {
    const { procedureVersion } = this.message;
    if (!isSaid(procedureVersion)) return null;
    const named = this.reading.service.procedures.find(({ version }) => version === procedureVersion);
    if (named === undefined) {
      refuse("UNKNOWN_PROCEDURE_VERSION", "The service has no published procedure of this version.", ["procedureVersion"]);
    }
    return named.id;
  }

  private touchpoint(): string | null {
    const { touchpoint } = this.message;
    if (!isSaid(touchpoint)) return null;
    const id = this.reading.touchpoints.get(readText(touchpoint, LENGTH_LIMITS.touchpoint, ["touchpoint"]));
    if (id === undefined) refuse("UNKNOWN_TOUCHPOINT", "The agency has no touchpoint of this code.", ["touchpoint"]);
    return id;
  }

  private subject(): Pick<Assertion, "subjectKey" | "formerSubject"> {
    const { subject } = this.message;
    if (!isSaid(subject)) return { subjectKey: null };
    const scheme = readText(subject.scheme, LENGTH_LIMITS.scheme, ["subject", "scheme"]);
    const value = readPerson(subject.value, ["subject", "value"]);
    const { veil, service } = this.reading;
    return { subjectKey: veil.subject(service.agencyId, scheme, value), formerSubject: veil.formerSubject(service.agencyId, scheme, value) };
  }

  private operator(): Pick<Assertion, "operatorKey" | "formerOperator"> {
    const { operator } = this.message;
    if (!isSaid(operator)) return { operatorKey: null };
    const value = readPerson(operator, ["operator"]);
    const { veil, service } = this.reading;
    return { operatorKey: veil.operator(service.agencyId, value), formerOperator: veil.formerOperator(service.agencyId, value) };
  }

  private follows(own: Digest): Assertion["follows"] {
    const { follows } = this.message;
    if (!isSaid(follows)) return null;
    const { service, veil } = this.reading;
    const serviceId = isSaid(follows.service) ? this.reading.serviceId(follows.service) : service.id;
    if (serviceId === undefined) throw new Unreadable(unknownService(["follows", "service"]));
    const reference = veil.reference(serviceId, readText(follows.reference, LENGTH_LIMITS.reference, ["follows", "reference"]));
    if (reference === own) refuse("FOLLOWS_ITSELF", "A transaction follows another one, not itself.", ["follows", "reference"]);
    return { serviceId, reference, kind: follows.kind };
  }
}

/** The one answer for a service that does not exist and for one that the sender has no grant for. */
export function unknownService(path: readonly string[]): Refusal {
  return new Refusal("UNKNOWN_SERVICE", "There is no such service, or no grant to report about it today.", path);
}
