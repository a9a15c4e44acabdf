import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { textProblem } from "../shared/clean-text";
import { isDay } from "../shared/local-day";
import { notFound, Refusal } from "../shared/refusal";
import type { Moment } from "./domain/moment";
import type { Approval } from "./domain/survey";
import { approvalProblem } from "./domain/survey-in-force";
import type { SurveyRepository } from "./storage/survey.repository";
import type { NamedScope, NamedSurvey, SurveyScopes } from "./survey-scopes";
import type { SurveysInForce } from "./surveys-in-force";

/** Which version of what scope, and who lets people be asked so. */
export interface SurveyApproval extends NamedScope, Approval {
  readonly moment: Moment;
  readonly version: number;
}

/** Longest texts, in UTF-16 units. */
const LENGTH = { authority: 200, reference: 200 } as const;

/** Notes that an authority lets people be asked with a survey. */
export class ApproveSurveyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly scopes: SurveyScopes,
    private readonly surveys: SurveyRepository,
    private readonly inForce: SurveysInForce,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Approves a draft, or renews the approval of one that was approved or published: what it asks stays as it is, and so
   * does everything else about it. Refusals: those of {@link SurveyScopes.own}, `TEXT_EMPTY`, `TEXT_TOO_LONG` and
   * `TEXT_INVALID`, `INVALID_DAY`, `APPROVAL_EXPIRED` (it ended before today), `NOT_FOUND` (the version), `SURVEY_RETIRED`.
   */
  async approve(actor: Actor, { authority, reference, validUntil, moment, version, ...named }: SurveyApproval): Promise<NamedSurvey | Refusal> {
    this.access.require(actor, "surveys.govern");
    const approval = { authority: authority.trim(), reference: reference.trim(), validUntil };
    const problem = textsProblem(approval);
    if (problem !== undefined) return problem;
    return this.units.write(async (unit) => {
      const scope = await this.scopes.own(unit, actor, named);
      if (scope instanceof Refusal) return scope;
      const expired = approvalProblem({ approval }, this.inForce.rule(scope.timeZone));
      if (expired !== undefined) return new Refusal(expired.code, expired.message, ["validUntil"]);
      const survey = await this.surveys.lock(unit, scope.key, moment, version);
      if (survey === null) return notFound("survey version", ["version"]);
      if (survey.state === "RETIRED") return new Refusal("SURVEY_RETIRED", "This version asks nobody any more; draft another one.", ["version"]);
      await this.surveys.approve(unit, survey, approval);
      await this.audit.record(unit, actor, "approveSurvey", { ...scope.named, moment, version, ...approval });
      return { ...survey, ...scope.named, approval, state: survey.state === "DRAFT" ? "APPROVED" : survey.state };
    });
  }
}

function textsProblem(approval: Approval): Refusal | undefined {
  for (const field of ["authority", "reference"] as const) {
    const problem = textProblem(approval[field], LENGTH[field]);
    if (problem !== undefined) return new Refusal(problem, `The ${field} must be a text of 1 to ${String(LENGTH[field])} characters.`, [field]);
  }
  return isDay(approval.validUntil) ? undefined : new Refusal("INVALID_DAY", "Not a day, such as 2026-12-31.", ["validUntil"]);
}
