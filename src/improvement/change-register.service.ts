import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitsOfWork } from "../database/unit-of-work";
import { serviceName } from "../reports/domain/service-effort";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { newId } from "../shared/new-id";
import { notFound, Refusal } from "../shared/refusal";
import { checkChange, type ServiceChange, type StoredChange, type WrittenChange } from "./domain/service-change";
import type { ImprovedServices } from "./improved-services";
import { readChangesOfServices } from "./storage/changes-of-services.view";
import type { ServiceChangeRepository } from "./storage/service-change.repository";

/** Changes told at once, at most. */
const MOST = 500;

/** The register of changes: what was changed about which service or step, and when. */
export class ChangeRegisterService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: ImprovedServices,
    private readonly catalogue: CatalogueLookup,
    private readonly changes: ServiceChangeRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes a change down. Refusals: those of `checkChange`, `NOT_FOUND` for a service or step that is not there or not the
   * actor's, `AMBIGUOUS_SERVICE`.
   * @throws AccessDenied
   */
  async record(actor: Actor, written: WrittenChange): Promise<ServiceChange | Refusal> {
    this.access.require(actor, "changes.record");
    const now = this.clock();
    const problem = checkChange(written, localDay(now, "Asia/Muscat"));
    if (problem !== undefined) return problem;
    return this.units.write(async (unit) => {
      const service = await this.services.named(unit, actor, written.service, ["service"]);
      if (service instanceof Refusal) return service;
      const known = written.step === null || service.procedures.some(({ steps }) => steps.some(({ code }) => code === written.step));
      if (!known) return notFound("step", ["step"]);
      const change: StoredChange = { serviceId: service.id, id: newId(), stepCode: written.step, what: written.what, day: written.day, recordedAt: now };
      await this.changes.add(unit, change);
      await this.audit.record(unit, actor, "recordChange", { service: service.code, serviceId: service.id, change: change.id });
      return told(change, serviceName(service));
    });
  }

  /** Takes back what was written down by mistake. Answers the change. Refusals: `NOT_FOUND`, `AMBIGUOUS_SERVICE`. @throws AccessDenied */
  async withdraw(actor: Actor, serviceCode: string, changeId: string): Promise<ServiceChange | Refusal> {
    this.access.require(actor, "changes.record");
    return this.units.write(async (unit) => {
      const service = await this.services.named(unit, actor, serviceCode, ["service"]);
      if (service instanceof Refusal) return service;
      const change = (await readChangesOfServices(unit, [service.id], MOST)).find(({ id }) => id === changeId);
      if (change === undefined) return notFound("change", ["change"]);
      await this.changes.withdraw(unit, service.id, change.id, this.clock());
      await this.audit.record(unit, actor, "withdrawChange", { service: service.code, serviceId: service.id, change: change.id });
      return told(change, serviceName(service));
    });
  }

  /** The changes that stand of a service, or of all that the actor may see: the latest five hundred. Refusals as above. @throws AccessDenied */
  async list(actor: Actor, name: string | null): Promise<readonly ServiceChange[] | Refusal> {
    this.access.require(actor, "reports.read");
    return this.units.read(async (unit) => {
      const service = name === null ? undefined : await this.services.named(unit, actor, name, ["service"]);
      if (service instanceof Refusal) return service;
      const ids = service === undefined ? await this.catalogue.visibleServices(unit, actor, {}) : [service.id];
      const changes = ids.length === 0 ? [] : await readChangesOfServices(unit, ids, MOST);
      const names = new Map((await this.catalogue.namesOf(unit, [...new Set(changes.map(({ serviceId }) => serviceId))])).map((one) => [one.id, one]));
      return changes.flatMap((change) => {
        const own = names.get(change.serviceId);
        return own === undefined ? [] : [told(change, { code: own.code, names: own.names, agencyCode: own.agencyCode, agencyNames: own.agencyNames })];
      });
    });
  }
}

function told({ id, stepCode, what, day, recordedAt }: StoredChange, service: ServiceChange["service"]): ServiceChange {
  return { id, service, stepCode, what, day, recordedAt };
}
