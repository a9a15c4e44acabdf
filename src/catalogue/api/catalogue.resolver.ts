import { GraphQLError, type GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Query, Resolver } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import { Costs } from "../../graphql/field-cost";
import type { RequestContext } from "../../graphql/request-context";
import { selectsAny } from "../../graphql/selected-arguments";
import { Refusal } from "../../shared/refusal";
import type { BrowseCatalogueService } from "../browse-catalogue.service";
import { AgencyConnection, AgencyType, toAgencyType } from "./agency.type";
import { PortalConnection, type PortalType, toPortalType } from "./portal.type";
import { ServiceConnection, ServiceType, toServiceType } from "./service.type";

/** Looking through the texts of every service in the catalogue, in microseconds (docs/decisions/0038). */
const UNTRANSLATED_COST = 30_000;

/** Ways into the catalogue. */
@Resolver()
export class CatalogueResolver {
  constructor(private readonly browse: BrowseCatalogueService) {}

  @Query(() => AgencyConnection, { description: "Agencies in the order of their codes." })
  async agencies(@Ctx() { actor }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<AgencyType>> {
    return toConnection(await this.browse.agencies(actor, pageOf(page)), (agency) => agency.code, toAgencyType);
  }

  @Query(() => AgencyType, { nullable: true, description: "One agency; null where there is none with this code." })
  async agency(@Ctx() { actor }: RequestContext, @Arg("code", () => String, { description: "Its code." }) code: string): Promise<AgencyType | null> {
    const agency = await this.browse.agency(actor, code);
    return agency === null ? null : toAgencyType(agency);
  }

  @Query(() => ServiceConnection, { description: "Services in the order of their agencies' codes, then their own." })
  async services(
    @Ctx() { actor }: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("agency", () => String, { nullable: true, description: "Code of an agency: its services only." }) agency?: string | null,
  ): Promise<Connection<ServiceType>> {
    const counted = selectsAny(info, ["totalCount"]);
    return toConnection(await this.browse.services(actor, { ...pageOf(page), counted }, agency ?? null), (service) => `${service.agencyCode}/${service.code}`, toServiceType);
  }

  @Query(() => ServiceType, {
    nullable: true,
    description: "One service; null where there is none of this name. A code that several agencies use is an error, `AMBIGUOUS_SERVICE`, that lists the full names.",
  })
  async service(@Ctx() { actor }: RequestContext, @Arg("code", () => String, { description: "`CODE`, or `AGENCY/CODE` where several agencies use the code." }) code: string): Promise<ServiceType | null> {
    const service = await this.browse.service(actor, code);
    if (service instanceof Refusal) throw new GraphQLError(service.message, { extensions: { code: service.code } });
    return service === null ? null : toServiceType(service);
  }

  @Costs({ own: UNTRANSLATED_COST })
  @Query(() => ServiceConnection, { description: "Services with a text that lacks Arabic or English: an owner's own, for others everybody's." })
  async untranslated(@Ctx() { actor }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<ServiceType>> {
    return toConnection(await this.browse.untranslated(actor, pageOf(page)), (service) => `${service.agencyCode}/${service.code}`, toServiceType);
  }

  @Query(() => PortalConnection, { description: "Portals in the order of their codes: all for the office and the administration, its own for a portal, none for others." })
  async portals(@Ctx() { actor }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<PortalType>> {
    return toConnection(await this.browse.portals(actor, pageOf(page)), (portal) => portal.code, toPortalType);
  }
}
