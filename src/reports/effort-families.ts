import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Actor } from "../security/actor";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { effortIndex } from "./domain/effort-index/effort-index";
import { type FamilyStage, pooledEvidence, type StageOfKind } from "./domain/effort-index/stage-family";
import { groupedBy } from "./domain/grouped-by";
import type { EffortFilter } from "./domain/report-filter";
import { stagesOfKind } from "./domain/service-effort";
import type { Thresholds } from "./domain/thresholds";
import { effortQuery } from "./effort-query";
import type { IndexBases } from "./index-bases";

/** Stages of services too small to tell, as all their agency's services of the same stage kind show them together. Inside an open unit of work. */
export class EffortFamilies {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly bases: IndexBases,
    private readonly thresholds: Thresholds,
  ) {}

  /** Of the agency those services are pooled that the actor may see. Answers too few to be told are in no pool. */
  async of(unit: UnitOfWork, actor: Actor, small: readonly { readonly serviceId: string; readonly agencyCode: string }[], filter: EffortFilter): Promise<ReadonlyMap<string, readonly FamilyStage[]>> {
    const families = new Map<string, readonly FamilyStage[]>();
    const policy = await this.bases.policy(unit, filter.period);
    for (const [agency, members] of groupedBy(small, ({ agencyCode }) => agencyCode)) {
      const serviceIds = await this.catalogue.visibleServices(unit, actor, { agencies: [agency] });
      const stages = await this.stages(unit, serviceIds, filter);
      const kinds = groupedBy([...stages].flatMap(([serviceId, own]) => own.map((stage) => ({ serviceId, ...stage }))), ({ kind }) => kind);
      for (const { serviceId } of members) {
        families.set(serviceId, (stages.get(serviceId) ?? []).map(({ code, names, kind }) => {
          const alike = kinds.get(kind) ?? [];
          const index = effortIndex(pooledEvidence(alike.map(({ evidence }) => evidence)), policy, this.thresholds, ["POOLED_FAMILY", "WIDENED_WINDOW"]);
          return { code, names, kind, services: new Set(alike.map((stage) => stage.serviceId)).size, index };
        }));
      }
    }
    return families;
  }

  private async stages(unit: UnitOfWork, serviceIds: readonly string[], filter: EffortFilter): Promise<ReadonlyMap<string, readonly StageOfKind[]>> {
    const policy = await this.bases.policy(unit, filter.period);
    const services = await this.catalogue.services(unit, serviceIds);
    const basis = await this.bases.of(unit, policy, serviceIds, filter.period, await this.catalogue.stepTraits(unit, serviceIds, {}), []);
    const passages = groupedBy(await this.tallies.passages(unit, effortQuery(serviceIds, filter)), (row) => row.serviceId);
    const answers = groupedBy(await this.tallies.answers(unit, { serviceIds, period: filter.period, flagged: filter.flagged }), (row) => row.serviceId);
    return new Map([...services].map(([id, service]) => {
      const counts = { transactions: [], durations: [], invitations: [], links: [], passages: passages.get(id) ?? [], answers: answers.get(id) ?? [] };
      return [id, stagesOfKind(service, counts, filter, this.thresholds, basis(id))];
    }));
  }
}
