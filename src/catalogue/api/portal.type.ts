import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "../../graphql/connection";
import { DayScalar, TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { Portal, PortalGrant, SignalDeclaration } from "../domain/portal";
import type { Signal } from "../domain/signal";
import { SignalType } from "./closed-lists.type";

@ObjectType("Portal", { description: "A system that reports transactions, run by one agency, for services of any." })
export class PortalType {
  id!: string;

  agencyId!: string;

  @Field(() => String, { description: "Unique nationwide." })
  code!: string;

  @Field(() => TextsScalar, { description: "Its name." })
  names!: Texts;
}

export const PortalConnection = connectionOf(PortalType, "Portal");

export function toPortalType({ id, agencyId, code, names }: Portal): PortalType {
  return Object.assign(new PortalType(), { id, agencyId, code, names });
}

@ObjectType("PortalGrant", { description: "That a portal may report a service, on the days [from, to)." })
export class PortalGrantType {
  serviceId!: string;

  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { nullable: true, description: "The first day on which it no longer holds; null: still." })
  to!: string | null;
}

export const PortalGrantConnection = connectionOf(PortalGrantType, "PortalGrant");

export function toPortalGrantType({ serviceId, from, to }: PortalGrant): PortalGrantType {
  return Object.assign(new PortalGrantType(), { serviceId, from, to });
}

@ObjectType("SignalDeclaration", { description: "That a portal measures a signal of a service, on the days [from, to): outside them the signal is unknown, never zero." })
export class SignalDeclarationType {
  serviceId!: string;

  @Field(() => SignalType, { description: "What is measured." })
  signal!: Signal;

  @Field(() => DayScalar, { description: "First day." })
  from!: string;

  @Field(() => DayScalar, { nullable: true, description: "The first day on which it is no longer measured; null: still." })
  to!: string | null;
}

export const SignalDeclarationConnection = connectionOf(SignalDeclarationType, "SignalDeclaration");

export function toSignalDeclarationType({ serviceId, signal, from, to }: SignalDeclaration): SignalDeclarationType {
  return Object.assign(new SignalDeclarationType(), { serviceId, signal, from, to });
}
