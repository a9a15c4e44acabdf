import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { notFound, Refusal } from "../shared/refusal";
import type { Moment } from "./domain/moment";
import type { SurveyRepository } from "./storage/survey.repository";
import type { NamedScope, NamedSurvey, SurveyScopes } from "./survey-scopes";

/** Ends asking with a survey without putting another in its place. */
export class RetireSurveyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly scopes: SurveyScopes,
    private readonly surveys: SurveyRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * From now on nobody new is asked with it; what was asked stays answerable. A service that retires its own asks the
   * wider one again, where one is published. Refusals: those of {@link SurveyScopes.own}, `NOT_FOUND` (the version),
   * `NOT_PUBLISHED`.
   *
   * @throws AccessDenied for the nation, unless the actor governs surveys
   */
  async retire(actor: Actor, { moment, version, ...named }: NamedScope & { readonly moment: Moment; readonly version: number }): Promise<NamedSurvey | Refusal> {
    this.access.require(actor, "surveys.write");
    return this.units.write(async (unit) => {
      const scope = await this.scopes.own(unit, actor, named);
      if (scope instanceof Refusal) return scope;
      const survey = await this.surveys.lock(unit, scope.key, moment, version);
      if (survey === null) return notFound("survey version", ["version"]);
      if (survey.state !== "PUBLISHED") return new Refusal("NOT_PUBLISHED", `This version is ${survey.state.toLowerCase()}: it asks nobody.`, ["version"]);
      const retiredAt = this.clock();
      await this.surveys.retire(unit, survey, retiredAt);
      await this.audit.record(unit, actor, "retireSurvey", { ...scope.named, moment, version });
      return { ...survey, ...scope.named, state: "RETIRED", retiredAt };
    });
  }
}
