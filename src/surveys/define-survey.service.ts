import { type UnitOfWork, type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { newId } from "../shared/new-id";
import { notFound, Refusal } from "../shared/refusal";
import { surveyProblem } from "./domain/check-survey";
import type { Moment } from "./domain/moment";
import { type Arrangement, CORE, usualComments } from "./domain/national-core";
import { namesProblem, stepsProblem } from "./domain/readiness-problem";
import type { Survey, SurveyComment, SurveyQuestion } from "./domain/survey";
import { approvalProblem } from "./domain/survey-in-force";
import type { InstrumentBank } from "./instrument-bank.service";
import type { SurveyRepository } from "./storage/survey.repository";
import type { NamedScope, NamedSurvey, OwnScope, SurveyScopes } from "./survey-scopes";
import type { SurveysInForce } from "./surveys-in-force";

/** What is to be asked, and for whom. */
export interface SurveyDraft extends NamedScope {
  readonly moment: Moment;
  /** A name for it; null: that of the national survey. */
  readonly code: string | null;
  /** Null: the national questions of the moment. */
  readonly questions: readonly SurveyQuestion[] | null;
  /** Null: the national ones with the national questions, else one at the end. */
  readonly comments: readonly SurveyComment[] | null;
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** Drafts and publishes what a service, all services of an agency, or all services ask. */
export class DefineSurveyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly scopes: SurveyScopes,
    private readonly surveys: SurveyRepository,
    private readonly bank: InstrumentBank,
    private readonly inForce: SurveysInForce,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a draft under the next version of its scope and moment. Refusals: those of {@link SurveyScopes.own},
   * `INVALID_CODE`, `VERSION_TAKEN` (somebody drafted at the same moment: try again), and those of {@link surveyProblem}.
   *
   * @throws AccessDenied for the nation, unless the actor governs surveys
   */
  async draft(actor: Actor, draft: SurveyDraft): Promise<NamedSurvey | Refusal> {
    this.access.require(actor, "surveys.write");
    return this.write(async (unit) => {
      const scope = await this.scopes.own(unit, actor, draft);
      return scope instanceof Refusal ? scope : this.store(unit, actor, scope, draft);
    });
  }

  /**
   * Puts a draft into force, in the place of what the scope asks at that moment; without a version, the national survey as
   * it is. From then on it never changes. Refusals: those of {@link draft}, {@link namesProblem}, {@link stepsProblem} and
   * {@link approvalProblem}; `NOT_FOUND` for a version that is not there, `NOT_A_DRAFT` for one that was published before.
   * What a wider survey finds in each service is looked at when people are asked: see {@link SurveysInForce}.
   *
   * @throws AccessDenied for the nation, unless the actor governs surveys
   */
  async publish(actor: Actor, wanted: NamedScope & { readonly moment: Moment; readonly version: number | null }): Promise<NamedSurvey | Refusal> {
    this.access.require(actor, "surveys.write");
    return this.write(async (unit) => {
      const scope = await this.scopes.own(unit, actor, wanted);
      if (scope instanceof Refusal) return scope;
      const survey = await this.draftToPublish(unit, actor, scope, wanted);
      if (survey instanceof Refusal) return survey;
      const refusal = (await this.arrangementProblem(unit, scope, survey)) ?? serviceProblem(scope, survey) ?? approvalProblem(survey, this.inForce.rule(scope.timeZone));
      if (refusal !== undefined) throw new Undone(refusal);
      const publishedAt = this.clock();
      await this.surveys.publish(unit, survey, publishedAt);
      await this.audit.record(unit, actor, "publishSurvey", { ...scope.named, moment: survey.moment, version: survey.version });
      return { ...survey, state: "PUBLISHED", publishedAt };
    });
  }

  private async draftToPublish(
    unit: UnitOfWork,
    actor: Actor,
    scope: OwnScope,
    { moment, version }: { readonly moment: Moment; readonly version: number | null },
  ): Promise<NamedSurvey | Refusal> {
    const national = scope.key.serviceId === null && scope.key.agencyId === null;
    if (version === null && !national) return this.store(unit, actor, scope, { moment, code: null, questions: null, comments: null });
    const number = version ?? (await this.surveys.latestNational(unit, moment, CORE))?.version ?? 0;
    const survey = await this.surveys.lock(unit, scope.key, moment, number);
    if (survey === null) return notFound("survey version", ["version"]);
    if (survey.publishedAt !== null) return new Refusal("NOT_A_DRAFT", "This version was published before; draft another one.", ["version"]);
    return { ...survey, ...scope.named };
  }

  private async store(unit: UnitOfWork, actor: Actor, scope: OwnScope, draft: Omit<SurveyDraft, keyof NamedScope>): Promise<NamedSurvey | Refusal> {
    const { moment } = draft;
    const national = (await this.surveys.published(unit, { serviceId: null, agencyId: null }, moment)) ?? (await this.surveys.latestNational(unit, moment, CORE));
    const code = draft.code ?? national?.code ?? "";
    const questions = draft.questions ?? national?.questions ?? [];
    const comments = draft.comments ?? (draft.questions === null ? national?.comments : undefined) ?? usualComments(moment);
    // Whoever approved the national survey approved these very words.
    const approval = draft.questions === null && draft.comments === null ? (national?.approval ?? null) : null;
    if (!CODE.test(code)) return new Refusal("INVALID_CODE", "A code has 1–64 letters, digits, dots, dashes and underscores, and begins with a letter or digit.", ["code"]);
    const refusal = await this.arrangementProblem(unit, scope, { questions, comments });
    if (refusal !== undefined) return refusal;
    const version = await this.surveys.nextVersion(unit, scope.key, moment);
    const state = approval === null ? "DRAFT" : "APPROVED";
    const survey: Survey = { id: newId(), ...scope.key, code, moment, version, state, questions, comments, approval, createdAt: this.clock(), publishedAt: null, retiredAt: null };
    await this.surveys.insert(unit, survey);
    await this.audit.record(unit, actor, "draftSurvey", { ...scope.named, moment, version });
    return { ...survey, ...scope.named };
  }

  /** An agency's own instruments are unknown to everybody else. */
  private async arrangementProblem(unit: UnitOfWork, { instrumentsOf }: OwnScope, arrangement: Arrangement): Promise<Refusal | undefined> {
    const all = await this.bank.all(unit, arrangement.questions);
    return surveyProblem(arrangement, new Map([...all].filter(([, { agencyId }]) => agencyId === null || agencyId === instrumentsOf)));
  }

  /** One unit of work in which a refusal undoes what was begun. */
  private async write(work: (unit: UnitOfWork) => Promise<NamedSurvey | Refusal>): Promise<NamedSurvey | Refusal> {
    try {
      return await this.units.write(work);
    } catch (error) {
      if (error instanceof Undone) return error.refusal;
      if (violatedConstraint(error) === "survey_version_uq") return new Refusal("VERSION_TAKEN", "Somebody drafted at the same moment; try again.", ["version"]);
      throw error;
    }
  }
}

/** Unwinds a unit of work that has written already. */
class Undone extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

function serviceProblem({ service }: OwnScope, survey: Survey): Refusal | undefined {
  return service === null ? undefined : (namesProblem(service) ?? stepsProblem(survey, service));
}
