import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import { presentTexts } from "./domain/names";
import { checkSegments, type Segment } from "./domain/segment";
import type { Service } from "./domain/service";
import type { OwnServices } from "./own-services";
import type { PersonaRepository } from "./storage/persona.repository";
import type { SegmentRepository } from "./storage/segment.repository";

/** Says into which classes a service's transactions fall. */
export class DefineSegmentsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly ownServices: OwnServices,
    private readonly segments: SegmentRepository,
    private readonly personas: PersonaRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Replaces the list; the order is that in which the rules are tried. Transactions already recorded keep the segment
   * they have. The service is locked meanwhile, so that two lists at once cannot add up to more than twelve. Answers the
   * service. Refusals: those of `checkSegments`, `SEGMENT_NEEDED` (a persona stands for one left out), `NOT_FOUND`,
   * `AMBIGUOUS_SERVICE`.
   */
  async define(actor: Actor, serviceName: string, segments: readonly Segment[]): Promise<Service | Refusal> {
    this.access.require(actor, "catalogue.write");
    return this.units.write(async (unit) => {
      const service = await this.ownServices.lock(unit, actor, serviceName);
      if (service instanceof Refusal) return service;
      const problem = Refusal.ofAll(checkSegments(segments, await this.segments.of(unit, service.id)));
      if (problem !== undefined) return problem.under("segments");
      const codes = segments.map((segment) => segment.code);
      const orphan = (await this.personas.of(unit, service.id)).find((persona) => persona.segmentCodes.some((code) => !codes.includes(code)));
      if (orphan !== undefined) {
        return new Refusal("SEGMENT_NEEDED", `Persona ${orphan.code} stands for a segment that is not in the list; change the persona first.`, ["segments"]);
      }
      await this.segments.replace(unit, service.id, segments.map((segment) => ({ ...segment, names: presentTexts(segment.names) })), this.clock());
      await this.audit.record(unit, actor, "defineSegments", { service: service.code, serviceId: service.id, segments: codes.join(",") });
      return service;
    });
  }
}
