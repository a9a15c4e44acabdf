import type { Turn } from "../../catalogue/domain/turn";
import type { Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import type { AnswerScore } from "./answer-score";
import type { DurationFigures } from "./duration-figures";
import type { EffortIndex } from "./effort-index/effort-index";
import type { Estimate } from "./estimate";
import type { ServiceEffort, ServiceName } from "./service-effort";
import type { StageEffort } from "./stage-effort";
import type { StepEffort } from "./step-effort";

/** One figure of a report, with everything that says which one it is: a line of a table. */
export interface FigureRow {
  readonly agency: string;
  readonly service: string;
  readonly level: "SERVICE" | "STAGE" | "STEP";
  readonly stage: string | null;
  readonly step: string | null;
  /** The figure's place in the report, in the words of the API: `reached`, `waiting.median`, `ease.share`, `outcomes.GRANTED`. */
  readonly figure: string;
  readonly turn: Turn | null;
  readonly instrument: string | null;
  readonly version: number | null;
  readonly moment: Moment | null;
  readonly mode: Mode | null;
  readonly estimate: Estimate;
}

type Place = Pick<FigureRow, "agency" | "service" | "level" | "stage" | "step">;
type About = Partial<Pick<FigureRow, "turn" | "instrument" | "version" | "moment" | "mode">>;

/** Answers that were collected apart from those of the other figures. */
const APART = ["collectedByAgency", "collectedUnlinked", "collectedFromPanel", "collectedUntested"] as const;

/** Every figure of a service's report as a line, in the order of the report. Nothing is left out and nothing rounded. */
export function figureRows(report: ServiceEffort): FigureRow[] {
  const service = { agency: report.service.agencyCode, service: report.service.code };
  const whole = placed({ ...service, level: "SERVICE", stage: null, step: null });
  return [
    whole("transactions", report.transactions),
    ...report.outcomes.map(({ outcome, transactions }) => whole(`outcomes.${outcome}`, transactions)),
    whole("completion", report.completion),
    ...times(whole, "wholeTime", report.wholeTime),
    whole("invited", report.invited),
    whole("responseRate", report.responseRate),
    ...scores(whole, "ces", report.ces),
    ...scores(whole, "csat", report.csat),
    ...scores(whole, "nps", report.nps),
    ...APART.flatMap((figure) => report[figure].map(({ answers, ...about }) => whole(figure, answers, about))),
    ...report.ownQuestions.flatMap(({ answers, mean, comparable: _, ...about }) => [whole("ownQuestions", answers, about), whole("ownQuestions.mean", mean, about)]),
    ...report.stages.flatMap((stage) => stageRows(placed({ ...service, level: "STAGE", stage: stage.code, step: null }), stage)),
    ...report.steps.flatMap((step) => stepRows(placed({ ...service, level: "STEP", stage: step.stage, step: step.code }), step)),
  ];
}

/** Every figure of one step of a service as a line. */
export function stepFigureRows({ agencyCode, code }: ServiceName, step: StepEffort): FigureRow[] {
  return stepRows(placed({ agency: agencyCode, service: code, level: "STEP", stage: step.stage, step: step.code }), step);
}

type Row = (figure: string, estimate: Estimate, about?: About) => FigureRow;

function placed(place: Place): Row {
  return (figure, estimate, about = {}) => ({ ...place, figure, turn: null, instrument: null, version: null, moment: null, mode: null, ...about, estimate });
}

function stageRows(row: Row, stage: StageEffort): FigureRow[] {
  const counts = (["reached", "passages", "extraPassages", "returned", "abandoned"] as const).map((figure) => row(figure, stage[figure]));
  return [...indexRows(row, stage.index), ...counts, row("serviceTime.total", stage.serviceTime), row("waiting.total", stage.waiting), ...scores(row, "ease", stage.ease)];
}

const STEP_FIGURES = [
  ...(["reached", "passages", "extraPassages", "passagesPerTransaction", "returned"] as const),
  ...(["errors", "retries", "help", "channelSwitches", "overTime", "dropOff"] as const),
];

function stepRows(row: Row, step: StepEffort): FigureRow[] {
  return [
    ...indexRows(row, step.index),
    ...STEP_FIGURES.map((figure) => row(figure, step[figure])),
    ...times(row, "serviceTime", step.serviceTime),
    ...times(row, "waiting", step.waiting),
    ...step.waitingByTurn.flatMap((waiting) => times(row, "waitingByTurn", waiting, { turn: waiting.turn })),
    ...scores(row, "ease", step.ease),
  ];
}

/** The index, what it is made of, and what people say beside what the log shows. */
function indexRows(row: Row, { estimate, signals, gap }: EffortIndex): FigureRow[] {
  const sides = gap === null ? [] : [row("index.felt", gap.felt), row("index.observed", gap.observed), row("index.gap", gap.difference)];
  return [row("index", estimate), ...signals.map(({ signal, share }) => row(`index.${signal}`, share)), ...sides];
}

function times(row: Row, figure: string, { median, p90, total }: DurationFigures, about: About = {}): FigureRow[] {
  return [row(`${figure}.median`, median, about), row(`${figure}.p90`, p90, about), row(`${figure}.total`, total, about)];
}

function scores(row: Row, figure: string, all: readonly AnswerScore[]): FigureRow[] {
  return all.flatMap(({ instrument, version, moment, mode, share, mean, net }) => {
    const about = { instrument, version, moment, mode };
    return [row(`${figure}.share`, share, about), row(`${figure}.mean`, mean, about), ...(net === null ? [] : [row(`${figure}.net`, net, about)])];
  });
}
