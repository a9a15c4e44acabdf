import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { isDay } from "../shared/local-day";
import { notFound, Refusal } from "../shared/refusal";
import type { Portal } from "./domain/portal";
import type { Signal } from "./domain/signal";
import type { ReportedServices } from "./reported-services";
import type { PortalSignalRepository } from "./storage/portal-signal.repository";

/** Says that a portal no longer measures something, from a day on: the line of the signal breaks there. */
export class EndSignalService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reported: ReportedServices,
    private readonly signals: PortalSignalRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Ends the declaration that is open; `on` is the first day on which the signal is no longer measured. Answers the
   * portal. Refusals: `INVALID_DAY`, `NOT_FOUND` (also where it is not declared), `AMBIGUOUS_SERVICE`, `EMPTY_PERIOD`.
   */
  async end(actor: Actor, end: { readonly portal: string; readonly service: string; readonly signal: Signal; readonly on: string }): Promise<Portal | Refusal> {
    this.access.require(actor, "signals.declare");
    const { on } = end;
    if (!isDay(on)) return new Refusal("INVALID_DAY", "A day is written YYYY-MM-DD and exists.", ["on"]);
    return this.units.write(async (unit) => {
      const found = await this.reported.lock(unit, actor, end.portal, end.service);
      if (found instanceof Refusal) return found;
      const { portal, serviceId } = found;
      const declarations = await this.signals.of(unit, portal.id, serviceId);
      const open = declarations.find((declaration) => declaration.signal === end.signal && declaration.declaredTo === null);
      if (open === undefined) return notFound("open declaration", ["signal"]);
      if (on <= open.declaredFrom) return new Refusal("EMPTY_PERIOD", `It is declared since ${open.declaredFrom}: it can end on the day after at the earliest.`, ["on"]);
      await this.signals.end(unit, open, on);
      await this.audit.record(unit, actor, "endSignal", { portal: portal.code, serviceId, signal: end.signal, on });
      return portal;
    });
  }
}
