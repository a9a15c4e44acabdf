import type { UnitOfWork } from "../../database/unit-of-work";
import type { Persona } from "../domain/persona";
import { PersonaEntity } from "./persona.entity";

export class PersonaRepository {
  async of(unit: UnitOfWork, serviceId: string): Promise<PersonaEntity[]> {
    return unit.getRepository(PersonaEntity).find({ where: { serviceId }, order: { position: "ASC", code: "ASC" } });
  }

  /** Makes this the service's list, in this order. Lock the service first. */
  async replace(unit: UnitOfWork, serviceId: string, personas: readonly Persona[]): Promise<void> {
    await unit.getRepository(PersonaEntity).delete({ serviceId });
    const rows = personas.map(({ code, names, segmentCodes }, position) => ({ serviceId, code, position, names, segmentCodes: [...segmentCodes] }));
    if (rows.length > 0) await unit.getRepository(PersonaEntity).insert(rows);
  }
}
