import type { Draft } from "../../surveys/domain/given-answer";
import type { UnlinkedForm, UnlinkedSurveyService } from "../../surveys/unlinked-survey.service";
import { Refusal } from "../../shared/refusal";
import { readRest } from "./posted-form";
import type { AskedSurveys } from "./survey-walk";

/** What goes back and forth with the pages of somebody who read a code: nothing of them is kept until they send it. */
export interface VisitState {
  /** The form they answer. */
  readonly form: string;
  /** What they filled in so far. */
  readonly draft: Draft | null;
  readonly sent: boolean;
}

/** Longer than everything that can be filled in. */
const LONGEST = 65_536;

/** Stands in the place of the token of a form; what somebody makes of it is checked as what they answer is. */
export function writeVisit(state: VisitState): string {
  return Buffer.from(JSON.stringify(state)).toString("base64url");
}

/** What a form carried; undefined where it is none of ours. */
export function readVisit(carried: string): VisitState | undefined {
  if (carried.length > LONGEST) return undefined;
  try {
    const { form, draft, sent } = JSON.parse(Buffer.from(carried, "base64url").toString("utf8")) as Partial<Record<keyof VisitState, unknown>>;
    if (typeof form !== "string" || typeof sent !== "boolean") return undefined;
    const filled = readRest(JSON.stringify(draft ?? null));
    const { language } = (draft ?? {}) as { readonly language?: unknown };
    return { form, draft: filled === undefined || typeof language !== "string" ? null : { ...filled, language }, sent };
  } catch {
    return undefined;
  }
}

/**
 * The survey of one visit, as the walk through its pages asks for it: what is kept for a person with a link is kept here for
 * one request, and travels with their pages between them.
 */
export class UnlinkedVisit implements AskedSurveys {
  readonly readSurvey: AskedSurveys["readSurvey"] = { read: () => Promise.resolve(this.read()) };

  readonly saveAnswers: AskedSurveys["saveAnswers"] = {
    save: (_token, draft) => {
      this.now = { ...this.now, draft };
      return Promise.resolve({ expiresAt: this.asked.survey.expiresAt });
    },
  };

  readonly submitResponse: AskedSurveys["submitResponse"] = {
    submit: async (_token, draft, address) => {
      this.now = { ...this.now, draft };
      const sent = await this.unlinked.submit(this.code, this.now.form, draft, address ?? null);
      // Left open since yesterday: the page is shown once more, with all that was filled in, to be sent from here.
      if (sent instanceof Refusal && sent.code === "INVITATION_EXPIRED") this.now = { ...this.now, form: this.asked.form };
      else if (!(sent instanceof Refusal) || sent.code === "ALREADY_ANSWERED") this.now = { ...this.now, draft: null, sent: true };
      return sent instanceof Refusal ? sent : { ...sent, receipt: this.now.form };
    },
  };

  /** Nobody was asked, so nobody can ask to be left alone. */
  readonly optOut: AskedSurveys["optOut"] = { optOut: () => Promise.resolve(new Refusal("NOT_FOUND", "Nobody was invited.")) };

  private now: VisitState;

  constructor(
    private readonly unlinked: UnlinkedSurveyService,
    private readonly code: string,
    /** What the code asks now. */
    private readonly asked: UnlinkedForm,
    before: VisitState | undefined,
    readonly words: AskedSurveys["words"],
  ) {
    this.now = before ?? { form: asked.form, draft: null, sent: false };
  }

  get state(): VisitState {
    return this.now;
  }

  private read(): Awaited<ReturnType<AskedSurveys["readSurvey"]["read"]>> {
    const { survey } = this.asked;
    return this.now.sent ? { ...survey, open: false, reason: "ANSWERED", optedOutUntil: null } : { ...survey, draft: this.now.draft };
  }
}
