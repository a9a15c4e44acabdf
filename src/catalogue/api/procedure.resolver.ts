import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../graphql/request-context";
import type { CatalogueBatches } from "../catalogue-batches";
import { ProcedureType } from "./procedure.type";
import { ProcessStepType, toProcessStepType } from "./process-step.type";
import { StageType, toStageType } from "./stage.type";

/** What hangs on a version of a procedure. */
@Resolver(() => ProcedureType)
export class ProcedureResolver {
  constructor(private readonly batches: CatalogueBatches) {}

  @FieldResolver(() => [StageType], { description: "Its stages, in order." })
  async stages(@Root() procedure: ProcedureType, @Ctx() context: RequestContext): Promise<StageType[]> {
    return (await context.loader(this.batches.stagesOfProcedures).load(procedure.id)).map(toStageType);
  }

  @FieldResolver(() => [ProcessStepType], { description: "Its steps, in order." })
  async steps(@Root() procedure: ProcedureType, @Ctx() context: RequestContext): Promise<ProcessStepType[]> {
    return (await context.loader(this.batches.stepsOfProcedures).load(procedure.id)).map(toProcessStepType);
  }
}
