import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { DefineInstrumentService } from "../define-instrument.service";
import { instrumentKey } from "../domain/survey";
import type { ListInstrumentsService } from "../list-instruments.service";
import { DefineInstrumentInput, fromDefinition } from "./instrument.input";
import { InstrumentConnection, InstrumentResult, InstrumentType, toInstrumentType } from "./instrument.type";

@Resolver(() => InstrumentType)
export class InstrumentsResolver {
  constructor(
    private readonly service: ListInstrumentsService,
    private readonly definition: DefineInstrumentService,
  ) {}

  @Query(() => InstrumentConnection, { description: "The instrument bank: every question of every version, and your agency's own." })
  async instruments(@Args(() => PageArgs) page: PageArgs, @Ctx() context: RequestContext): Promise<Connection<InstrumentType>> {
    return toConnection(await this.service.list(context.actor, pageOf(page)), ({ code, version }) => instrumentKey(code, version), toInstrumentType);
  }

  @Query(() => InstrumentType, { nullable: true, description: "One question." })
  async instrument(
    @Arg("code", () => String, { description: "Its name, such as `CES5_EASE`." }) code: string,
    @Arg("version", () => Int, { nullable: true, description: "Null: the latest." }) version: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<InstrumentType | null> {
    const instrument = await this.service.find(context.actor, code, version ?? null);
    return instrument === undefined ? null : toInstrumentType(instrument);
  }

  @Mutation(() => InstrumentResult, { description: "Adds a question of an agency's own, or its next version. Only surveys of the agency and its services may ask it; no headline, ranking or benchmark reads its answers." })
  async defineInstrument(@Arg("input", () => DefineInstrumentInput, { description: "The question." }) input: DefineInstrumentInput, @Ctx() context: RequestContext): Promise<InstrumentResult> {
    return toResult(await this.definition.define(context.actor, fromDefinition(input)), toInstrumentType);
  }
}
