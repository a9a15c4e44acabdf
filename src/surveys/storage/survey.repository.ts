import { IsNull } from "typeorm";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Moment } from "../domain/moment";
import type { Survey } from "../domain/survey";
import { SurveyEntity } from "./survey.entity";

export class SurveyRepository {
  async insert(unit: UnitOfWork, survey: Survey): Promise<void> {
    await unit.getRepository(SurveyEntity).insert(survey);
  }

  /** Adds a national definition; one of this moment and version that is there already stays. */
  async insertNational(unit: UnitOfWork, survey: Survey): Promise<void> {
    await unit.createQueryBuilder().insert().into(SurveyEntity).values(survey).orIgnore("(service_id, moment, version)").execute();
  }

  /** The latest national definition of a moment. */
  async national(unit: UnitOfWork, moment: Moment): Promise<Survey | null> {
    return unit.getRepository(SurveyEntity).findOne({ where: { serviceId: IsNull(), moment }, order: { version: "DESC" } });
  }

  /** Reads one version of a service and keeps others from changing it until this unit of work ends. */
  async lock(unit: UnitOfWork, serviceId: string, moment: Moment, version: number): Promise<Survey | null> {
    return unit.getRepository(SurveyEntity).findOne({ where: { serviceId, moment, version }, lock: { mode: "pessimistic_write" } });
  }

  /** The number the next version of a service and moment gets. Two at once get the same; the second is refused by the unique key. */
  async nextVersion(unit: UnitOfWork, serviceId: string, moment: Moment): Promise<number> {
    return ((await unit.getRepository(SurveyEntity).maximum("version", { serviceId, moment })) ?? 0) + 1;
  }

  /** Puts a draft in the place of what is published for its service and moment. */
  async publish(unit: UnitOfWork, draft: Survey, at: Date): Promise<void> {
    const surveys = unit.getRepository(SurveyEntity);
    await surveys.update({ serviceId: draft.serviceId ?? IsNull(), moment: draft.moment, state: "PUBLISHED" }, { state: "RETIRED", retiredAt: at });
    await surveys.update({ id: draft.id }, { state: "PUBLISHED", publishedAt: at });
  }
}
