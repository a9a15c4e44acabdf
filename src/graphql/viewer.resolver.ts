import { Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import { AccessDenied } from "../security/access";
import type { RequestContext } from "./request-context";

@ObjectType({ description: "Whoever signed this request." })
export class Viewer {
  @Field(() => String, { description: "Role of the key: `portal`, `owner`, `office` or `admin`." })
  role!: string;

  @Field(() => String, { nullable: true, description: "Public part of the key, as the audit log names it." })
  keyId!: string | null;
}

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: "Who am I? The first call to make with a new key." })
  viewer(@Ctx() { actor }: RequestContext): Viewer {
    if (actor.kind === "anonymous") throw new AccessDenied("UNAUTHENTICATED");
    return Object.assign(new Viewer(), { role: actor.kind, keyId: "keyId" in actor ? actor.keyId : null });
  }
}
