import type { VNode } from "preact";
import { COMMENT_LIMIT } from "../../surveys/domain/check-content";
import type { FormQuestion } from "../../surveys/domain/form";
import { FOLLOW_UP_DAYS } from "../../surveys/domain/invitation";
import { scaleRange } from "../../surveys/domain/instrument";
import { choiceValue, NOT_APPLICABLE, optionValue, type Typed } from "./posted-form";
import type { Field } from "./survey-pages";
import type { SurveyWriter } from "./survey-writer";

/** What is wrong with a field, in words. */
export type Problems = ReadonlyMap<string, string>;

interface Shown {
  readonly typed: Typed;
  readonly problems: Problems;
  readonly writer: SurveyWriter;
}

/** Where the error summary leads for a field. */
export function fieldId(name: string): string {
  return name.replace(/[^\w-]/gu, "-");
}

/** One field with its label, its hint and what is wrong with it. */
export function FieldView({ field, ...shown }: { readonly field: Field } & Shown): VNode {
  if (field.kind === "contact") return <ContactView {...shown} />;
  if (field.kind === "comment") return <CommentView name={field.name} text={field.text} {...shown} />;
  return isTyped(field.question) ? <NumberView name={field.name} question={field.question} {...shown} /> : <ChoiceView name={field.name} question={field.question} {...shown} />;
}

/** A count with more numbers than fit a list is typed. */
export function isTyped({ instrument, options }: FormQuestion): boolean {
  return instrument.kind === "COUNT" && options.length > 11;
}

/** A scale of eleven numbers is shown in numbers; every other in words. */
function isDigits({ instrument, options }: FormQuestion): boolean {
  return instrument.kind === "RATING" && options.length > 7;
}

function ChoiceView({ name, question, typed, problems, writer }: { readonly name: string; readonly question: FormQuestion } & Shown): VNode {
  const { instrument, options } = question;
  const several = instrument.kind === "MULTIPLE";
  const id = fieldId(name);
  const problem = problems.get(name);
  const chosen = typed.get(name) ?? [];
  const describedBy = [problem === undefined ? [] : `${id}-problem`, several ? `${id}-hint` : []].flat().join(" ");
  const option = (value: string, label: VNode, i: number): VNode => (
    <label class={value === NOT_APPLICABLE ? "option apart" : "option"}>
      <input type={several ? "checkbox" : "radio"} name={name} value={value} id={i === 0 ? id : undefined} checked={chosen.includes(value)} />
      <span>{label}</span>
    </label>
  );
  const listed = options.map((one, i) => option(several ? choiceValue(one.value) : optionValue(one), writer.written(one.label), i));
  return (
    <fieldset role={several ? undefined : "radiogroup"} aria-describedby={describedBy === "" ? undefined : describedBy} aria-invalid={problem === undefined || several ? undefined : true}>
      <Legend question={question} writer={writer} />
      {several ? <p class="hint" id={`${id}-hint`}>{writer.plain("choice.several")}</p> : null}
      <Problem id={id} problem={problem} />
      {isDigits(question) ? <div class="digits">{listed}</div> : listed}
      {instrument.notApplicable === null ? null : option(NOT_APPLICABLE, writer.written(instrument.notApplicable), -1)}
    </fieldset>
  );
}

function Legend({ question: { heading, instrument }, writer }: { readonly question: FormQuestion; readonly writer: SurveyWriter }): VNode {
  return (
    <legend>
      {heading === null ? null : <h2>{writer.written(heading)}</h2>}
      {instrument.lead === null ? null : <span class="lead">{writer.written(instrument.lead)}</span>}
      {writer.written(instrument.wording)}
    </legend>
  );
}

function Problem({ id, problem }: { readonly id: string; readonly problem: string | undefined }): VNode | null {
  return problem === undefined ? null : <p class="wrong" id={`${id}-problem`}>{problem}</p>;
}

function NumberView({ name, question, typed, problems, writer }: { readonly name: string; readonly question: FormQuestion } & Shown): VNode {
  const id = fieldId(name);
  const problem = problems.get(name);
  const [said] = typed.get(name) ?? [];
  const { notApplicable } = question.instrument;
  return (
    <fieldset>
      <Legend question={question} writer={writer} />
      <Problem id={id} problem={problem} />
      <input type="text" inputMode="numeric" autocomplete="off" id={id} name={name} aria-label={writer.bare(question.instrument.wording)} aria-describedby={problem === undefined ? undefined : `${id}-problem`} aria-invalid={problem === undefined ? undefined : true} value={said === NOT_APPLICABLE ? "" : (said ?? "").replace(/^score:/u, "")} />
      {notApplicable === null ? null : (
        <label class="option apart">
          <input type="checkbox" name={name} value={NOT_APPLICABLE} checked={said === NOT_APPLICABLE} />
          <span>{writer.written(notApplicable)}</span>
        </label>
      )}
    </fieldset>
  );
}

/** What is wrong with a number that was typed: that it is none, or not one of those asked for. */
export function numberProblem({ instrument }: FormQuestion, writer: SurveyWriter): string {
  const { minimum = 0, maximum = 0 } = scaleRange(instrument) ?? {};
  return writer.plain("count.invalid", { minimum: writer.number(minimum), maximum: writer.number(maximum) });
}

function ContactView({ typed, writer }: Shown): VNode {
  const [said] = typed.get("contact") ?? [];
  return (
    <fieldset role="radiogroup">
      <legend>{writer.plain("contact.ask", { followUpDays: writer.days(FOLLOW_UP_DAYS) })}</legend>
      {(["yes", "no"] as const).map((value, i) => (
        <label class="option">
          <input type="radio" name="contact" value={value} id={i === 0 ? "contact" : undefined} checked={said === value} />
          <span>{writer.label("contact.options", i)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function CommentView({ name, text, typed, problems, writer }: { readonly name: string; readonly text: string } & Shown): VNode {
  const id = fieldId(name);
  const problem = problems.get(name);
  const limit = writer.number(COMMENT_LIMIT);
  return (
    <div>
      <label class="ask" for={id}>{writer.plain(text)}</label>
      <p class="hint" id={`${id}-hint`}>{`${writer.plain("comment.hint")} ${writer.plain("comment.limit", { limit })}`}</p>
      <Problem id={id} problem={problem} />
      <textarea id={id} name={name} rows={5} dir="auto" autocomplete="off" aria-describedby={problem === undefined ? `${id}-hint` : `${id}-problem ${id}-hint`} aria-invalid={problem === undefined ? undefined : true} value={typed.get(name)?.[0] ?? ""} />
    </div>
  );
}
