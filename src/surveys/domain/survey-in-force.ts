import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import { Refusal } from "../../shared/refusal";
import { namesProblem, stepsProblem } from "./readiness-problem";
import type { Survey } from "./survey";

/** Whether nobody may be asked without an approval, and the day on which that is looked at. */
export interface ApprovalRule {
  readonly required: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What a service asks at one moment. */
export interface SurveyInForce {
  readonly survey: Survey;
  /** Why nobody new is asked; null: people are. */
  readonly blocked: Refusal | null;
  /** What is amiss about the steps, which are left out then; null: nothing. */
  readonly withoutSteps: Refusal | null;
}

/**
 * Why nobody new may be asked with a survey, as far as its approval goes: `APPROVAL_REQUIRED`, `APPROVAL_EXPIRED`. An
 * approval that has run out counts as a no even where none is required: whoever gave it said until when.
 */
export function approvalProblem({ approval }: Pick<Survey, "approval">, { required, today }: ApprovalRule): Refusal | undefined {
  if (approval === null) return required ? new Refusal("APPROVAL_REQUIRED", "Nobody may be asked before an authority has approved the survey: `approveSurvey`.", ["version"]) : undefined;
  if (approval.validUntil >= today) return undefined;
  return new Refusal("APPROVAL_EXPIRED", `The approval was valid until ${approval.validUntil}.`, ["version"]);
}

/**
 * What a service asks, moment by moment: the nearest survey that is published (its own, else its agency's, else the
 * national one), and whether it can be. The nearest decides: where its approval has run out, nobody is asked with another
 * one in its place, which would be somebody else's decision.
 *
 * @param published every survey in force that may be meant
 */
export function surveysInForce(published: readonly Survey[], service: ServiceFacts, rule: ApprovalRule): readonly SurveyInForce[] {
  const nearest = new Map<string, Survey>();
  for (const survey of published) {
    if (!isFor(survey, service)) continue;
    const other = nearest.get(survey.moment);
    if (other === undefined || nearness(survey) > nearness(other)) nearest.set(survey.moment, survey);
  }
  return [...nearest.values()].map((survey) => ({
    survey,
    blocked: approvalProblem(survey, rule) ?? namesProblem(service) ?? null,
    withoutSteps: stepsProblem(survey, service) ?? null,
  }));
}

function isFor({ serviceId, agencyId }: Survey, service: ServiceFacts): boolean {
  return serviceId === null ? agencyId === null || agencyId === service.agencyId : serviceId === service.id;
}

function nearness({ serviceId, agencyId }: Survey): number {
  return serviceId !== null ? 2 : agencyId !== null ? 1 : 0;
}
