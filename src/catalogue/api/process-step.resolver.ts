import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../graphql/request-context";
import type { CatalogueBatches } from "../catalogue-batches";
import { AgencyType, toAgencyType } from "./agency.type";
import { ProcessStepType } from "./process-step.type";

/** What hangs on a step. */
@Resolver(() => ProcessStepType)
export class ProcessStepResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => AgencyType, { nullable: true, description: "The agency responsible for it; null: the service's own." })
  async responsibleAgency(@Root() step: ProcessStepType, @Ctx() context: RequestContext): Promise<AgencyType | null> {
    if (step.responsibleAgencyId === null) return null;
    const agency = await context.loader(this.batches.agencies).load(step.responsibleAgencyId);
    return agency === null ? null : toAgencyType(agency);
  }
}
