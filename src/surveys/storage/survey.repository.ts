import { type FindOptionsWhere, IsNull } from "typeorm";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { Moment } from "../domain/moment";
import type { Approval, Survey } from "../domain/survey";
import { SurveyEntity } from "./survey.entity";

/** For whom surveys are: a service, every service of an agency, or (neither) every service. */
export type Scoped = Pick<Survey, "serviceId" | "agencyId">;

/** Nothing here changes what a version asks: the application's role has no right to (docs/decisions/0023). */
export class SurveyRepository {
  async insert(unit: UnitOfWork, survey: Survey): Promise<void> {
    await unit.getRepository(SurveyEntity).insert(survey);
  }

  /** Adds a national definition; one of this moment and version that is there already stays. */
  async insertNational(unit: UnitOfWork, survey: Survey): Promise<void> {
    await unit.createQueryBuilder().insert().into(SurveyEntity).values(survey).orIgnore("(service_id, agency_id, moment, version)").execute();
  }

  /** The latest national version of a moment under a name. */
  async latestNational(unit: UnitOfWork, moment: Moment, code: string): Promise<Survey | null> {
    return unit.getRepository(SurveyEntity).findOne({ where: { ...whereScope({ serviceId: null, agencyId: null }), moment, code }, order: { version: "DESC" } });
  }

  /** What is in force for a scope at a moment. */
  async published(unit: UnitOfWork, scope: Scoped, moment: Moment): Promise<Survey | null> {
    return unit.getRepository(SurveyEntity).findOne({ where: { ...whereScope(scope), moment, state: "PUBLISHED" } });
  }

  /** Reads one version and keeps others from changing it until this unit of work ends. */
  async lock(unit: UnitOfWork, scope: Scoped, moment: Moment, version: number): Promise<Survey | null> {
    return unit.getRepository(SurveyEntity).findOne({ where: { ...whereScope(scope), moment, version }, lock: { mode: "pessimistic_write" } });
  }

  /** The number the next version of a scope and moment gets. Two at once get the same; the second is refused by the unique key. */
  async nextVersion(unit: UnitOfWork, scope: Scoped, moment: Moment): Promise<number> {
    return ((await unit.getRepository(SurveyEntity).maximum("version", { ...whereScope(scope), moment })) ?? 0) + 1;
  }

  /** Puts a version in the place of what is published for its scope and moment. */
  async publish(unit: UnitOfWork, draft: Survey, at: Date): Promise<void> {
    const surveys = unit.getRepository(SurveyEntity);
    await surveys.update({ ...whereScope(draft), moment: draft.moment, state: "PUBLISHED" }, { state: "RETIRED", retiredAt: at });
    await surveys.update({ id: draft.id }, { state: "PUBLISHED", publishedAt: at });
  }

  /** Notes who lets people be asked so; a draft is approved by that. */
  async approve(unit: UnitOfWork, { id, state }: Survey, approval: Approval): Promise<void> {
    await unit.getRepository(SurveyEntity).update({ id }, { approval, ...(state === "DRAFT" ? { state: "APPROVED" } : {}) });
  }

  /** Ends asking. */
  async retire(unit: UnitOfWork, { id }: Survey, at: Date): Promise<void> {
    await unit.getRepository(SurveyEntity).update({ id }, { state: "RETIRED", retiredAt: at });
  }
}

function whereScope({ serviceId, agencyId }: Scoped): FindOptionsWhere<SurveyEntity> {
  return { serviceId: serviceId ?? IsNull(), agencyId: agencyId ?? IsNull() };
}
