import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import { checkVolumes } from "./domain/check-volumes";
import type { DeclaredVolume } from "./domain/declared-volume";
import type { Service } from "./domain/service";
import type { OwnServices } from "./own-services";
import type { DeclaredVolumeRepository } from "./storage/declared-volume.repository";

/** Enters what a register says about a service's yearly volumes. The office's to do: an owner who declares less is better covered. */
export class DeclareVolumesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly ownServices: OwnServices,
    private readonly volumes: DeclaredVolumeRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /** What was there for the same year and channel is replaced, the rest stays. Answers the service. Refusals: those of `checkVolumes`, `NOT_FOUND`, `AMBIGUOUS_SERVICE`. */
  async declare(actor: Actor, serviceName: string, volumes: readonly DeclaredVolume[]): Promise<Service | Refusal> {
    this.access.require(actor, "catalogue.govern");
    const problem = Refusal.ofAll(checkVolumes(volumes));
    if (problem !== undefined) return problem.under("volumes");
    return this.units.write(async (unit) => {
      const service = await this.ownServices.lock(unit, actor, serviceName);
      if (service instanceof Refusal) return service;
      await this.volumes.put(unit, volumes.map((volume) => ({ ...volume, serviceId: service.id })));
      await this.audit.record(unit, actor, "declareVolumes", { service: service.code, serviceId: service.id, volumes: volumes.length });
      return service;
    });
  }
}
