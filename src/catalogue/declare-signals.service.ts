import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import { checkSpan } from "./domain/check-span";
import { overlap } from "./domain/dated";
import type { Portal } from "./domain/portal";
import type { Signal } from "./domain/signal";
import type { ReportedServices } from "./reported-services";
import type { PortalSignalRepository } from "./storage/portal-signal.repository";

export interface NewDeclaration {
  /** Code of the portal. */
  readonly portal: string;
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  readonly signals: readonly Signal[];
  /** First day. */
  readonly from: string;
  /** First day after; absent: until it is ended. */
  readonly to?: string | null;
}

/** Says what a portal measures of a service, from a day on: without it a signal is unknown, never zero. */
export class DeclareSignalsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reported: ReportedServices,
    private readonly signals: PortalSignalRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Declares all of the signals or none; answers the portal. A portal declares for itself, for services it was ever
   * granted; the office for everyone. Refusals: `INVALID_DAY`, `EMPTY_PERIOD`, `NOT_FOUND`, `AMBIGUOUS_SERVICE`, `SIGNAL_OVERLAPS`.
   */
  async declare(actor: Actor, declaration: NewDeclaration): Promise<Portal | Refusal> {
    this.access.require(actor, "signals.declare");
    const { from, to = null } = declaration;
    const refusal = checkSpan({ from, to });
    if (refusal !== undefined) return refusal;
    const wanted = [...new Set(declaration.signals)];
    return this.units.write(async (unit) => {
      const found = await this.reported.lock(unit, actor, declaration.portal, declaration.service);
      if (found instanceof Refusal) return found;
      const { portal, serviceId } = found;
      const others = await this.signals.of(unit, portal.id, serviceId);
      for (const other of others) {
        if (!wanted.includes(other.signal) || !overlap({ from, to }, { from: other.declaredFrom, to: other.declaredTo })) continue;
        return new Refusal("SIGNAL_OVERLAPS", `${other.signal} is already declared on some of these days.`, ["signals", declaration.signals.indexOf(other.signal)]);
      }
      await this.signals.insert(unit, wanted.map((signal) => ({ portalId: portal.id, serviceId, signal, declaredFrom: from, declaredTo: to })));
      await this.audit.record(unit, actor, "declareSignals", { portal: portal.code, serviceId, signals: wanted.join(","), from, to });
      return portal;
    });
  }
}
