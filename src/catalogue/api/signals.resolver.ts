import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { DeclareSignalsService } from "../declare-signals.service";
import type { EndSignalService } from "../end-signal.service";
import { type PortalType, toPortalType } from "./portal.type";
import { PortalResult } from "./results.type";
import { DeclareSignalsInput, EndSignalInput } from "./signals.input";

/** What a portal says about itself: what it measures. */
@Resolver()
export class SignalsResolver {
  constructor(private readonly useCases: { readonly declareSignals: DeclareSignalsService; readonly endSignal: EndSignalService }) {}

  @Mutation(() => PortalResult, { description: "Says what a portal measures of a service, from a day on: without it a signal is unknown, never zero." })
  async declareSignals(
    @Ctx() { actor }: RequestContext,
    @Arg("input", () => DeclareSignalsInput, { description: "Portal, service, signals and days." }) { portal, service, signals, from, to }: DeclareSignalsInput,
  ): Promise<PortalType | RefusalType> {
    return toResult(await this.useCases.declareSignals.declare(actor, { portal, service, signals, from, to: to ?? null }), toPortalType);
  }

  @Mutation(() => PortalResult, { description: "Says that a portal no longer measures something, from a day on: the line of the signal breaks there." })
  async endSignal(
    @Ctx() { actor }: RequestContext,
    @Arg("input", () => EndSignalInput, { description: "Portal, service, signal and day." }) { portal, service, signal, on }: EndSignalInput,
  ): Promise<PortalType | RefusalType> {
    return toResult(await this.useCases.endSignal.end(actor, { portal, service, signal, on }), toPortalType);
  }
}
