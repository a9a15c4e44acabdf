import type { UnitOfWork } from "../database/unit-of-work";
import { newId } from "../shared/new-id";
import type { Texts } from "../shared/texts";
import type { Service } from "./domain/service";
import { STANDARD_SINCE, standardProcedure } from "./domain/standard-procedure";
import type { ProcedureRepository } from "./storage/procedure.repository";
import type { ServiceRepository } from "./storage/service.repository";

/** A service about to be entered; its content was checked before. */
export interface CheckedService {
  readonly agencyId: string;
  readonly code: string;
  readonly names: Texts;
  readonly nationalCode: string | null;
}

/**
 * The one way in which services come into being: each with a nationwide number and, in the same unit of work, its
 * published standard procedure, so that there is never a service without a procedure.
 */
export class NewServices {
  constructor(
    private readonly services: ServiceRepository,
    private readonly procedures: ProcedureRepository,
  ) {}

  /** Answers them with their ids, in order. A code the agency already uses violates `service_code_uq`. */
  async insert(unit: UnitOfWork, services: readonly CheckedService[]): Promise<readonly Service[]> {
    if (services.length === 0) return [];
    const first = await this.services.takeNumbers(unit);
    const rows = services.map((service, index) => ({ ...service, id: newId(), number: first + index, surveyPolicy: "NORMAL" as const, factsFrom: null }));
    await this.services.insert(unit, rows);
    const outline = standardProcedure();
    await this.procedures.insert(
      unit,
      rows.map(({ id: serviceId }) => ({ id: newId(), serviceId, version: 1, state: "PUBLISHED", standard: true, publishedAt: STANDARD_SINCE, outline })),
    );
    return rows;
  }
}
