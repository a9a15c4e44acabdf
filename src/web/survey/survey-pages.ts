import type { AgencyForPeople } from "../../catalogue/domain/agency-for-people";
import { mayBeContacted, mayYetBeContacted } from "../../surveys/domain/may-be-contacted";
import type { FormQuestion } from "../../surveys/domain/form";
import type { GivenAnswer } from "../../surveys/domain/given-answer";
import { isAboutStep } from "../../surveys/domain/instrument";
import type { Moment } from "../../surveys/domain/moment";
import { isShown, mayBeShown } from "../../surveys/domain/show-if";
import type { SurveyComment } from "../../surveys/domain/survey";

/** One thing to fill in. */
export type Field =
  | { readonly kind: "question"; readonly name: string; readonly question: FormQuestion }
  | { readonly kind: "comment"; readonly name: string; /** Key of the text that asks for it. */ readonly text: string }
  | { readonly kind: "contact"; readonly name: "contact" };

/** What is asked at once: one thing, seldom two. */
export interface Page {
  /** Stands in the address: the name of its first field. */
  readonly key: string;
  readonly fields: readonly Field[];
}

/** What decides which pages there are. */
export interface Asked {
  readonly moment: Moment;
  readonly questions: readonly FormQuestion[];
  readonly comments: readonly SurveyComment[];
  readonly forPeople: Pick<AgencyForPeople, "followsUp">;
}

/**
 * The pages of one person as far as their answers decide them: each question by itself, each comment where the survey puts
 * it. Whoever gave up was promised two questions, and finds the last comment below the second. Whoever had trouble is asked last whether the agency may contact them, where somebody would.
 */
export function pagesOf(asked: Asked, answers: readonly GivenAnswer[]): readonly Page[] {
  const pages = askedPages(asked, answers);
  return asked.forPeople.followsUp && mayBeContacted(answers) ? [...pages, pageOf({ kind: "contact", name: "contact" })] : pages;
}

/** Whether nothing that is still to be answered adds a page or takes one away, so that their number can be told. */
export function areSettled(asked: Asked, answers: readonly GivenAnswer[]): boolean {
  const contact = !asked.forPeople.followsUp || mayBeContacted(answers) || !mayYetBeContacted(answers, asked.questions);
  return contact && askedPages(asked, answers, mayBeShown).length === askedPages(asked, answers).length;
}

function askedPages({ moment, questions, comments }: Asked, answers: readonly GivenAnswer[], shows = isShown): readonly Page[] {
  const shown = questions.filter((question) => shows(question, answers, questions));
  const written = comments.filter((comment) => shows(comment, answers, questions));
  const commentsAfter = (code: string | null): readonly Page[] => written.filter(({ after }) => after === code).map(({ text }) => pageOf({ kind: "comment", name: `c:${text}`, text }));
  const pages = shown.flatMap((question, i): readonly Page[] => {
    const { code } = question.instrument;
    const page = pageOf({ kind: "question", name: fieldName(code, question.step), question });
    // Behind the last of those about a step, where the question is put more than once.
    const last = shown[i + 1]?.instrument.code !== code;
    return [page, ...(last ? commentsAfter(code) : [])];
  });
  const end = commentsAfter(null);
  const lastPage = pages[pages.length - 1];
  if (moment !== "AFTER_GIVING_UP" || lastPage === undefined) return [...pages, ...end];
  return [...pages.slice(0, -1), { ...lastPage, fields: [...lastPage.fields, ...end.flatMap(({ fields }) => fields)] }];
}

function pageOf(field: Field): Page {
  return { key: field.name, fields: [field] };
}

/** The name of a question's field. Codes hold no colon. */
export function fieldName(instrument: string, step: string | null): string {
  return step === null ? `q:${instrument}` : `q:${instrument}:${step}`;
}

/** The name of the field an answer was given in: a step that was chosen is no part of it. */
export function nameOf({ instrument, step }: Pick<GivenAnswer, "instrument" | "step">): string {
  return fieldName(instrument, isAboutStep({ code: instrument }) ? step : null);
}
