import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import type { Pseudonyms } from "../security/pseudonyms";
import { textProblem } from "../shared/clean-text";
import { Refusal } from "../shared/refusal";
import { LENGTH_LIMITS } from "./domain/limits";
import { isNationalScheme } from "./domain/national-schemes";
import { readMessage, type Veil } from "./domain/read-message";
import type { TransactionMessage } from "./domain/transaction-message";
import type { RecordableService, RecordableServices } from "./recordable-services.lookup";
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
      operator: (agencyId, value) => pseudonyms.operator(agencyId, value),
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
    return messages.map((message) => {
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
      return assertion instanceof Refusal ? assertion : { assertion, rules, person: this.person(message) };
    });
  }

  /** Makes the national key of whom the service is for, once somebody needs it. */
  private person({ subject }: TransactionMessage): (() => Buffer) | null {
    if (subject === null || subject === undefined || !isNationalScheme(subject.scheme)) return null;
    return () => this.pseudonyms.person(subject.scheme, subject.value);
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
