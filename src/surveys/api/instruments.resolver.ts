import { Arg, Args, Ctx, Int, Query, Resolver } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import type { RequestContext } from "../../graphql/request-context";
import { instrumentKey } from "../domain/survey";
import type { ListInstrumentsService } from "../list-instruments.service";
import { InstrumentConnection, InstrumentType, toInstrumentType } from "./instrument.type";

@Resolver(() => InstrumentType)
export class InstrumentsResolver {
  constructor(private readonly service: ListInstrumentsService) {}

  @Query(() => InstrumentConnection, { description: "The instrument bank: every question of every version." })
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
}
