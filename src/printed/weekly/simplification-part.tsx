import type { VNode } from "preact";
import type { CardLine, SimplificationCard } from "../../reports/domain/burden/simplification-card";
import type { Estimate } from "../../reports/domain/estimate";
import { Figure, Plain, Table } from "./view-frame";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

/** The simplification card: what a service costs people, beside an earlier version of its procedure. */
export function SimplificationPart({ card, writer }: { readonly card: SimplificationCard; readonly writer: PageWriter }): VNode {
  const words = WEEKLY_WORDS.simplification;
  const version = (n: number): string => `${writer.word(words.now)} ${writer.number(n)}`;
  const compared = card.comparedWithVersion;
  const shown = card.lines.filter(({ now, before }) => now.value !== null || now.low !== null || before?.value != null).filter(({ figure, now, before }) => figure !== "WAITING_DAYS" || now.value !== 0 || (before?.value ?? 0) !== 0);
  return (
    <>
      <h3>{writer.word(words.title)}</h3>
      <Table caption={writer.word(words.title)} head={[writer.word(words.line), version(card.version), ...(compared === null ? [] : [version(compared), writer.word(words.change)])]}
        rows={shown.map((line) => [lineName(line, writer), told(line, line.now, writer), ...(compared === null ? [] : [told(line, line.before, writer), told(line, line.change, writer, true)])])} />
      <p class="question">{writer.word(compared === null ? words.noEarlier : words.better)}</p>
    </>
  );
}

function lineName({ figure, turn, currency }: CardLine, writer: PageWriter): string {
  const name = writer.coded(WEEKLY_WORDS.burden, figure);
  if (turn !== null) return `${name} ${writer.coded(WEEKLY_WORDS.turns, turn)}`;
  return currency === null ? name : `${name} (${currency})`;
}

function told({ currency }: CardLine, estimate: Estimate | null, writer: PageWriter, change = false): VNode | string {
  if (estimate === null) return "";
  if (currency !== null && estimate.value !== null) return change && estimate.value === 0 ? <>{writer.number(0)}</> : <Plain text={writer.money(estimate.value, currency)} />;
  return <Figure of={estimate} writer={writer} change={change} />;
}
