import type { VNode } from "preact";
import type { WhoAnswered } from "../../reports/domain/who-answered/who-answered";
import { Figure, Table } from "./view-frame";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

const FUNNEL = ["eligible", "invited", "delivered", "opened", "answered"] as const;

/** Who answered of those who might have, whether they are like everybody, and the score weighted to all. */
export function WhoAnsweredPart({ who, writer }: { readonly who: WhoAnswered; readonly writer: PageWriter }): VNode {
  const words = WEEKLY_WORDS.who;
  const different = who.representativeness.filter((one) => one.different === true);
  const comma = writer.language === "ar" ? "، " : ", ";
  return (
    <>
      <h3>{writer.word(words.title)}</h3>
      {who.warnings.length === 0 ? null : <p class="alarm">{`${writer.word(words.doubt)}: ${who.warnings.map((warning) => writer.coded(WEEKLY_WORDS.warnings, warning)).join(comma)}`}</p>}
      <Table caption={writer.word(words.title)} head={FUNNEL.map((figure) => writer.word(words[figure]))} rows={[FUNNEL.map((figure) => <Figure of={who.asked[figure]} writer={writer} />)]} />
      <p class="question">
        {different.length === 0 ? writer.word(words.alike) : `${writer.word(words.different)}: ${different.map(({ by }) => writer.coded(WEEKLY_WORDS.circumstances, by)).join(comma)}`}
      </p>
      {who.scores.length === 0 ? null : (
        <Table caption={writer.word(words.weighted)} head={[words.question, words.raw, words.weighted].map((word) => writer.word(word))}
          rows={who.scores.map(({ instrument, version, raw, weighted }) => [<bdi dir="ltr">{`${instrument} v${String(version)}`}</bdi>, <Figure of={raw} writer={writer} />, <Figure of={weighted} writer={writer} />])} />
      )}
    </>
  );
}
