import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import type { RequestContext } from "../../graphql/request-context";
import type { CatalogueBatches } from "../catalogue-batches";
import { AgencyType, toAgencyType } from "./agency.type";
import { PortalGrantConnection, PortalGrantType, PortalType, SignalDeclarationConnection, SignalDeclarationType, toPortalGrantType, toSignalDeclarationType } from "./portal.type";
import { ServiceType, toServiceType } from "./service.type";

/** What hangs on a portal; who may see the portal may see all of it. */
@Resolver(() => PortalType)
export class PortalResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => AgencyType, { description: "The agency that runs it." })
  async agency(@Root() portal: PortalType, @Ctx() context: RequestContext): Promise<AgencyType | null> {
    const agency = await context.loader(this.batches.agencies).load(portal.agencyId);
    return agency === null ? null : toAgencyType(agency);
  }

  @FieldResolver(() => PortalGrantConnection, { description: "What it may report, and might." })
  async grants(@Root() portal: PortalType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<PortalGrantType>> {
    const grants = await context.loader(this.batches.grantsOfPortals).load({ parentId: portal.id, ...pageOf(page) });
    return toConnection(grants, (grant) => grant.key, toPortalGrantType);
  }

  @FieldResolver(() => SignalDeclarationConnection, { description: "What it measures, and measured." })
  async signals(@Root() portal: PortalType, @Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<SignalDeclarationType>> {
    const signals = await context.loader(this.batches.signalsOfPortals).load({ parentId: portal.id, ...pageOf(page) });
    return toConnection(signals, (signal) => signal.key, toSignalDeclarationType);
  }
}

/** The service that a grant is about. */
@Resolver(() => PortalGrantType)
export class PortalGrantResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => ServiceType, { description: "The service." })
  async service(@Root() grant: PortalGrantType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    const service = await context.loader(this.batches.services).load(grant.serviceId);
    return service === null ? null : toServiceType(service);
  }
}

/** The service that a declaration is about. */
@Resolver(() => SignalDeclarationType)
export class SignalDeclarationResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => ServiceType, { description: "The service." })
  async service(@Root() declaration: SignalDeclarationType, @Ctx() context: RequestContext): Promise<ServiceType | null> {
    const service = await context.loader(this.batches.services).load(declaration.serviceId);
    return service === null ? null : toServiceType(service);
  }
}
