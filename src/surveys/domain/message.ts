import type { SurveyPolicy } from "../../catalogue/domain/service-facts";
import { showText, type Texts } from "../../shared/texts";
import type { HandOverKind } from "./hand-over";
import type { Moment } from "./moment";

/** A message with a link, ready to be sent. */
export interface Message {
  readonly language: string;
  readonly text: string;
}

/** What a message is about. */
export interface MessageFacts {
  readonly kind: HandOverKind;
  readonly moment: Moment;
  readonly surveyPolicy: SurveyPolicy;
  /** The person's, where that is known. */
  readonly language: string | null;
  readonly service: Texts;
  readonly agency: Texts;
  readonly url: string;
}

/** Key of the text: nothing about a discreet service names it. */
export function messageKey({ kind, moment, surveyPolicy }: Pick<MessageFacts, "kind" | "moment" | "surveyPolicy">): string {
  if (kind === "REMINDER") return "invite.reminder";
  if (surveyPolicy === "DISCREET") return "invite.sms.discreet";
  return moment === "AFTER_GIVING_UP" ? "invite.abandoned" : "invite.sms";
}

/** The text in the person's language; in every language it is written in where theirs is not known or not among them. */
export function messagesOf(text: Texts, { language, service, agency, url }: MessageFacts): readonly Message[] {
  const theirs = language?.split("-")[0]?.toLowerCase();
  const languages = theirs !== undefined && theirs in text ? [theirs] : Object.keys(text);
  const values = (tag: string): Readonly<Record<string, string>> => ({ service: showText(service, tag)?.text ?? "", agency: showText(agency, tag)?.text ?? "", url });
  return languages.map((tag) => ({ language: tag, text: (text[tag] ?? "").replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values(tag)[name] ?? whole) }));
}
