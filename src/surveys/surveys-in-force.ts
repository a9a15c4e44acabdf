import type { ServiceFacts } from "../catalogue/domain/service-facts";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { localDay } from "../shared/local-day";
import { type ApprovalRule, type SurveyInForce, surveysInForce } from "./domain/survey-in-force";
import type { Survey } from "./domain/survey";
import { readPublishedSurveys } from "./storage/published-surveys.view";

/** In the place of an id. */
const NATIONAL = "";

/** What services ask now, decided at the moment of asking: a survey of an agency or of the nation needs no copy for each. */
export class SurveysInForce {
  /** @param approvalRequired whether nobody may be asked without an approval (`YUSR_SURVEY_APPROVAL`) */
  constructor(
    private readonly approvalRequired: boolean,
    private readonly clock: Clock,
  ) {}

  /** By service, at most one survey for each moment, whether people are asked with it or not. */
  async of(unit: UnitOfWork, services: readonly ServiceFacts[]): Promise<ReadonlyMap<string, readonly SurveyInForce[]>> {
    const published = new Map<string, Survey[]>();
    for (const survey of await readPublishedSurveys(unit, services)) {
      const scope = survey.serviceId ?? survey.agencyId ?? NATIONAL;
      published.set(scope, [...(published.get(scope) ?? []), survey]);
    }
    return new Map(
      services.map((service) => {
        const meant = [service.id, service.agencyId, NATIONAL].flatMap((scope) => published.get(scope) ?? []);
        return [service.id, surveysInForce(meant, service, this.rule(service.timeZone))];
      }),
    );
  }

  /** By service, the surveys that people are asked with now. */
  async asking(unit: UnitOfWork, services: readonly ServiceFacts[]): Promise<ReadonlyMap<string, readonly Survey[]>> {
    const inForce = await this.of(unit, services);
    return new Map([...inForce].map(([serviceId, surveys]) => [serviceId, surveys.flatMap(({ survey, blocked }) => (blocked === null ? [survey] : []))]));
  }

  /** What is asked of approvals, on the day it is in a zone. */
  rule(timeZone: string): ApprovalRule {
    return { required: this.approvalRequired, today: localDay(this.clock(), timeZone) };
  }
}
