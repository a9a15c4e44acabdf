import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import { presentTexts } from "./domain/names";
import { checkPersonas, type Persona } from "./domain/persona";
import type { Service } from "./domain/service";
import type { OwnServices } from "./own-services";
import type { PersonaRepository } from "./storage/persona.repository";
import type { SegmentRepository } from "./storage/segment.repository";

/** Says for whom a service is designed: a few archetypes, each standing for segments. */
export class DefinePersonasService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly ownServices: OwnServices,
    private readonly personas: PersonaRepository,
    private readonly segments: SegmentRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** Replaces the list, with the service locked. Answers the service. Refusals: those of `checkPersonas`, `NOT_FOUND`, `AMBIGUOUS_SERVICE`. */
  async define(actor: Actor, serviceName: string, personas: readonly Persona[]): Promise<Service | Refusal> {
    this.access.require(actor, "catalogue.write");
    return this.units.write(async (unit) => {
      const service = await this.ownServices.lock(unit, actor, serviceName);
      if (service instanceof Refusal) return service;
      const current = (await this.segments.of(unit, service.id)).filter((segment) => segment.retiredAt === null);
      const problem = Refusal.ofAll(checkPersonas(personas, current.map((segment) => segment.code)));
      if (problem !== undefined) return problem.under("personas");
      await this.personas.replace(unit, service.id, personas.map((persona) => ({ ...persona, names: presentTexts(persona.names) })));
      await this.audit.record(unit, actor, "definePersonas", { service: service.code, serviceId: service.id, personas: personas.map((persona) => persona.code).join(",") });
      return service;
    });
  }
}
