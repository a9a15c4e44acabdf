import type { ComponentChildren, VNode } from "preact";
import type { Approval } from "../../surveys/domain/survey";
import type { Texts } from "../../shared/texts";
import { Carried, type Carrier } from "./carrier";
import { fieldId, FieldView, type Problems } from "./field-view";
import type { Filled, Typed } from "./posted-form";
import { documentOf } from "./survey-document";
import type { Page } from "./survey-pages";
import type { SurveyWriter } from "./survey-writer";

/** Who asks, and what they tell people; null: not told, and the sentence that needs it is left out. */
export interface Asker {
  /** Headings: خدمة «…». */
  readonly service: Texts;
  readonly agency: Texts;
  /** Whether the page names neither. */
  readonly discreet: boolean;
  readonly office: Texts;
  readonly contact: Texts | null;
  readonly approval: Approval | null;
  readonly complaints: { readonly name: Texts; readonly url: string } | null;
  readonly changesUrl: string | null;
  /** For how long answers are linked to a transaction; null: they are about none that is known. */
  readonly linkDays: number | null;
}

/** A page with questions, as it stands. */
export interface QuestionsView {
  readonly asker: Asker;
  readonly page: Page;
  /** Which of how many; null: that depends on what they answer yet. */
  readonly i: number;
  readonly n: number | null;
  readonly typed: Typed;
  readonly problems: Problems;
  /** Carried by the page that sends. */
  readonly rest: Filled | null;
}

/** A page of the form. */
export function questionsHtml(view: QuestionsView, carrier: Carrier, writer: SurveyWriter): string {
  const { asker, page, i, n, typed, problems, rest } = view;
  const first = i === 1;
  const progress = n === null ? writer.plain("progress.open", { i: writer.number(i) }) : writer.plain("progress", { i: writer.number(i), n: writer.number(n) });
  const skippable = page.fields.some(({ kind }) => kind === "question");
  const title = `${problems.size === 0 ? "" : `${writer.plain("error.check")} – `}${progress} – ${titleOf(asker, writer)}`;
  return documentOf(writer.language, title, (
    <form method="post" action={carrier.action} novalidate>
      <button class="unseen" name="action" value={rest === null ? "next" : "send"} tabIndex={-1} aria-hidden="true" />
      <Carried carrier={carrier} language={writer.language} />
      <input type="hidden" name="at" value={page.key} />
      {rest === null ? null : <input type="hidden" name="rest" value={JSON.stringify(rest)} />}
      <Head asker={asker} writer={writer} />
      <main>
        <ProblemList problems={problems} writer={writer} />
        {first ? <p>{writer.plain("notice.short")}</p> : null}
        <p class="progress">{progress}</p>
        {page.fields.map((field) => <FieldView field={field} typed={typed} problems={problems} writer={writer} />)}
        <div class="buttons">
          <button class="main" name="action" value={rest === null ? "next" : "send"}>{writer.label(BUTTONS, rest === null ? 0 : 2)}</button>
          {first ? null : <button name="action" value="back">{writer.label(BUTTONS, 1)}</button>}
          {skippable ? <button name="action" value="skip">{writer.label(BUTTONS, 3)}</button> : null}
        </div>
      </main>
      <footer>
        <Notice asker={asker} writer={writer} />
        {asker.linkDays === null ? null : <button class="text" name="action" value="stop">{writer.plain("optout.link")}</button>}
      </footer>
    </form>
  ));
}

const BUTTONS = "button.next/back/send/skip";

function titleOf(asker: Asker | null, writer: SurveyWriter): string {
  return asker === null || asker.discreet ? writer.plain("page.title") : (asker.service[writer.language] ?? writer.plain("page.title"));
}

function Head({ asker, writer }: { readonly asker: Asker | null; readonly writer: SurveyWriter }): VNode {
  return (
    <header>
      <div>{asker === null ? <h1>{writer.plain("page.title")}</h1> : <Heading asker={asker} writer={writer} />}</div>
      {writer.others.map(({ language, name }) => <button class="text" name="action" value={`language.${language}`} lang={language}>{name}</button>)}
    </header>
  );
}

function Heading({ asker, writer }: { readonly asker: Asker; readonly writer: SurveyWriter }): VNode {
  if (asker.discreet) return <h1>{writer.plain("sensitive.lead")}</h1>;
  return (
    <>
      <p class="quiet">{writer.written(asker.agency)}</p>
      <h1>{writer.written(asker.service)}</h1>
    </>
  );
}

/** What has to be put right, first and in focus; each leads to its field. */
function ProblemList({ problems, writer }: { readonly problems: Problems; readonly writer: SurveyWriter }): VNode | null {
  if (problems.size === 0) return null;
  return (
    <div class="problem" role="alert" tabIndex={-1} autofocus aria-labelledby="problem-title">
      <h2 id="problem-title">{writer.plain("error.check")}</h2>
      <ul>{[...problems].map(([name, problem]) => <li><a href={`#${fieldId(name)}`}>{problem}</a></li>)}</ul>
    </div>
  );
}

function Notice({ asker, writer }: { readonly asker: Asker; readonly writer: SurveyWriter }): VNode {
  const { office, agency, contact, approval, discreet } = asker;
  const values = {
    office: writer.written(office),
    agency: discreet ? null : writer.written(agency),
    link: asker.linkDays === null ? null : writer.plain("notice.link.cut", { linkDays: writer.days(asker.linkDays) }),
    contact: contact === null ? null : writer.written(contact),
    approval: approval === null ? null : writer.plain("notice.approval", { authority: approval.authority, reference: approval.reference }),
  };
  return (
    <details>
      <summary>{writer.plain("notice.more")}</summary>
      {writer.filled(asker.linkDays === null ? "notice.unlinked" : "notice.full", values).map((line) => <p>{line}</p>)}
    </details>
  );
}

/** What a page without questions says. */
export interface SaidView {
  readonly asker: Asker | null;
  /** Paragraphs; the first is the heading of the page. */
  readonly said: readonly ComponentChildren[];
  /** What somebody typed that could not be taken, so that they can copy it. */
  readonly unsaved: string | null;
  readonly optOut: boolean;
}

/** A page that says how things stand: thanks, answered before, expired, unknown, stopped. */
export function saidHtml({ asker, said, unsaved, optOut }: SaidView, at: string, carrier: Carrier, writer: SurveyWriter): string {
  return documentOf(writer.language, titleOf(asker, writer), (
    <form method="post" action={carrier.action} novalidate>
      <Carried carrier={carrier} language={writer.language} />
      <input type="hidden" name="at" value={at} />
      <Head asker={asker} writer={writer} />
      <main>
        {said.map((paragraph, i) => (i === 0 ? <div role="status"><h2>{paragraph}</h2></div> : <p>{paragraph}</p>))}
        {unsaved === null ? null : (
          <>
            <label class="ask" for="unsaved">{writer.plain("error.yours")}</label>
            <textarea id="unsaved" rows={5} dir="auto" readOnly value={unsaved} />
          </>
        )}
      </main>
      {asker === null ? null : (
        <footer>
          <Notice asker={asker} writer={writer} />
          {optOut ? <button class="text" name="action" value="stop">{writer.plain("optout.link")}</button> : null}
        </footer>
      )}
    </form>
  ));
}

/** The channel for complaints and what becomes of the answers, where the agency and the office told them. */
export function thanksParagraphs({ complaints, changesUrl }: Asker, writer: SurveyWriter): readonly ComponentChildren[] {
  return [
    ...writer.filled("thanks.use", { changesUrl: changesUrl === null ? null : <Address url={changesUrl} /> }),
    ...writer.filled("thanks.complaint", {
      complaintsName: complaints === null ? null : writer.written(complaints.name),
      complaintsUrl: complaints === null ? null : <Address url={complaints.url} />,
    }),
  ];
}

function Address({ url }: { readonly url: string }): VNode {
  return <a href={url} rel="noreferrer" dir="ltr">{url}</a>;
}

/** A page without a switch, since nothing can be looked up, says the same once more for whoever reads the other language. */
function InBoth({ text, writer }: { readonly text: string; readonly writer: SurveyWriter }): VNode {
  return (
    <>
      <p>{writer.plain(text)}</p>
      {writer.inOthers(text).map((other) => <p>{other}</p>)}
    </>
  );
}

/** What somebody sent while the database was away: everything is still in the form, one press sends it again. */
export function failedHtml(sent: URLSearchParams, carrier: Carrier, writer: SurveyWriter): string {
  const fields = [...sent].filter(([name]) => name !== "token" && name !== "language");
  return documentOf(writer.language, writer.plain("page.title"), (
    <form method="post" action={carrier.action} novalidate>
      <Carried carrier={carrier} language={writer.language} />
      <header><h1>{writer.plain("page.title")}</h1></header>
      <main>
        <div class="problem" role="alert" tabIndex={-1} autofocus><InBoth text="error.save" writer={writer} /></div>
        {fields.map(([name, value]) => (name.startsWith("c:") ? (
          <>
            <label class="ask" for={fieldId(name)}>{writer.plain("error.yours")}</label>
            <textarea id={fieldId(name)} name={name} rows={5} dir="auto" value={value} />
          </>
        ) : <input type="hidden" name={name} value={value} />))}
        <div class="buttons"><button class="main">{writer.plain("button.again")}{writer.inOthers("button.again", " · ")}</button></div>
      </main>
    </form>
  ));
}

/** That the page could not be opened; nothing was typed yet. */
export function unopenedHtml(carrier: Carrier, writer: SurveyWriter): string {
  return documentOf(writer.language, writer.plain("page.title"), (
    <>
      <header><h1>{writer.plain("page.title")}</h1></header>
      <main>
        <div class="problem" role="alert"><InBoth text="error.open" writer={writer} /></div>
        <p><a class="again" href={carrier.kind === "cookie" ? carrier.action : ""}>{writer.plain("button.again")}{writer.inOthers("button.again", " · ")}</a></p>
      </main>
    </>
  ));
}
