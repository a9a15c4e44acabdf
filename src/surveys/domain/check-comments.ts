import { Refusal } from "../../shared/refusal";
import { type RecordedAnswer, saidBy } from "./check-answers";
import type { FormQuestion } from "./form";
import { type GivenComment, LAST_COMMENT } from "./given-answer";
import { isShown } from "./show-if";
import type { SurveyComment } from "./survey";

/**
 * Which comment of the survey each text belongs to. Codes: `COMMENT_NOT_ASKED` (the survey has no such comment),
 * `COMMENT_TWICE`.
 */
export function checkComments(given: readonly GivenComment[], comments: readonly SurveyComment[]): readonly GivenComment[] | Refusal {
  const placed: GivenComment[] = [];
  for (const [i, { question, text }] of given.entries()) {
    const path = question === LAST_COMMENT ? ["comment"] : ["comments", i, "question"];
    const asked = question === LAST_COMMENT ? lastComment(comments) : comments.find((comment) => comment.text === question);
    if (asked === undefined) return new Refusal("COMMENT_NOT_ASKED", comments.length === 0 ? "This survey asks for no comment." : `Comments asked for are ${comments.map((comment) => comment.text).join(", ")}.`, path);
    if (placed.some((comment) => comment.question === asked.text)) return new Refusal("COMMENT_TWICE", `${asked.text} is written twice.`, path);
    placed.push({ question: asked.text, text });
  }
  return placed;
}

/** Those of the comments that the answers leave in their place; the others are dropped, as answers are. */
export function shownComments(
  given: readonly GivenComment[],
  comments: readonly SurveyComment[],
  answers: readonly RecordedAnswer[],
  questions: readonly FormQuestion[],
): readonly GivenComment[] {
  const said = answers.map(saidBy);
  return given.filter(({ question }) => comments.some((comment) => comment.text === question && isShown(comment, said, questions)));
}

/** The comment at the end of a survey; undefined where none stands there. */
export function lastComment(comments: readonly SurveyComment[]): SurveyComment | undefined {
  return comments.findLast(({ after }) => after === null);
}
