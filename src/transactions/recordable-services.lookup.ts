import type { CatalogueLookup, NamedService } from "../catalogue/catalogue.lookup";
import { ambiguousService } from "../catalogue/domain/ambiguous-service";
import { holdsOn } from "../catalogue/domain/dated";
import { isGranted } from "../catalogue/domain/grant";
import type { DeclaredSignal, ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import { textProblem } from "../shared/clean-text";
import { Refusal } from "../shared/refusal";
import { type IntakeRules, intakeRules } from "./domain/intake-rules";
import { LENGTH_LIMITS } from "./domain/limits";
import { unknownService } from "./domain/read-message";
import type { DeclaredOn } from "./domain/read-passages";

/** A service that an actor may report about, with what taking in its transactions needs to know. */
export interface RecordableService {
  readonly facts: ServiceFacts;
  readonly rules: IntakeRules;
  readonly declared: DeclaredOn;
}

const CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
const NAME = new RegExp(`^(${CODE}/)?${CODE}$`, "u");

/** Which services an actor may report about, by the names it uses. */
export class RecordableServices {
  /** @param firstNamed id of the first transaction that may still be told whom it is for */
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly firstNamed: (now: Date) => string,
  ) {}

  /**
   * One answer per distinct name: the service, or why not. Codes: `UNKNOWN_SERVICE` (there is none, or the portal holds no
   * grant), `AMBIGUOUS_SERVICE` (several of the actor's services have the code), `TEXT_EMPTY`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
   *
   * A grant counts on the day of reporting, not on the day of the transaction: it is the right to report. A portal that
   * takes over a service reports its past too, and one whose grant has ended reports nothing more.
   */
  async named(unit: UnitOfWork, actor: Actor, names: readonly string[], now: Date): Promise<ReadonlyMap<string, RecordableService | Refusal>> {
    const answers = new Map<string, RecordableService | Refusal>();
    const askable = [...new Set(names)].filter((name) => {
      const problem = textProblem(name, LENGTH_LIMITS.service);
      if (problem !== undefined) answers.set(name, new Refusal(problem, "A service is named by its code, or by AGENCY/CODE.", ["service"]));
      return problem === undefined && NAME.test(name);
    });
    const found = await this.catalogue.named(unit, askable);
    const exact = await this.candidates(unit, found);
    const ids = [...found.values(), ...exact.values()].flatMap((entry) => (entry.found === "ONE" ? [entry.serviceId] : []));
    const services = await this.recordable(unit, actor, [...new Set(ids)], now);
    for (const name of names) {
      if (!answers.has(name)) answers.set(name, answerFor(found.get(name), exact, services));
    }
    return answers;
  }

  /** Ambiguous codes spelt out. */
  private async candidates(unit: UnitOfWork, found: ReadonlyMap<string, NamedService>): Promise<ReadonlyMap<string, NamedService>> {
    const names = [...found.values()].flatMap((entry) => (entry.found === "SEVERAL" ? entry.candidates : []));
    return names.length === 0 ? new Map() : this.catalogue.named(unit, [...new Set(names)]);
  }

  private async recordable(unit: UnitOfWork, actor: Actor, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, RecordableService>> {
    if (ids.length === 0) return new Map();
    const firstNamed = this.firstNamed(now);
    if (actor.kind !== "portal") {
      // A person with an admin key or at the command line measures nothing, so declares nothing.
      return new Map([...(await this.catalogue.services(unit, ids))].map(([id, service]) => [id, recordable(service, [], firstNamed)]));
    }
    const { portalId } = actor;
    const [services, grants, signals] = await Promise.all([this.catalogue.services(unit, ids), this.catalogue.grants(unit, portalId, ids), this.catalogue.declaredSignals(unit, portalId, ids)]);
    const granted = [...services.values()].filter((service) => isGranted(service, grants, now));
    return new Map(granted.map((service) => [service.id, recordable(service, signals.get(service.id) ?? [], firstNamed)]));
  }
}

function recordable(facts: ServiceFacts, signals: readonly DeclaredSignal[], firstNamed: string): RecordableService {
  return {
    facts,
    rules: intakeRules(facts, firstNamed),
    declared: (signal, day) => signals.some((one) => one.signal === signal && holdsOn(one, day)),
  };
}

/** Of several services with one code, those of others do not count: where one is left, that one is meant. */
function answerFor(
  entry: NamedService | undefined,
  exact: ReadonlyMap<string, NamedService>,
  services: ReadonlyMap<string, RecordableService>,
): RecordableService | Refusal {
  if (entry === undefined || entry.found === "NONE") return unknownService(["service"]);
  if (entry.found === "ONE") return services.get(entry.serviceId) ?? unknownService(["service"]);
  const own = entry.candidates.flatMap((name) => {
    const candidate = exact.get(name);
    const service = candidate?.found === "ONE" ? services.get(candidate.serviceId) : undefined;
    return service === undefined ? [] : [{ name, service }];
  });
  const [first, second] = own;
  if (first === undefined) return unknownService(["service"]);
  if (second === undefined) return first.service;
  return ambiguousService(own.map(({ name }) => name));
}
