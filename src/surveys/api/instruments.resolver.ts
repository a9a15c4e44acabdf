import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import { type Connection, PageArgs, pageOf, toConnection } from "../../graphql/connection";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { DefineInstrumentService } from "../define-instrument.service";
import { instrumentKey } from "../domain/survey";
import type { ListInstrumentsService } from "../list-instruments.service";
import type { TranslateInstrumentService } from "../translate-instrument.service";
import type { TranslatePageService } from "../translate-page.service";
import { DefineInstrumentInput, fromDefinition, fromTranslation, TranslateInstrumentInput, TranslatePageInput } from "./instrument.input";
import { InstrumentConnection, InstrumentResult, InstrumentType, PageTranslationResult, toInstrumentType, toPageTranslationType } from "./instrument.type";

@Resolver(() => InstrumentType)
export class InstrumentsResolver {
  constructor(
    private readonly service: ListInstrumentsService,
    private readonly definition: DefineInstrumentService,
    private readonly translation: TranslateInstrumentService,
    private readonly page: TranslatePageService,
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

  @Mutation(() => InstrumentResult, { description: "Adds an instrument's words in a further language, or who tested them. Answers in a language that nobody tested are kept and never compared. The office's to say." })
  async translateInstrument(@Arg("input", () => TranslateInstrumentInput, { description: "The words." }) input: TranslateInstrumentInput, @Ctx() context: RequestContext): Promise<InstrumentResult> {
    return toResult(await this.translation.translate(context.actor, fromTranslation(input)), toInstrumentType);
  }

  @Mutation(() => PageTranslationResult, { description: "Adds what the survey page says around its questions in a further language. The page is offered in it once nothing is missing. The office's to say." })
  async translatePage(@Arg("input", () => TranslatePageInput, { description: "The texts." }) input: TranslatePageInput, @Ctx() context: RequestContext): Promise<PageTranslationResult> {
    return toResult(await this.page.translate(context.actor, input), toPageTranslationType);
  }
}
