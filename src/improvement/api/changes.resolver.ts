import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { ChangeEffectService } from "../change-effect.service";
import type { ChangeRegisterService } from "../change-register.service";
import { ChangeEffectArgs, ChangeEffectResult, type ChangeEffectType, toChangeEffectType } from "./change-effect.type";
import {
  RecordChangeInput, ServiceChangeResult, ServiceChangesResult, type ServiceChangesType, type ServiceChangeType, toServiceChangesType, toServiceChangeType, WithdrawChangeInput,
} from "./change.type";

/** Reading the answers of two services over time, and working out what came of a change; in microseconds of one processor. */
const EFFECT_COST = 45_000;
const LIST_COST = 20_000;

/** The register of changes, and what came of them. */
@Resolver()
export class ChangesResolver {
  constructor(
    private readonly register: ChangeRegisterService,
    private readonly effects: ChangeEffectService,
  ) {}

  @Mutation(() => ServiceChangeResult, { description: "Writes down that something was changed about a service. For its owner and the office." })
  async recordChange(@Ctx() { actor }: RequestContext, @Arg("input", () => RecordChangeInput, { description: "Service, step, day, and what." }) { service, step, what, day }: RecordChangeInput): Promise<ServiceChangeType | RefusalType> {
    return toResult(await this.register.record(actor, { service, step: step ?? null, what, day }), toServiceChangeType);
  }

  @Mutation(() => ServiceChangeResult, { description: "Takes back a change that was written down by mistake. For the service's owner and the office." })
  async withdrawChange(@Ctx() { actor }: RequestContext, @Arg("input", () => WithdrawChangeInput, { description: "Service and change." }) { service, change }: WithdrawChangeInput): Promise<ServiceChangeType | RefusalType> {
    return toResult(await this.register.withdraw(actor, service, change), toServiceChangeType);
  }

  @Costs({ own: LIST_COST })
  @Query(() => ServiceChangesResult, { description: "The changes that stand, of a service or of all that you may see. For whoever may read reports." })
  async changes(@Ctx() { actor }: RequestContext, @Arg("service", () => String, { nullable: true, description: "`CODE` or `AGENCY/CODE`; absent: of all." }) service: string | null): Promise<ServiceChangesType | RefusalType> {
    return toResult(await this.register.list(actor, service ?? null), toServiceChangesType);
  }

  @Costs({ own: EFFECT_COST })
  @Query(() => ChangeEffectResult, { description: "Did it work? What changed with a change, beside a service that was not touched, as a broken series, or between periods, each under its own label. For whoever may read reports." })
  async changeEffect(@Ctx() { actor }: RequestContext, @Args(() => ChangeEffectArgs) { service, change, comparison, comparisonStep, period, interval }: ChangeEffectArgs): Promise<ChangeEffectType | RefusalType> {
    const compared = comparison == null ? null : { service: comparison, step: comparisonStep ?? null };
    return toResult(await this.effects.read(actor, { service, change, comparison: compared, period, interval }), toChangeEffectType);
  }
}
