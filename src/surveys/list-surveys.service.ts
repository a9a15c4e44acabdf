import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import { type Page, type PageRequest, toPage } from "../shared/page";
import { Refusal } from "../shared/refusal";
import { Moment } from "./domain/moment";
import type { SurveyInForce } from "./domain/survey-in-force";
import { readSurveyCount } from "./storage/survey-count.view";
import { readSurveyPage } from "./storage/survey-page.view";
import type { NamedSurvey, OwnScope, SurveyScopes } from "./survey-scopes";
import type { SurveyedServices } from "./surveyed-services.service";
import type { SurveysInForce } from "./surveys-in-force";

/** What a service asks at one moment, and whose survey that is. */
export interface NamedSurveyInForce extends Omit<SurveyInForce, "survey"> {
  readonly survey: NamedSurvey;
}

const NATION: Pick<OwnScope, "key" | "named"> = { key: { serviceId: null, agencyId: null }, named: { service: null, agency: null } };

/** Shows what services ask and asked. */
export class ListSurveysService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly scopes: SurveyScopes,
    private readonly services: SurveyedServices,
    private readonly inForce: SurveysInForce,
    private readonly access: Access,
  ) {}

  /**
   * Every version of a service, or of an agency for all its services, by moment and version; without either, those of the
   * nation. One that is unknown or somebody else's has none.
   */
  async list(actor: Actor, named: { readonly service: string | null; readonly agency: string | null }, { first, after }: PageRequest): Promise<Page<NamedSurvey>> {
    this.access.require(actor, "surveys.read");
    return this.units.read(async (unit) => {
      const scope = named.service === null && named.agency === null ? NATION : await this.scopes.own(unit, actor, { ...named, scope: named.service === null ? "AGENCY" : "SERVICE" });
      if (scope instanceof Refusal) return { rows: [], hasNextPage: false, totalCount: 0 };
      const rows = await readSurveyPage(unit, scope.key, keyFrom(after), first + 1);
      return toPage(rows.map((survey) => ({ ...survey, ...scope.named })), first, await readSurveyCount(unit, scope.key));
    });
  }

  /** What a service asks today, moment by moment, and what stands in the way; nothing for one that is unknown or somebody else's. */
  async asked(actor: Actor, name: string): Promise<readonly NamedSurveyInForce[]> {
    this.access.require(actor, "surveys.read");
    return this.units.read(async (unit) => {
      const service = await this.services.own(unit, actor, name);
      if (service instanceof Refusal) return [];
      const inForce = (await this.inForce.of(unit, [service])).get(service.id) ?? [];
      return inForce.map(({ survey, ...state }) => ({
        ...state,
        survey: { ...survey, service: survey.serviceId === null ? null : `${service.agencyCode}/${service.code}`, agency: survey.agencyId === null ? null : service.agencyCode },
      }));
    });
  }
}

function keyFrom(after: string | null): { readonly moment: Moment; readonly version: number } | undefined {
  const [, moment, version] = /^([A-Z_]+) (\d{1,9})$/u.exec(after ?? "") ?? [];
  return moment !== undefined && moment in Moment ? { moment: moment as Moment, version: Number(version) } : undefined;
}
