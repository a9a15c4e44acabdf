import { Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import { AccessDenied } from "../security/access";
import { actorName } from "../security/actor";
import type { RequestContext } from "./request-context";

@ObjectType({ description: "Whoever signed this request." })
export class Viewer {
  @Field(() => String, { description: "Role: `portal`, `owner`, `office` or `admin`." })
  role!: string;

  @Field(() => String, { nullable: true, description: "Public part of the key, as the audit log names it; null for whoever came with an access token." })
  keyId!: string | null;

  @Field(() => String, { description: "How the audit log names them: a person under a pseudonym." })
  auditName!: string;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: "Who am I? The first call to make with a new key or token." })
  viewer(@Ctx() { actor }: RequestContext): Viewer {
    if (actor.kind === "anonymous") throw new AccessDenied("UNAUTHENTICATED");
    return Object.assign(new Viewer(), { role: actor.kind, keyId: "keyId" in actor ? actor.keyId : null, auditName: actorName(actor) });
  }
}
