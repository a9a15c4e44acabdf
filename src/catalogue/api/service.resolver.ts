import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import type { RequestContext } from "../../graphql/request-context";
import type { BrowseCatalogueService } from "../browse-catalogue.service";
import type { CatalogueBatches } from "../catalogue-batches";
import { AgencyType, toAgencyType } from "./agency.type";
import { DeclaredVolumeType, toDeclaredVolumeType } from "./declared-volume.type";
import { PersonaType, toPersonaType } from "./persona.type";
import { ProcedureType, toProcedureType } from "./procedure.type";
import { SegmentType, toSegmentType } from "./segment.type";
import { ServiceType } from "./service.type";
import { TouchpointConnection, type TouchpointType, toTouchpointType } from "./touchpoint.type";

/** What hangs on a service. */
@Resolver(() => ServiceType)
export class ServiceResolver {
  constructor(
    private readonly batches: CatalogueBatches,
    private readonly browse: BrowseCatalogueService,
  ) {}

  @FieldResolver(() => AgencyType, { description: "The agency that owns it." })
  async agency(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<AgencyType | null> {
    const agency = await context.loader(this.batches.agencies).load(service.agencyId);
    return agency === null ? null : toAgencyType(agency);
  }

  @FieldResolver(() => [SegmentType], { description: "Its segments, in the order in which their conditions are tried; at most twelve." })
  async segments(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<SegmentType[]> {
    return (await context.loader(this.batches.segmentsOfServices).load(service.id)).map(toSegmentType);
  }

  @FieldResolver(() => [PersonaType], { description: "Its personas; at most four." })
  async personas(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<PersonaType[]> {
    return (await context.loader(this.batches.personasOfServices).load(service.id)).map(toPersonaType);
  }

  @FieldResolver(() => TouchpointConnection, { description: "Where beneficiaries and its agency meet, in the order of the codes." })
  async touchpoints(@Root() service: ServiceType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<TouchpointType>> {
    const touchpoints = await context.loader(this.batches.touchpointsOfAgencies).load({ parentId: service.agencyId, ...pageOf(page) });
    return toConnection(touchpoints, (touchpoint) => touchpoint.code, toTouchpointType);
  }

  @FieldResolver(() => [ProcedureType], { description: "Versions of its procedure, oldest first; a draft is shown to its owner and the office." })
  async procedures(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ProcedureType[]> {
    const procedures = await context.loader(this.batches.proceduresOfServices).load(service.id);
    return this.browse.visibleProcedures(context.actor, service, procedures).map(toProcedureType);
  }

  @FieldResolver(() => ProcedureType, { nullable: true, description: "The version in force; null where the last one was retired without another." })
  async currentProcedure(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<ProcedureType | null> {
    const procedures = await context.loader(this.batches.proceduresOfServices).load(service.id);
    const current = procedures.find((procedure) => procedure.state === "PUBLISHED");
    return current === undefined ? null : toProcedureType(current);
  }

  @FieldResolver(() => [DeclaredVolumeType], { description: "Yearly volumes from registers, latest year first." })
  async declaredVolumes(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<DeclaredVolumeType[]> {
    return (await context.loader(this.batches.volumesOfServices).load(service.id)).map(toDeclaredVolumeType);
  }

  @FieldResolver(() => [String], { description: "Which of Arabic and English are missing in any of its texts: names of the service, segments, personas, stages, steps, and questions." })
  async untranslated(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<string[]> {
    return [...(await context.loader(this.batches.missingLanguages).load(service.id))];
  }
}
