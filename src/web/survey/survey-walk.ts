import { type GivenContent, COMMENT_LIMIT } from "../../surveys/domain/check-content";
import { languagesOf } from "../../surveys/domain/translation";
import { LINK_DAYS } from "../../surveys/domain/invitation";
import type { ClosedSurvey, SurveyForm, SurveyMatter } from "../../surveys/read-survey.service";
import type { SurveysModule } from "../../surveys/surveys.module";
import { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";
import type { Carrier } from "./carrier";
import { isTyped, numberProblem, type Problems } from "./field-view";
import { answersIn, commentsIn, type Filled, type PostedForm, skipped, type Typed, typedOf } from "./posted-form";
import { areSettled, nameOf, type Page, pagesOf } from "./survey-pages";
import { type Asker, questionsHtml, type SaidView, saidHtml, thanksParagraphs } from "./survey-views";
import { SurveyWriter } from "./survey-writer";

/** What the house says of itself on every page. */
export interface HouseFacts {
  readonly office: Texts;
  /** Where people read what has changed. */
  readonly changesUrl: string | null;
}

/** Where somebody wants to be, and in which language if they said. */
export interface Wish {
  readonly at: string | null;
  readonly language: string | null;
  /** What their browser asks for: `Accept-Language`. */
  readonly accepts: string;
}

/** What a door answers: a page, or that another one is to be opened. */
export type Screen =
  | { readonly kind: "page"; readonly status: 200 | 404 | 410 | 422; readonly html: (carrier: Carrier) => string }
  | { readonly kind: "go"; readonly at: string | null; readonly language: string };

/** What stands in the address of a page that says what came of something just done. `here`: for this link alone. */
const THANKS = "thanks";
const STOPPED = "stopped";
const STOPPED_HERE = "stopped-here";

/** What the walk asks of the house. `words`: all it says. */
export interface AskedSurveys {
  readonly readSurvey: Pick<SurveysModule["readSurvey"], "read">;
  readonly saveAnswers: Pick<SurveysModule["saveAnswers"], "save">;
  readonly submitResponse: Pick<SurveysModule["submitResponse"], "submit">;
  readonly noteOpened?: Pick<SurveysModule["noteOpened"], "note">;
  readonly optOut: Pick<SurveysModule["optOut"], "optOut">;
  readonly words: SurveysModule["words"];
}

/** Leads one person through their pages, whichever way their token travels. Remembers nothing: the draft does. */
export class SurveyWalk {
  constructor(
    private readonly surveys: AskedSurveys,
    private readonly house: HouseFacts,
    /** Whether answers are about a transaction of somebody who was drawn, and who may therefore say that they will not be asked again. */
    private readonly linked = true,
  ) {}

  /**
   * The page somebody wants to see; without a wish the first they have not filled in.
   *
   * @param address of whoever holds the link; compared and forgotten
   */
  async open(token: string, wish: Wish, address: string | null): Promise<Screen> {
    const form = await this.surveys.readSurvey.read(token, address);
    if (form instanceof Refusal) return this.unknown(wish, null);
    if (!form.open) return this.closed(form, wish);
    const rest = filledIn(form);
    const writer = this.writer(wish, form.draft?.language ?? form.language, this.languagesOf(form));
    const pages = pagesOf(form, rest.answers);
    const page = pages.find(({ key }) => key === wish.at) ?? pages.find((one) => !isFilled(one, rest)) ?? pages[pages.length - 1];
    return page === undefined ? this.unknown(wish, null) : this.questions(form, { pages, page, rest, typed: typedOf(rest), problems: new Map(), writer });
  }

  /**
   * Takes what a page sent: keeps it, and says where to go on.
   *
   * @param address of whoever answers; compared and forgotten
   */
  async take(token: string, posted: PostedForm, wish: Wish, address: string | null): Promise<Screen> {
    const form = await this.surveys.readSurvey.read(token, address);
    if (form instanceof Refusal) return this.unknown(wish, writtenIn(posted));
    const offered = form.open ? this.languagesOf(form) : this.surveys.words.languages;
    const writer = this.writer(wish, posted.language, offered);
    const language = /^language\.(\w+)$/u.exec(posted.action)?.[1];
    if (posted.action === "stop") return this.stop(token, writer);
    if (!form.open) return language === undefined ? this.late(token, form, posted, writer, address) : { kind: "go", at: posted.at, language };
    const before = filledIn(form);
    const pages = pagesOf(form, before.answers);
    const page = pages.find(({ key }) => key === posted.at);
    // A page that is no longer asked: an answer given elsewhere meanwhile took it away.
    if (page === undefined) return { kind: "go", at: null, language: language ?? writer.language };
    const after = merged(form, before, page, posted);
    const next = language === undefined ? writer : this.writer({ ...wish, language }, null, offered);
    const problems = problemsOf(page, posted, next);
    // A press that keeps nothing is a press all the same.
    if (problems.size > 0) await this.surveys.noteOpened?.note(token);
    if (problems.size > 0) return this.questions(form, { pages, page, rest: after, typed: new Map([...typedOf(before), ...posted.typed]), problems, writer: next });
    const later = pagesOf(form, after.answers);
    const position = later.findIndex(({ key }) => key === page.key);
    const forward = posted.action === "next" || posted.action === "send" || posted.action === "skip";
    const onward = forward ? later[position + 1] : posted.action === "back" ? later[position - 1] : page;
    const content = { ...after, language: next.language };
    if (forward && onward === undefined) return this.send(token, content, writer, address);
    const saved = await this.surveys.saveAnswers.save(token, content);
    if (saved instanceof Refusal) return { kind: "go", at: null, language: next.language };
    return { kind: "go", at: (onward ?? page).key, language: next.language };
  }

  private async send(token: string, content: GivenContent, writer: SurveyWriter, address: string | null): Promise<Screen> {
    const sent = await this.surveys.submitResponse.submit(token, content, address);
    return { kind: "go", at: sent instanceof Refusal ? null : THANKS, language: writer.language };
  }

  private async stop(token: string, { language }: SurveyWriter): Promise<Screen> {
    const stopped = await this.surveys.optOut.optOut(token);
    return { kind: "go", at: stopped instanceof Refusal ? null : stopped.until === null ? STOPPED_HERE : STOPPED, language };
  }

  /** Sent when it was answered before: the same once more is thanked for, as the first was. */
  private async late(token: string, form: ClosedSurvey, posted: PostedForm, writer: SurveyWriter, address: string | null): Promise<Screen> {
    const { rest, typed, at } = posted;
    if (form.reason !== "ANSWERED" || rest === undefined) return { kind: "go", at: null, language: writer.language };
    const own = taken(posted, [...typed.keys()], posted.action === "skip" && at.startsWith("q:") ? [at] : []);
    return this.send(token, { ...overlaid(rest, own), language: writer.language }, writer, address);
  }

  private questions(form: SurveyForm, shown: { readonly pages: readonly Page[]; readonly page: Page; readonly rest: Filled; readonly typed: Typed; readonly problems: Problems; readonly writer: SurveyWriter }): Screen {
    const { pages, page, rest, typed, problems, writer } = shown;
    const i = pages.indexOf(page);
    const own = new Set(page.fields.map(({ name }) => name));
    const others: Filled = { answers: rest.answers.filter((answer) => !own.has(nameOf(answer))), comments: rest.comments.filter(({ question }) => !own.has(`c:${question}`)), ...(own.has("contact") || rest.contact === undefined ? {} : { contact: rest.contact }) };
    const view = { asker: this.asker(form), page, i: i + 1, n: areSettled(form, rest.answers) ? pages.length : null, typed, problems, rest: i === pages.length - 1 ? others : null };
    return { kind: "page", status: problems.size === 0 ? 200 : 422, html: (carrier) => questionsHtml(view, carrier, writer) };
  }

  private closed(form: ClosedSurvey, wish: Wish): Screen {
    const writer = this.writer(wish, form.language);
    const asker = this.asker(form);
    if (wish.at === STOPPED_HERE || (form.reason === "OPTED_OUT" && form.optedOutUntil === null && wish.at !== STOPPED)) return this.said(200, STOPPED_HERE, { asker, said: [writer.plain("optout.here")], unsaved: null }, writer);
    if (wish.at === STOPPED || form.reason === "OPTED_OUT") return this.said(200, STOPPED, { asker, said: [writer.plain("optout.done")], unsaved: null }, writer);
    if (form.reason === "EXPIRED") return this.said(410, "expired", { asker, said: [writer.plain("expired", { date: writer.date(form.expiresAt, form.timeZone) })], unsaved: null }, writer);
    const thanked = wish.at === THANKS;
    return this.said(200, thanked ? THANKS : "already", { asker, said: [writer.plain(thanked ? "thanks" : "already"), ...thanksParagraphs(asker, writer)], unsaved: null }, writer);
  }

  /** Nothing says whether the link was cut short, made up or never meant for this browser. */
  unknown(wish: Wish, unsaved: string | null): Screen {
    const writer = this.writer(wish, null);
    return this.said(404, "unknown", { asker: null, said: [writer.plain("unknown")], unsaved }, writer);
  }

  private said(status: 200 | 404 | 410, at: string, view: Omit<SaidView, "optOut">, writer: SurveyWriter): Screen {
    return { kind: "page", status, html: (carrier) => saidHtml({ ...view, optOut: this.linked && at !== STOPPED && at !== STOPPED_HERE }, at, carrier, writer) };
  }

  private asker({ service, agency, discreet, forPeople, approval }: SurveyMatter): Asker {
    return { service, agency, discreet, ...this.house, contact: forPeople.contact, approval, complaints: forPeople.complaints, linkDays: this.linked ? LINK_DAYS : null };
  }

  /** In the language asked for, else in the one the portal said, else in the browser's, else in Arabic. */
  writer({ language, accepts }: Wish, known: string | null, offered = this.surveys.words.languages): SurveyWriter {
    const browsers = accepts.split(",").map((tag) => tag.trim());
    const wanted = [language, known, ...browsers].map((tag) => tag?.split(/[-;]/u)[0]?.toLowerCase() ?? "").find((tag) => offered.includes(tag));
    return new SurveyWriter(this.surveys.words, wanted ?? "ar", offered);
  }

  /** In which the whole of a form can be read. */
  private languagesOf({ questions }: SurveyForm): readonly string[] {
    return languagesOf(questions, this.surveys.words.languages);
  }
}

function filledIn({ draft }: SurveyForm): Filled {
  return { answers: draft?.answers ?? [], comments: draft?.comments ?? [], ...(draft?.contact === undefined ? {} : { contact: draft.contact }) };
}

/** What was filled in before, with what this page says in its place. */
function merged(form: SurveyForm, before: Filled, page: Page, posted: PostedForm): Filled {
  const names = page.fields.map(({ name }) => name);
  // Should the draft be gone, what the page carried takes its place.
  const below = form.draft === null && posted.rest !== undefined ? posted.rest : before;
  return overlaid(below, taken(posted, names, posted.action === "skip" ? names.filter((name) => name.startsWith("q:")) : []));
}

/** What a page's fields hold, of those that were not passed over. */
function taken({ typed }: PostedForm, names: readonly string[], passed: readonly string[]): Filled {
  const [agreed] = typed.get("contact") ?? [];
  const questions = names.filter((name) => name.startsWith("q:") && !passed.includes(name));
  return { answers: [...answersIn(typed, questions), ...skipped(passed)], comments: commentsIn(typed, names.filter((name) => name.startsWith("c:") && typed.has(name))), ...(agreed === undefined || !names.includes("contact") ? {} : { contact: agreed === "yes" }) };
}

function overlaid(below: Filled, own: Filled): Filled {
  const answered = new Set(own.answers.map(nameOf));
  const written = new Set(own.comments.map(({ question }) => question));
  const contact = own.contact ?? below.contact;
  return {
    ...(contact === undefined ? {} : { contact }),
    answers: [...below.answers.filter((answer) => !answered.has(nameOf(answer))), ...own.answers],
    comments: [...below.comments.filter(({ question }) => !written.has(question)), ...own.comments.filter(({ text }) => text.trim() !== "")],
  };
}

/** All that was written on a page, to be copied from where it cannot be kept. */
export function writtenIn({ typed }: PostedForm): string | null {
  const written = [...typed].filter(([name]) => name.startsWith("c:")).flatMap(([, texts]) => texts).filter((text) => text !== "");
  return written.length === 0 ? null : written.join("\n\n");
}

/** What keeps a page from being taken. Whoever goes back or changes the language need not have answered yet. */
function problemsOf(page: Page, { action, typed }: PostedForm, writer: SurveyWriter): Problems {
  const forward = action === "next" || action === "send";
  const problems = new Map<string, string>();
  for (const field of page.fields) {
    const said = typed.get(field.name)?.[0] ?? "";
    if (field.kind === "contact") continue;
    if (field.kind === "comment") {
      if (Array.from(said.trim()).length > COMMENT_LIMIT) problems.set(field.name, writer.plain("comment.long", { limit: writer.number(COMMENT_LIMIT) }));
      continue;
    }
    const [answer] = answersIn(typed, [field.name]);
    const asked = field.question.instrument.points.some(({ value }) => value === answer?.score) || answer?.notApplicable === true;
    if (isTyped(field.question) && said.trim() !== "" && !asked && action !== "skip") problems.set(field.name, numberProblem(field.question, writer));
    else if (forward && answer === undefined) problems.set(field.name, writer.plain("answer.missing"));
  }
  return problems;
}

/** Whether nothing of a page is left to ask: answered or passed over. A comment is asked until it is written or sent. */
function isFilled({ fields }: Page, { answers, comments, contact }: Filled): boolean {
  const names = new Set([...answers.map(nameOf), ...comments.map(({ question }) => `c:${question}`), ...(contact === undefined ? [] : ["contact"])]);
  return fields.every(({ name }) => names.has(name));
}
