import { type UnitOfWork, type UnitsOfWork, violatedConstraint } from "../database/unit-of-work";
import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { newId } from "../shared/new-id";
import { notFound, Refusal } from "../shared/refusal";
import { surveyProblem } from "./domain/check-survey";
import type { Moment } from "./domain/moment";
import { CORE, usualComments } from "./domain/national-core";
import { readinessProblem } from "./domain/readiness-problem";
import type { Survey, SurveyComment, SurveyQuestion } from "./domain/survey";
import type { InstrumentBank } from "./instrument-bank.service";
import type { SurveyRepository } from "./storage/survey.repository";
import type { SurveyedServices } from "./surveyed-services.service";

/** What a service wants to ask. */
export interface SurveyDraft {
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  readonly moment: Moment;
  /** A name for it; null: that of the national survey. */
  readonly code: string | null;
  /** Null: the national questions of the moment. */
  readonly questions: readonly SurveyQuestion[] | null;
  /** Null: the national ones with the national questions, else one at the end. */
  readonly comments: readonly SurveyComment[] | null;
}

/** A survey with the name of its service; null for a national definition. */
export interface NamedSurvey extends Survey {
  readonly service: string | null;
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** Drafts and publishes what a service asks. */
export class DefineSurveyService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly surveys: SurveyRepository,
    private readonly bank: InstrumentBank,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a draft under the next version of its service and moment. Refusals: `NOT_FOUND` and `AMBIGUOUS_SERVICE` (the
   * service), `INVALID_CODE`, `VERSION_TAKEN` (somebody drafted at the same moment: try again), and those of
   * {@link surveyProblem}.
   */
  async draft(actor: Actor, draft: SurveyDraft): Promise<NamedSurvey | Refusal> {
    this.access.require(actor, "surveys.write");
    return this.write(async (unit) => {
      const service = await this.services.own(unit, actor, draft.service);
      return service instanceof Refusal ? service : this.store(unit, actor, service, draft);
    });
  }

  /**
   * Puts a draft into force, in the place of what the service asks at that moment; without a version, a new draft of the
   * national survey. From then on it never changes. Refusals: those of {@link draft} and {@link readinessProblem};
   * `NOT_FOUND` for a version that is not there, `NOT_A_DRAFT` for one that was published before.
   */
  async publish(actor: Actor, wanted: { readonly service: string; readonly moment: Moment; readonly version: number | null }): Promise<NamedSurvey | Refusal> {
    this.access.require(actor, "surveys.write");
    return this.write(async (unit) => {
      const service = await this.services.own(unit, actor, wanted.service);
      if (service instanceof Refusal) return service;
      const survey = await this.draftToPublish(unit, actor, service, wanted);
      if (survey instanceof Refusal) return survey;
      const refusal = surveyProblem(survey.questions, await this.bank.all(unit, survey.questions)) ?? readinessProblem(survey, service);
      if (refusal !== undefined) throw new Undone(refusal);
      const publishedAt = this.clock();
      await this.surveys.publish(unit, survey, publishedAt);
      await this.audit.record(unit, actor, "publishSurvey", { service: survey.service, moment: survey.moment, version: survey.version });
      return { ...survey, state: "PUBLISHED", publishedAt };
    });
  }

  private async draftToPublish(
    unit: UnitOfWork,
    actor: Actor,
    service: ServiceFacts,
    { moment, version }: { readonly moment: Moment; readonly version: number | null },
  ): Promise<NamedSurvey | Refusal> {
    if (version === null) return this.store(unit, actor, service, { moment, code: null, questions: null, comments: null });
    const survey = await this.surveys.lock(unit, { serviceId: service.id, agencyId: null }, moment, version);
    if (survey === null) return notFound("survey version", ["version"]);
    if (survey.state !== "DRAFT") return new Refusal("NOT_A_DRAFT", "This version was published before; draft another one.", ["version"]);
    return { ...survey, service: nameOf(service) };
  }

  private async store(unit: UnitOfWork, actor: Actor, service: ServiceFacts, draft: Omit<SurveyDraft, "service">): Promise<NamedSurvey | Refusal> {
    const { moment } = draft;
    const national = (await this.surveys.published(unit, { serviceId: null, agencyId: null }, moment)) ?? (await this.surveys.latestNational(unit, moment, CORE));
    const code = draft.code ?? national?.code ?? "";
    const questions = draft.questions ?? national?.questions ?? [];
    const comments = draft.comments ?? (draft.questions === null ? national?.comments : undefined) ?? usualComments(moment);
    if (!CODE.test(code)) return new Refusal("INVALID_CODE", "A code has 1–64 letters, digits, dots, dashes and underscores, and begins with a letter or digit.", ["code"]);
    const refusal = surveyProblem(questions, await this.bank.all(unit, questions));
    if (refusal !== undefined) return refusal;
    const version = await this.surveys.nextVersion(unit, { serviceId: service.id, agencyId: null }, moment);
    const survey: Survey = { id: newId(), serviceId: service.id, agencyId: null, code, moment, version, state: "DRAFT", questions, comments, approval: null, createdAt: this.clock(), publishedAt: null, retiredAt: null };
    await this.surveys.insert(unit, survey);
    await this.audit.record(unit, actor, "draftSurvey", { service: nameOf(service), moment, version });
    return { ...survey, service: nameOf(service) };
  }

  /** One unit of work in which a refusal undoes what was begun. */
  private async write(work: (unit: UnitOfWork) => Promise<NamedSurvey | Refusal>): Promise<NamedSurvey | Refusal> {
    try {
      return await this.units.write(work);
    } catch (error) {
      if (error instanceof Undone) return error.refusal;
      if (violatedConstraint(error) === "survey_version_uq") return new Refusal("VERSION_TAKEN", "Somebody drafted at the same moment; try again.", ["service"]);
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

function nameOf(service: ServiceFacts): string {
  return `${service.agencyCode}/${service.code}`;
}
