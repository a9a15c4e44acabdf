import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../graphql/request-context";
import type { CatalogueBatches } from "../catalogue-batches";
import { ProcessStepType, toProcessStepType } from "./process-step.type";
import { StageType } from "./stage.type";

/** What hangs on a stage. */
@Resolver(() => StageType)
export class StageResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => [ProcessStepType], { description: "Its steps, in order." })
  async steps(@Root() stage: StageType, @Ctx() context: RequestContext): Promise<ProcessStepType[]> {
    const steps = await context.loader(this.batches.stepsOfProcedures).load(stage.procedureId);
    return steps.filter((step) => step.stageCode === stage.code).map(toProcessStepType);
  }
}
