import { burdenCsv } from "../../cli/reports/burden-csv";
import type { BurdenReport } from "../../reports/burden.service";
import type { BurdenFigure } from "../../reports/domain/burden/burden-line";
import type { ServiceBurden, StepBurden } from "../../reports/domain/burden/service-burden";
import type { Estimate } from "../../reports/domain/estimate";
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
  readonly service: ServiceBurden["service"];
  readonly step: StepBurden;
}

/** The third view: the steps that cost people most, by hours in all. */
export function heaviestView(ranking: StepRanking, burden: Fresh<BurdenReport>, csvHref: string, writer: PageWriter): View {
  const words = WEEKLY_WORDS.heaviest;
  const rows = heavySteps(ranking, burden);
  const title = writer.word(words.title);
  const drawn = rows.slice(0, DRAWN).map(({ step }) => ({ label: writer.name(step.names, step.code).text, ...intervalOf(lineOf(step, "HOURS_A_YEAR")) }));
  const body = (
    <ViewFrame id="heaviest" title={title} question={writer.word(words.question)} notSaid={writer.word(words.notSaid)} csvHref={csvHref} writer={writer}>
      {rows.length === 0 ? <p class="empty">{writer.word(words.none)}</p> : (
        <>
          <h3>{writer.word(words.hours)}</h3>
          <Chart caption={writer.word(words.hours)} svg={barChart(drawn, writer.language, (value) => writer.number(value))} />
          <Table caption={title} head={[words.rank, words.step, words.kind, words.turn, words.automation, words.hours, words.trips, words.activeTime, words.reached].map((word) => writer.word(word))}
            rows={rows.map(({ rank, service, step }) => [
              writer.number(rank),
              <><Name of={writer.name(step.names, step.code)} /><span class="margin"><Name of={writer.name(service.names, service.code)} /></span></>,
              writer.coded(WEEKLY_WORDS.kinds, step.kind ?? ""), writer.coded(WEEKLY_WORDS.turns, step.turn ?? ""), writer.coded(WEEKLY_WORDS.automation, step.automation ?? ""),
              ...(["HOURS_A_YEAR", "TRIPS_A_YEAR", "ACTIVE_TIME", "REACHED"] as const).map((figure) => { const estimate = lineOf(step, figure); return estimate === undefined ? "" : <Figure of={estimate} writer={writer} />; }),
            ])} />
        </>
      )}
    </ViewFrame>
  );
  return { id: "heaviest", title, body, csv: burdenCsv(burden) };
}

function heavySteps({ rows }: StepRanking, { services }: BurdenReport): readonly Heavy[] {
  return rows.flatMap(({ rank, service, figures }) => {
    const own = services.rows.find(({ burden }) => burden.service.code === service.code && burden.service.agencyCode === service.agencyCode)?.burden;
    const step = own?.steps.find(({ code }) => code === figures.code);
    return step === undefined ? [] : [{ rank, service, step }];
  });
}

function lineOf({ lines }: StepBurden, figure: BurdenFigure): Estimate | undefined {
  return lines.find((line) => line.figure === figure)?.estimate;
}

function intervalOf(estimate: Estimate | undefined): { readonly value: number | null; readonly low: number | null; readonly high: number | null } {
  return { value: estimate?.value ?? null, low: estimate?.low ?? null, high: estimate?.high ?? null };
}
