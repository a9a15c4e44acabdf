import type { VNode } from "preact";
import { type Cell, cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "../../cli/report-csv";
import { shiftsCell } from "../../cli/reports/satisfaction-csv";
import type { SatisfactionLine, SatisfactionSeries } from "../../reports/domain/satisfaction-series";
import type { LineChange } from "../../reports/domain/trends/line-change";
import type { Fresh } from "../../shared/freshness";
import { Figure, Name, Table, type View, ViewFrame } from "./view-frame";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

/** PEOPLE section 4: a page of changes that is longer than this is read by nobody. */
const MOST = 10;
/** The worse news first. */
const ORDER = ["WORSENED", "CHANGED_MIX_DIFFERS", "IMPROVED"] as const;

interface Moved {
  readonly series: Fresh<SatisfactionSeries>;
  readonly line: SatisfactionLine;
  readonly change: LineChange;
}

/** The first view: what people say of which services moved beyond chance between the last two whole months. */
export function changedView(all: readonly Fresh<SatisfactionSeries>[], csvHref: string, writer: PageWriter): View {
  const words = WEEKLY_WORDS.changed;
  const compared = all.flatMap((series) => series.lines.flatMap((line): Moved[] => (line.change === null ? [] : [{ series, line, change: line.change }])));
  const moved = ORDER.flatMap((verdict) => compared.filter(({ change }) => change.verdict === verdict));
  const tooFew = compared.filter(({ change }) => change.verdict === "NOT_ENOUGH").length;
  const title = writer.word(words.title);
  const body = (
    <ViewFrame id="changed" title={title} question={writer.word(words.question)} notSaid={writer.word(words.notSaid)} csvHref={csvHref} writer={writer}>
      {moved.length === 0 ? <p class="empty">{writer.word(compared.length === tooFew ? words.nothingToCompare : words.nothing)}</p> : (
        <Table caption={title} head={[words.service, words.what, words.verdict, words.difference, words.between, words.mix].map((word) => writer.word(word))} rows={moved.slice(0, MOST).map((one) => row(one, writer))} />
      )}
      <p class="question">{`${writer.word(words.compared)}: ${writer.number(compared.length - tooFew)} · ${writer.word(words.tooFew)}: ${writer.number(tooFew)}`}</p>
    </ViewFrame>
  );
  return { id: "changed", title, body, csv: changesCsv(compared) };
}

function row({ series, line, change }: Moved, writer: PageWriter): readonly (VNode | string)[] {
  const comma = writer.language === "ar" ? "، " : ", ";
  const measures = WEEKLY_WORDS.measures;
  const shifts = change.shifts.map(({ by, what }) => [writer.coded(WEEKLY_WORDS.mixes, by), what].filter((part) => part !== null).join(" "));
  const named = change.namedPeriods.map(({ code, names }) => writer.name(names, code).text);
  return [
    <Name of={writer.name(series.service.names, series.service.code)} />,
    writer.coded(measures, line.measure),
    <span class={change.verdict === "IMPROVED" ? "" : "alarm"}>{writer.coded(WEEKLY_WORDS.verdicts, change.verdict)}</span>,
    <Figure of={change.difference} writer={writer} change />,
    <bdi>{`${writer.month(change.before.from)} – ${writer.month(change.after.from)}`}</bdi>,
    [...shifts, ...named].join(comma) || "—",
  ];
}

/** One line for each comparison, the unchanged ones too. */
function changesCsv(compared: readonly Moved[]): string {
  const header = ["agency", "service", "measure", "instrument", "version", "moment", "mode", "before", "after", "statistic", "verdict", "shifts", ...HOW_SURE, ...HOW_FRESH];
  return csv(header, compared.map(({ series, line, change }): Cell[] => [
    series.service.agencyCode, series.service.code, line.measure, line.instrument, line.version, line.moment, line.mode,
    change.before.from, change.after.from, change.statistic, change.verdict, shiftsCell(change.shifts), ...cells(change.difference), ...freshCells(series.freshness),
  ]));
}
