import type { VNode } from "preact";
import { cardCsv } from "../csv/burden-csv";
import { figuresCsv } from "../csv/report-csv";
import { whoAnsweredCsv } from "../csv/who-answered-csv";
import { seriesCsv } from "../csv/satisfaction-csv";
import type { SimplificationCard } from "../../reports/domain/burden/simplification-card";
import { figureRows } from "../../reports/domain/figure-rows";
import type { Estimate } from "../../reports/domain/estimate";
import type { SatisfactionLine, SatisfactionSeries } from "../../reports/domain/satisfaction-series";
import type { WhoAnswered } from "../../reports/domain/who-answered/who-answered";
import type { LineChange } from "../../reports/domain/trends/line-change";
import type { ServiceEffort } from "../../reports/domain/service-effort";
import type { Fresh, Freshness } from "../../shared/freshness";
import { lineChart } from "./page-charts";
import { Chart, Figure, Name, Table, type View, ViewFrame } from "./view-frame";
import type { PageWriter } from "./page-writer";
import { SimplificationPart } from "./simplification-part";
import { WhoAnsweredPart } from "./who-answered-part";
import { WEEKLY_WORDS } from "./weekly-words";

/** Everything that is told of one service on its card. */
export interface CardParts {
  readonly freshness: Freshness;
  readonly effort: ServiceEffort;
  readonly series: Fresh<SatisfactionSeries>;
  /** Undefined: no procedure was ever published. */
  readonly simplification: Fresh<SimplificationCard> | undefined;
  /** Of the whole months. */
  readonly who: Fresh<WhoAnswered>;
}

/** The fourth view: one service, its stages with what was felt and what was observed, and what people say over time. */
export function cardView(parts: CardParts, csvHref: string, writer: PageWriter): View {
  const words = WEEKLY_WORDS.card;
  const { effort, series, freshness, simplification, who } = parts;
  const { service } = effort;
  const id = `card-${service.code.toLowerCase()}`;
  const name = writer.name(service.names, service.code);
  const body = (
    <ViewFrame id={id} title={`${writer.word(words.title)}: ${isolate(name.text)}`} question={writer.word(words.question)} notSaid={writer.word(words.notSaid)} csvHref={csvHref} writer={writer}>
      <Tiles effort={effort} writer={writer} />
      {simplification === undefined ? null : <SimplificationPart card={simplification} writer={writer} />}
      <h3>{writer.word(words.stages)}</h3>
      <Table caption={writer.word(words.stages)} head={[words.stage, words.reached, words.returned, words.abandoned, words.time, words.waiting, words.felt].map((word) => writer.word(word))}
        rows={effort.stages.map((stage) => [
          <Name of={writer.name(stage.names, stage.code)} />,
          ...[stage.reached, stage.returned, stage.abandoned].map((figure) => <Figure of={figure} writer={writer} />),
          <PerPerson total={stage.serviceTime} writer={writer} />, <PerPerson total={stage.waiting} writer={writer} />,
          <>{stage.ease.map((score) => <Figure of={score.share} writer={writer} />)}</>,
        ])} />
      <h3>{writer.word(words.overTime)}</h3>
      {series.lines.length === 0 ? <p class="empty">{writer.word(words.noAnswers)}</p> : <OverTime lines={series.lines} writer={writer} />}
      <WhoAnsweredPart who={who} writer={writer} />
    </ViewFrame>
  );
  return { id, title: `${writer.word(words.title)}: ${name.text}`, body, csv: [figuresCsv(figureRows(effort), freshness), seriesCsv(series), whoAnsweredCsv(who), ...(simplification === undefined ? [] : [cardCsv(simplification)])].join("\r\n\r\n") };
}

function Tiles({ effort, writer }: { readonly effort: ServiceEffort; readonly writer: PageWriter }): VNode {
  const words = WEEKLY_WORDS.card;
  const tiles = [
    [words.transactions, effort.transactions], [words.completion, effort.completion], [words.wholeTime, effort.wholeTime.median], [words.responseRate, effort.responseRate],
    ...effort.ces.map((score) => [words.ease, score.share] as const), ...effort.csat.map((score) => [words.csat, score.share] as const),
  ] as const;
  return <dl class="tiles">{tiles.map(([word, figure]) => <div><dt>{writer.word(word)}</dt><dd><Figure of={figure} writer={writer} /></dd></div>)}</dl>;
}

/** A total of time as what it is for one of those it was counted for: a total of years says nothing to a reader. */
function PerPerson({ total, writer }: { readonly total: Estimate; readonly writer: PageWriter }): VNode {
  if (total.value === null || total.n === null || total.n === 0) return <Figure of={total} writer={writer} />;
  return <bdi>{writer.duration(total.value / total.n)}</bdi>;
}

function OverTime({ lines, writer }: { readonly lines: readonly SatisfactionLine[]; readonly writer: PageWriter }): VNode {
  const words = WEEKLY_WORDS.card;
  const shown = lines.filter(({ measure }) => measure === "CES" || measure === "CSAT");
  // What tells two lines of one measure apart is said where there are two.
  const label = ({ measure, instrument, version, mode, moment }: SatisfactionLine): string => {
    const name = writer.word(measure === "CSAT" ? words.csat : words.ease);
    return shown.filter((line) => line.measure === measure).length === 1 ? name : `${name} · ${instrument} v${String(version)} ${mode} ${moment}`;
  };
  const months = shown[0]?.points.map(({ from }) => from) ?? [];
  return (
    <>
      <Chart caption={writer.word(words.overTime)} svg={lineChart(
        shown.map((line) => ({ label: label(line), points: line.points.map(({ from, share }) => ({ at: from, value: share.value, low: share.low, high: share.high })) })),
        writer.language, (day) => writer.month(day), (value) => writer.percent(value, 0), { min: 0, max: 1 })} />
      <Table caption={writer.word(words.overTime)} head={[writer.word(words.month), ...shown.map(label)]}
        rows={[
          ...months.map((month, i) => [<bdi>{writer.month(month)}</bdi>, ...shown.map(({ points }) => { const point = points[i]; return point === undefined ? "" : <Figure of={point.share} writer={writer} />; })]),
          [writer.word(words.lastChange), ...shown.map(({ change }) => <Changed change={change} writer={writer} />)],
        ]} />
    </>
  );
}

/** What may be said of the last two whole months, and by how much of what. */
function Changed({ change, writer }: { readonly change: LineChange | null; readonly writer: PageWriter }): VNode {
  if (change === null) return <span class="missing">{writer.word(WEEKLY_WORDS.verdicts.NOT_ENOUGH)}</span>;
  return <>{writer.coded(WEEKLY_WORDS.verdicts, change.verdict)}<br /><Figure of={change.difference} writer={writer} change /></>;
}

/** A name inside a sentence, kept from turning it. */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
