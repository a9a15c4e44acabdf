import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { DraftProcedureService } from "../draft-procedure.service";
import type { MapStatusesService } from "../map-statuses.service";
import type { PublishProcedureService } from "../publish-procedure.service";
import { DraftProcedureInput, toWrittenProcedure } from "./procedure.input";
import { type ProcedureType, toProcedureType } from "./procedure.type";
import { ProcedureResult, ServiceResult } from "./results.type";
import { type ServiceType, toServiceType } from "./service.type";
import { StatusMeaningInput, toStatusMeaning } from "./status-meaning.type";

/** How an owner says what its services are like to go through. */
@Resolver()
export class ModellingResolver {
  constructor(
    private readonly useCases: {
      readonly draftProcedure: DraftProcedureService;
      readonly publishProcedure: PublishProcedureService;
      readonly mapStatuses: MapStatusesService;
    },
  ) {}

  @Mutation(() => ProcedureResult, { description: "Writes the service's draft, or puts this in its place. A refusal tells every problem: the others are in `also`." })
  async draftProcedure(@Ctx() { actor }: RequestContext, @Arg("input", () => DraftProcedureInput, { description: "The draft." }) input: DraftProcedureInput): Promise<ProcedureType | RefusalType> {
    return toResult(await this.useCases.draftProcedure.draft(actor, { service: input.service, version: input.version ?? null, procedure: toWrittenProcedure(input) }), toProcedureType);
  }

  @Mutation(() => ProcedureResult, {
    description: "Puts a draft in force; it never changes again. The version before it is retired and keeps the transactions that started before.",
  })
  async publishProcedure(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("version", () => Int, { description: "Version of the draft." }) version: number,
    @Arg("publishedAt", () => Date, { nullable: true, description: "Since when it is in force; absent: now. Never ahead of time, and later than the version before it." }) publishedAt?: Date | null,
  ): Promise<ProcedureType | RefusalType> {
    return toResult(await this.useCases.publishProcedure.publish(actor, service, version, publishedAt ?? null), toProcedureType);
  }

  @Mutation(() => ProcedureResult, { description: "Ends the version in force without another; what is still reported goes to it all the same." })
  async retireProcedure(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("version", () => Int, { description: "The version in force." }) version: number,
  ): Promise<ProcedureType | RefusalType> {
    return toResult(await this.useCases.publishProcedure.retire(actor, service, version), toProcedureType);
  }

  @Mutation(() => ServiceResult, { description: "Says what statuses of portals' status tables mean; statuses not named stay as they are." })
  async mapStatuses(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("statuses", () => [StatusMeaningInput], { description: "At most 500; all are taken or none." }) statuses: StatusMeaningInput[],
  ): Promise<ServiceType | RefusalType> {
    return toResult(await this.useCases.mapStatuses.map(actor, service, statuses.map(toStatusMeaning)), toServiceType);
  }
}
