import { In } from "typeorm";
import type { UnitOfWork } from "../../database/unit-of-work";
import { ServiceEntity } from "./service.entity";

/** Held while numbers are given out, so that two services made at once cannot get the same one. */
const NUMBER_LOCK = 7_208_523;

export class ServiceRepository {
  async insert(unit: UnitOfWork, services: readonly ServiceEntity[]): Promise<void> {
    await unit.getRepository(ServiceEntity).insert([...services]);
  }

  /** The first of the numbers that are free, all of them until this unit of work ends. Services are never deleted, so a number never comes back. */
  async takeNumbers(unit: UnitOfWork): Promise<number> {
    await unit.query("/* take-service-numbers: lock */ SELECT pg_advisory_xact_lock($1)", [NUMBER_LOCK]);
    const [row] = await unit.query<{ next: number }[]>("/* take-service-numbers */ SELECT coalesce(max(number), 0) + 1 AS next FROM service");
    return row?.next ?? 1;
  }

  async byId(unit: UnitOfWork, id: string): Promise<ServiceEntity | null> {
    return unit.getRepository(ServiceEntity).findOneBy({ id });
  }

  async ofAgencies(unit: UnitOfWork, agencyIds: readonly string[]): Promise<ServiceEntity[]> {
    return unit.getRepository(ServiceEntity).findBy({ agencyId: In([...agencyIds]) });
  }

  /** Reads a service and keeps everybody else from changing it, its segments and personas until this unit of work ends. */
  async lock(unit: UnitOfWork, id: string): Promise<ServiceEntity | null> {
    return unit.getRepository(ServiceEntity).findOne({ where: { id }, lock: { mode: "pessimistic_write" } });
  }

  async update(unit: UnitOfWork, id: string, change: Partial<Pick<ServiceEntity, "names" | "nationalCode" | "surveyPolicy">>): Promise<void> {
    await unit.getRepository(ServiceEntity).update({ id }, change);
  }
}
