import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { type Page, type PageRequest, toPage } from "../shared/page";
import { Refusal } from "../shared/refusal";
import type { NamedSurvey } from "./define-survey.service";
import { Moment } from "./domain/moment";
import { readSurveyCount } from "./storage/survey-count.view";
import { readSurveyPage } from "./storage/survey-page.view";
import type { SurveyedServices } from "./surveyed-services.service";

/** Shows what services ask and asked. */
export class ListSurveysService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly services: SurveyedServices,
    private readonly access: Access,
  ) {}

  /**
   * Every version of a service by moment and version; without a service, the national definitions. A service that is
   * unknown or somebody else's has none.
   */
  async list(actor: Actor, service: string | null, { first, after }: PageRequest): Promise<Page<NamedSurvey>> {
    this.access.require(actor, "surveys.read");
    return this.units.read(async (unit) => {
      const facts = service === null ? null : await this.services.own(unit, actor, service);
      if (facts instanceof Refusal) return { rows: [], hasNextPage: false, totalCount: 0 };
      const rows = await readSurveyPage(unit, facts?.id ?? null, keyFrom(after), first + 1);
      const name = facts === null ? null : `${facts.agencyCode}/${facts.code}`;
      return toPage(rows.map((survey) => ({ ...survey, service: name })), first, await readSurveyCount(unit, facts?.id ?? null));
    });
  }
}

function keyFrom(after: string | null): { readonly moment: Moment; readonly version: number } | undefined {
  const [, moment, version] = /^([A-Z_]+) (\d{1,9})$/u.exec(after ?? "") ?? [];
  return moment !== undefined && moment in Moment ? { moment: moment as Moment, version: Number(version) } : undefined;
}
