import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import type { RequestContext } from "../../graphql/request-context";
import type { CatalogueBatches } from "../catalogue-batches";
import { AgencyType } from "./agency.type";
import { ServiceConnection, type ServiceType, toServiceType } from "./service.type";
import { TouchpointConnection, type TouchpointType, toTouchpointType } from "./touchpoint.type";

/** What hangs on an agency. */
@Resolver(() => AgencyType)
export class AgencyResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => ServiceConnection, { description: "Its services, in the order of their codes." })
  async services(@Root() agency: AgencyType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<ServiceType>> {
    const services = await context.loader(this.batches.servicesOfAgencies).load({ parentId: agency.id, ...pageOf(page) });
    return toConnection(services, (service) => service.code, toServiceType);
  }

  @FieldResolver(() => TouchpointConnection, { description: "Where it and beneficiaries meet, in the order of the codes." })
  async touchpoints(@Root() agency: AgencyType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<TouchpointType>> {
    const touchpoints = await context.loader(this.batches.touchpointsOfAgencies).load({ parentId: agency.id, ...pageOf(page) });
    return toConnection(touchpoints, (touchpoint) => touchpoint.code, toTouchpointType);
  }
}
