import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import type { Pseudonyms } from "../security/pseudonyms";
import { textProblem } from "../shared/clean-text";
import { Refusal } from "../shared/refusal";
import type { Assertion } from "./domain/assertion";
import { LENGTH_LIMITS } from "./domain/limits";
import { isNationalScheme } from "./domain/national-schemes";
import { readMessage, type Veil } from "./domain/read-message";
import type { TransactionMessage } from "./domain/transaction-message";
import type { OtherNames } from "./ports/invitation-desk";
import type { RecordableService, RecordableServices } from "./recordable-services.lookup";
import { knownSubjects } from "./storage/known-subjects.view";
import type { IntakeItem } from "./transaction-intake.service";

/** Reads the messages of one call: looks up what they name, a few questions for all of them, then checks each. */
export class MessageReader {
  private readonly veil: Veil;

  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly services: RecordableServices,
    private readonly pseudonyms: Pseudonyms,
  ) {
    this.veil = {
      reference: (serviceId, reference) => pseudonyms.reference(serviceId, reference).toString("hex"),
      batch: (agencyId, batchReference) => pseudonyms.batch(agencyId, batchReference).toString("hex"),
      subject: (agencyId, scheme, value) => pseudonyms.subject(agencyId, scheme, value),
      formerSubject: (agencyId, scheme, value) => pseudonyms.formerSubject(agencyId, scheme, value),
      operator: (agencyId, value) => pseudonyms.operator(agencyId, value),
      formerOperator: (agencyId, value) => pseudonyms.formerOperator(agencyId, value),
    };
  }

  /** One answer per message, in order: what it says, or why it cannot be taken (codes of `readMessage` and `RecordableServices`). */
  async read(unit: UnitOfWork, actor: Actor, messages: readonly TransactionMessage[], now: Date): Promise<readonly (IntakeItem | Refusal)[]> {
    const names = messages.flatMap(({ service, follows }) => [service, follows?.service ?? service]);
    const services = await this.services.named(unit, actor, names, now);
    const touchpoints = await this.touchpoints(unit, messages, services);
    const serviceId = (name: string): string | undefined => {
      const service = services.get(name);
      return service === undefined || service instanceof Refusal ? undefined : service.facts.id;
    };
    const read = messages.map((message): IntakeItem | Refusal => {
      const service = services.get(message.service);
      if (service === undefined) throw new Error("every name has an answer");
      if (service instanceof Refusal) return service;
      const { facts, rules, declared } = service;
      const assertion = readMessage(message, {
        service: facts,
        now,
        veil: this.veil,
        touchpoints: touchpoints.get(facts.agencyId) ?? NO_TOUCHPOINTS,
        declared,
        serviceId,
      });
      return assertion instanceof Refusal ? assertion : { assertion, rules, names: this.names(message, assertion) };
    });
    return this.underKnownNames(unit, read);
  }

  /** While a former key is kept, whoever is known to a service under it stays known so: a chain of returns goes on. */
  private async underKnownNames(unit: UnitOfWork, read: readonly (IntakeItem | Refusal)[]): Promise<readonly (IntakeItem | Refusal)[]> {
    const former = new Map<string, Set<string>>();
    for (const item of read) {
      if (item instanceof Refusal) continue;
      const { serviceId, formerSubject = null } = item.assertion;
      if (formerSubject !== null) former.set(serviceId, (former.get(serviceId) ?? new Set()).add(formerSubject));
    }
    const known = new Set<string>();
    for (const [serviceId, subjects] of former) for (const subject of await knownSubjects(unit, serviceId, [...subjects])) known.add(`${serviceId} ${subject}`);
    if (known.size === 0) return read;
    return read.map((item) => {
      if (item instanceof Refusal) return item;
      const { serviceId, subjectKey, formerSubject = null } = item.assertion;
      if (formerSubject === null || !known.has(`${serviceId} ${formerSubject}`)) return item;
      return { ...item, assertion: { ...item.assertion, subjectKey: formerSubject, formerSubject: subjectKey } };
    });
  }

  /** Makes the other names of whoever is in the message, once somebody needs them. */
  private names({ subject }: TransactionMessage, { subjectKey, formerSubject = null, operatorKey, formerOperator = null }: Assertion): (() => OtherNames) | null {
    if (subjectKey === null && operatorKey === null) return null;
    const national = subject !== null && subject !== undefined && isNationalScheme(subject.scheme) ? subject : undefined;
    return () => ({
      persons: national === undefined ? [] : this.pseudonyms.persons(national.scheme, national.value),
      subjects: [subjectKey, formerSubject].filter((name) => name !== null),
      operators: [operatorKey, formerOperator].filter((name) => name !== null),
    });
  }

  /** Touchpoint ids by agency and code. */
  private async touchpoints(
    unit: UnitOfWork,
    messages: readonly TransactionMessage[],
    services: ReadonlyMap<string, RecordableService | Refusal>,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const codes = new Map<string, Set<string>>();
    for (const { service: name, touchpoint } of messages) {
      const service = services.get(name);
      if (typeof touchpoint !== "string" || service === undefined || service instanceof Refusal) continue;
      if (textProblem(touchpoint, LENGTH_LIMITS.touchpoint) !== undefined) continue;
      const { agencyId } = service.facts;
      codes.set(agencyId, (codes.get(agencyId) ?? new Set()).add(touchpoint));
    }
    const found = new Map<string, ReadonlyMap<string, string>>();
    for (const [agencyId, wanted] of codes) found.set(agencyId, await this.catalogue.touchpoints(unit, agencyId, [...wanted]));
    return found;
  }
}

const NO_TOUCHPOINTS: ReadonlyMap<string, string> = new Map();
