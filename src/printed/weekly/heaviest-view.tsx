import type { VNode } from "preact";
import { rankingCsv } from "../csv/report-csv";
import { burdenCsv } from "../csv/burden-csv";
import type { BurdenReport } from "../../reports/burden.service";
import type { BurdenFigure } from "../../reports/domain/burden/burden-line";
import type { StepBurden } from "../../reports/domain/burden/service-burden";
import type { EffortIndex } from "../../reports/domain/effort-index/effort-index";
import type { Estimate } from "../../reports/domain/estimate";
import type { ServiceName } from "../../reports/domain/service-effort";
import type { StepRanking } from "../../reports/domain/step-ranking";
import type { Fresh } from "../../shared/freshness";
import { barChart } from "./page-charts";
import { Chart, Figure, Name, Table, type View, ViewFrame } from "./view-frame";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

/** Drawn of those in the table. */
const DRAWN = 10;

interface Heavy {
  readonly rank: number;
  readonly service: ServiceName;
  readonly step: StepBurden;
  readonly index: EffortIndex;
}

/** Steps in two orders. */
export interface HeavyRankings {
  readonly byHours: StepRanking;
  readonly byIndex: StepRanking;
}

/** The third view: the steps that cost people most, by hours in all, and those that are hardest, whoever passes them. */
export function heaviestView({ byHours, byIndex }: HeavyRankings, burden: Fresh<BurdenReport>, csvHref: string, writer: PageWriter): View {
  const words = WEEKLY_WORDS.heaviest;
  const rows = heavySteps(byHours, burden);
  const title = writer.word(words.title);
  const drawn = rows.slice(0, DRAWN).map(({ step }) => ({ label: writer.name(step.names, step.code).text, ...intervalOf(lineOf(step, "HOURS_A_YEAR")) }));
  const body = (
    <ViewFrame id="heaviest" title={title} question={writer.word(words.question)} notSaid={writer.word(words.notSaid)} csvHref={csvHref} writer={writer}>
      <h3>{writer.word(words.hours)}</h3>
      {rows.length === 0 ? <p class="empty">{writer.word(words.none)}</p> : (
        <>
          <Chart caption={writer.word(words.hours)} svg={barChart(drawn, writer.language, (value) => writer.number(value))} />
          <Table caption={writer.word(words.hours)} head={[words.rank, words.step, words.kind, words.turn, words.automation, words.hours, words.trips, words.activeTime, words.index, words.verdict].map((word) => writer.word(word))}
            rows={rows.map(({ rank, service, step, index }) => [
              writer.number(rank),
              <StepName service={service} step={step} writer={writer} />,
              writer.coded(WEEKLY_WORDS.kinds, step.kind ?? ""), writer.coded(WEEKLY_WORDS.turns, step.turn ?? ""), writer.coded(WEEKLY_WORDS.automation, step.automation ?? ""),
              ...(["HOURS_A_YEAR", "TRIPS_A_YEAR", "ACTIVE_TIME"] as const).map((figure) => { const estimate = lineOf(step, figure); return estimate === undefined ? "" : <Figure of={estimate} writer={writer} />; }),
              <Figure of={index.estimate} writer={writer} />, writer.coded(WEEKLY_WORDS.effortVerdicts, index.verdict ?? ""),
            ])} />
        </>
      )}
      <h3>{writer.word(words.byIndex)}</h3>
      <Hardest ranking={byIndex} writer={writer} />
    </ViewFrame>
  );
  return { id: "heaviest", title, body, csv: `${burdenCsv(burden)}\r\n\r\n${rankingCsv(byIndex, burden.freshness)}` };
}

function Hardest({ ranking, writer }: { readonly ranking: StepRanking; readonly writer: PageWriter }): VNode {
  const words = WEEKLY_WORDS.heaviest;
  if (ranking.rows.length === 0) return <p class="empty">{writer.word(words.noIndex)}</p>;
  const comma = writer.language === "ar" ? "، " : ", ";
  return (
    <>
      <p class="question">{writer.word(words.profile)}</p>
      <Table caption={writer.word(words.byIndex)} head={[words.rank, words.step, words.index, words.verdict, words.broken, words.gap, words.easiest].map((word) => writer.word(word))}
        rows={ranking.rows.slice(0, DRAWN).map(({ rank, service, figures, place }) => [
          writer.number(rank),
          <StepName service={service} step={figures} writer={writer} />,
          <Figure of={figures.index.estimate} writer={writer} />, writer.coded(WEEKLY_WORDS.effortVerdicts, figures.index.verdict ?? ""),
          figures.index.redFlags.map(({ signal }) => writer.coded(WEEKLY_WORDS.effortSignals, signal)).join(comma) || "—",
          figures.index.gap?.label == null ? "—" : writer.coded(WEEKLY_WORDS.gaps, figures.index.gap.label),
          // Of use only where it is easier than the step itself.
          place?.bestOfKind == null || (place.bestOfKind.index.value ?? 100) >= (figures.index.estimate.value ?? 0) ? "—" : <><Name of={writer.name(place.bestOfKind.service.names, place.bestOfKind.service.code)} /><span class="margin"><bdi dir="ltr">{place.bestOfKind.step}</bdi></span> <Figure of={place.bestOfKind.index} writer={writer} /></>,
        ])} />
    </>
  );
}

function StepName({ service, step, writer }: { readonly service: ServiceName; readonly step: Pick<StepBurden, "names" | "code">; readonly writer: PageWriter }): VNode {
  return <><Name of={writer.name(step.names, step.code)} /><span class="margin"><Name of={writer.name(service.names, service.code)} /></span></>;
}

function heavySteps({ rows }: StepRanking, { services }: BurdenReport): readonly Heavy[] {
  return rows.flatMap(({ rank, service, figures }) => {
    const own = services.rows.find(({ burden }) => burden.service.code === service.code && burden.service.agencyCode === service.agencyCode)?.burden;
    const step = own?.steps.find(({ code }) => code === figures.code);
    return step === undefined ? [] : [{ rank, service, step, index: figures.index }];
  });
}

function lineOf({ lines }: StepBurden, figure: BurdenFigure): Estimate | undefined {
  return lines.find((line) => line.figure === figure)?.estimate;
}

function intervalOf(estimate: Estimate | undefined): { readonly value: number | null; readonly low: number | null; readonly high: number | null } {
  return { value: estimate?.value ?? null, low: estimate?.low ?? null, high: estimate?.high ?? null };
}
