import type { ComponentChildren, VNode } from "preact";
import type { Estimate } from "../../reports/domain/estimate";
import type { ShownText } from "../../shared/texts";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

/** One view of the page and the figures behind it. */
export interface View {
  /** Name of its CSV and anchor. */
  readonly id: string;
  readonly title: string;
  readonly body: VNode;
  readonly csv: string;
}

/** A name in its own language and direction, so that nothing around it is turned. */
export function Name({ of: { text, lang } }: { readonly of: ShownText }): VNode {
  return <bdi lang={lang}>{text}</bdi>;
}

/** A figure with its margin, or why there is none. */
export function Figure({ of, writer, change = false }: { readonly of: Estimate; readonly writer: PageWriter; readonly change?: boolean }): VNode {
  const { text, margin, mark, missing } = change ? writer.change(of) : writer.figure(of);
  if (missing) return <span class="missing">{text}</span>;
  return (
    <span class="figure">
      <Plain text={text} />
      {mark === "" || margin === null ? null : <span class="mark" aria-hidden="true">{mark}</span>}
      {margin === null ? null : <span class="margin"><bdi dir="ltr">{`(${margin})`}</bdi></span>}
    </span>
  );
}

/** Numbers run from left to right in both languages, ranges too; what holds Arabic words runs as Arabic, whatever number it begins with. */
export function Plain({ text }: { readonly text: string }): VNode {
  return <bdi dir={/\p{Script=Arabic}/u.test(text) ? "rtl" : "ltr"}>{text}</bdi>;
}

/** A table that scrolls by itself where the page is narrow, by keyboard too. */
export function Table({ caption, head, rows }: { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly ComponentChildren[])[] }): VNode {
  return (
    <div class="scroll" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead><tr>{head.map((cell) => <th scope="col">{cell}</th>)}</tr></thead>
        <tbody>{rows.map(([first, ...rest]) => <tr><th scope="row">{first}</th>{rest.map((cell) => <td>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** A chart; its figures stand in the table beside it, which readers of screens are sent to. */
export function Chart({ caption, svg }: { readonly caption: string; readonly svg: string }): VNode {
  return (
    <figure class="chart" role="img" aria-label={caption} tabIndex={0}>
      <div dir="ltr" dangerouslySetInnerHTML={{ __html: svg }} />
    </figure>
  );
}

/** A view: its question, its figures, what they do not say, and the same figures as CSV. */
export function ViewFrame({ id, title, question, notSaid, csvHref, writer, children }: {
  readonly id: string; readonly title: string; readonly question: string; readonly notSaid: string; readonly csvHref: string; readonly writer: PageWriter; readonly children: ComponentChildren;
}): VNode {
  return (
    <section class="view" id={id} aria-labelledby={`${id}-title`}>
      <div class="head">
        <h2 id={`${id}-title`}>{title}</h2>
        <a class="screen" href={csvHref} download aria-label={`${writer.word(WEEKLY_WORDS.page.csv)}: ${title}`}>{writer.word(WEEKLY_WORDS.page.csv)}</a>
      </div>
      <p class="question">{question}</p>
      {children}
      <p class="not-said"><strong>{writer.word(WEEKLY_WORDS.page.notSaid)}</strong>{notSaid}</p>
    </section>
  );
}
