import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { InvitationsDueService } from "../invitations-due.service";
import type { ReportDeliveryService } from "../report-delivery.service";
import { InvitationsDueInput, ReportDeliveryInput } from "./hand-over.input";
import { InvitationsDueResult, toDueInvitations } from "./invitations-due.type";
import { ReportDeliveryResult, toDeliveryResults } from "./report-delivery.type";

@Resolver()
export class HandOverResolver {
  constructor(
    private readonly invitationsDue: InvitationsDueService,
    private readonly deliveries: ReportDeliveryService,
  ) {}

  @Mutation(() => InvitationsDueResult, {
    name: "invitationsDue",
    description: "Takes links that wait to be handed over: about transactions decided later or given up, and one reminder three days after the first message. Each goes to one caller only, so this is no query; ask again while there are more.",
  })
  async takeInvitationsDue(@Arg("input", () => InvitationsDueInput, { description: "Which links." }) input: InvitationsDueInput, @Ctx() context: RequestContext): Promise<InvitationsDueResult> {
    const { service, references = null, first } = input;
    return toResult(await this.invitationsDue.take(context.actor, { service, references, first }), toDueInvitations);
  }

  @Mutation(() => ReportDeliveryResult, { description: "Tells what became of messages with links. Reports may come late, twice and in any order; a bad item does not hold up its neighbours." })
  async reportDelivery(@Arg("input", () => ReportDeliveryInput, { description: "What became of them." }) input: ReportDeliveryInput, @Ctx() context: RequestContext): Promise<ReportDeliveryResult> {
    return toResult(await this.deliveries.report(context.actor, input.items), toDeliveryResults);
  }
}
