import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../graphql/request-context";
import type { CatalogueBatches } from "../catalogue-batches";
import { ServiceType } from "./service.type";
import { StatusMeaningType, toStatusMeaningType } from "./status-meaning.type";

/** The status mapping of a service. */
@Resolver(() => ServiceType)
export class ServiceStatusesResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => [StatusMeaningType], { description: "What the statuses of portals' status tables mean in its procedure, by status; at most 500." })
  async statuses(@Root() service: ServiceType, @Ctx() context: RequestContext): Promise<StatusMeaningType[]> {
    return (await context.loader(this.batches.statusesOfServices).load(service.id)).map(toStatusMeaningType);
  }
}
