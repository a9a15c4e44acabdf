import type { EffortReport } from "../reports/domain/effort-report";
import type { Estimate, Quality, Reason } from "../reports/domain/estimate";
import { type FigureRow, figureRows, stepFigureRows } from "../reports/domain/figure-rows";
import type { UnrankedReason } from "../reports/domain/rank-steps";
import type { ServiceEffort, ServiceName } from "../reports/domain/service-effort";
import type { StepEffort } from "../reports/domain/step-effort";
import type { StepRanking } from "../reports/domain/step-ranking";
import type { Fresh, Freshness } from "../shared/freshness";
import { indexLines, placeLines, windowLines } from "./reports/effort-index-text";
import { showText, type Texts } from "../shared/texts";

/** How much a figure can bear, at a glance. */
const MARKS: Readonly<Record<Quality, string>> = { NONE: "", LOW_CONFIDENCE: "●○○", MODERATE: "●●○", FULL: "●●●" };
/** What the marks mean; the last line of a report. */
export const KEY = "●●● exact, or from 100 or more   ●●○ from 30 or more   ●○○ low confidence: fewer than 30   [low–high]: 95 % interval";

const WHY: Readonly<Record<Reason, string>> = {
  NO_DATA: "no data",
  NOT_MEASURED: "not measured",
  NOT_ASKED: "nobody asked",
  SMALL_CELL: "hidden, too few",
  FILTER_NOT_AVAILABLE: "not counted by this filter",
  NO_EXPECTED_TIME: "no expected time set",
  NOT_PUBLISHED: "not published",
  PARTLY_PUBLISHED: "partly published",
  PARTLY_MEASURED: "partly measured",
  SCALED_TO_A_YEAR: "scaled to a year",
  DIFFERENT_CALENDARS: "different calendars",
  STEPS_OVERLAP: "steps overlap",
  ANSWERS_WAITING: "more answers wait",
  MONTHS_LEFT_OUT: "whole months with enough answers only",
  NOT_DECLARED: "no register says how many there are",
  YEAR_SPREAD: "a year's number spread evenly",
  FEW_OBSERVATIONS: "few",
  MANY_UNRESOLVED: "many still under way",
  IMMATURE: "too early to tell",
  SUCCESSES_ONLY: "rests on successes",
  NONRESPONSE_BIAS: "those who answered differ",
  UNDER_RECORDED: "cannot be judged: under 80 % recorded",
  NO_RESPONDENTS: "a group that nobody answers for",
  NOTHING_TO_WEIGH: "no groups to weigh",
  WEIGHTS_UNEQUAL: "weights very unequal",
  NO_PROCEDURE: "no published procedure",
  OPEN_INTERVAL: "interval open",
  NO_INTERVAL: "no interval",
  MIX_NOT_COVERED: "mix not covered",
  NOT_TOLD_BY_CHANNEL: "not told by channel",
  NO_PROFILE: "not enough known",
  MISSING_SIGNALS: "part not measured",
  LOW_COVERAGE: "too little measured",
  WIDENED_WINDOW: "more days than asked for",
  POOLED_FAMILY: "of the agency's services together",
};

/** The figures that people look at first, in order, and what they are called. The others are in --json and --csv, or with --all. */
const WORDS: Readonly<Record<string, string>> = {
  transactions: "transactions",
  completion: "decided",
  "wholeTime.median": "start to end, median",
  "wholeTime.p90": "start to end, 9 in 10 within",
  invited: "invited to answer",
  responseRate: "answered",
  "ces.share": "ease",
  "ces.mean": "ease, mean",
  "csat.share": "satisfied",
  "csat.mean": "satisfaction, mean",
  "nps.net": "would recommend, net",
  collectedByAgency: "answers collected by the agency",
  collectedUnlinked: "answers through a code at a counter",
  collectedFromPanel: "answers of the panel of service offices",
  collectedUntested: "answers in a language nobody has tested",
  ownQuestions: "answers to a question of the agency's own, not comparable",
  "ownQuestions.mean": "mean of them, not comparable",
  index: "index, 0 easy – 100 hard",
  reached: "reached by",
  extraPassages: "extra passages",
  returned: "sent back to it",
  abandoned: "given up",
  errors: "with an error",
  dropOff: "given up here",
  "serviceTime.median": "time in it, median",
  "serviceTime.p90": "time in it, 9 in 10 within",
  "serviceTime.total": "time in it, all together",
  "waiting.total": "waiting, all together",
  "waitingByTurn.median": "waiting before it, median",
  "waitingByTurn.p90": "waiting before it, 9 in 10 within",
  "ease.share": "found easy",
  "ease.mean": "ease, mean",
};

/** The report for people at a terminal: rounded and aligned. With `all`, every figure under its name in the API. */
export function effortText(report: Fresh<EffortReport>, all = false): string {
  const head = `${report.period.from} up to ${report.period.to} · answers ${report.moment}, hidden below ${String(report.thresholds.minimumCell)}\n${freshnessText(report.freshness)}`;
  const services = report.services.rows.map(({ effort }) => serviceText(effort, all));
  if (services.length === 0) return `${head}\n\nNo services.`;
  return [head, ...services, KEY].join("\n\n");
}

/** Ranked steps for people at a terminal: the figure they are ordered by, and those that people look at first. */
export function rankingText(report: Fresh<EffortReport>, { orderBy, profile, ranked, unranked, reading, rows }: StepRanking): string {
  const by = reading === null ? "" : ` · ${reading.instrumentCode} v${String(reading.instrumentVersion)} ${reading.mode}`;
  const head = `${report.period.from} up to ${report.period.to} · answers ${report.moment} · by ${orderBy}${profile === null ? "" : ` in the profile ${profile}${profile === "LOG" ? " (friction in the log, not effort)" : ""}`}, ${orderBy === "EASIEST" ? "the easiest" : "the worst"} first${by}\n${freshnessText(report.freshness)}`;
  const places = `${String(rows.length)} of ${String(ranked)} steps with enough evidence${unranked.map(({ reason, steps }) => `; ${UNRANKED[reason]} ${String(steps)}`).join("")}`;
  const steps = rows.map(({ rank, service, figures, place }) => {
    const own = stepFigureRows(service, figures).filter((row) => isMain(row));
    const heading = `${String(rank)}. ${figures.code}${inWords(figures.names)}${figures.retired ? " (retired)" : ""} · ${fullName(service)}`;
    return [block(heading, own, false), ...indexLines(figures.index), ...(place === null ? [] : placeLines(place))].join("\n");
  });
  return [`${head}\n${places}`, ...steps, KEY].join("\n\n");
}

const UNRANKED: Readonly<Record<UnrankedReason, string>> = {
  TOO_FEW: "too few to rank:",
  NOT_KNOWN: "not known:",
  OTHER_READING: "asked in another way:",
  OWN_EXPECTED_TIME: "expected time is the owner's own word:",
  OTHER_PROFILE: "known by other signals:",
};

function serviceText(report: ServiceEffort, all: boolean): string {
  const rows = figureRows(report).filter((row) => all || isMain(row));
  const of = (level: FigureRow["level"], code: string | null): FigureRow[] => rows.filter((row) => row.level === level && (level === "STAGE" ? row.stage === code : row.step === code));
  const stages = report.stages.map((stage) => [block(`Stage ${stage.code}${inWords(stage.names)}`, of("STAGE", stage.code), all), ...indexLines(stage.index)].join("\n"));
  const steps = report.steps.map((step, index) => {
    const heading = `${String(index + 1)}. ${step.code}${inWords(step.names)}${step.retired ? " (retired)" : ""}`;
    const own = of("STEP", step.code);
    return [block(heading, all ? own : own.filter((row) => !unreached(step, row)), all), ...indexLines(step.index)].join("\n");
  });
  return [[block(title(report), of("SERVICE", null), all), ...windowLines(report)].join("\n"), ...stages, ...steps].join("\n\n");
}

/** Where nobody passed, nobody looks or nobody was asked, one line says so, not ten. Totals of time are for stages, whose medians are not known. */
function isMain({ figure, level, estimate }: FigureRow): boolean {
  if (WORDS[figure] === undefined || (level === "STEP" && figure.endsWith(".total"))) return false;
  if (level === "SERVICE" || figure === "reached") return true;
  return !estimate.reasons.some((reason) => reason === "NO_DATA" || reason === "NOT_ASKED" || (reason === "NOT_MEASURED" && figure !== "errors"));
}

/** Of a step that nobody is known to have reached, nothing else is worth saying but what people said. */
function unreached({ reached }: StepEffort, row: FigureRow): boolean {
  return (reached.value ?? 0) === 0 && row.figure !== "reached" && !row.figure.startsWith("ease.");
}

function title({ service, procedureVersion, standardProcedure }: ServiceEffort): string {
  const procedure = procedureVersion === null ? "no procedure" : `procedure version ${String(procedureVersion)}${standardProcedure ? ", standard" : ""}`;
  return `${fullName(service)} · ${procedure}`;
}

/** `AGENCY/CODE` and a name. */
export function fullName(service: ServiceName): string {
  return `${service.agencyCode}/${service.code}${inWords(service.names)}`;
}

/** A name, in English where there is one, with a space before it. */
export function inWords(names: Texts): string {
  const shown = showText(names, "en");
  return shown === undefined ? "" : ` ${shown.text}`;
}

function block(heading: string, rows: readonly FigureRow[], all: boolean): string {
  return [heading, ...table(rows.map((row) => [nameOf(row, all), ...estimateCells(row.estimate)]))].join("\n");
}

function nameOf({ figure, turn, instrument, version, mode }: FigureRow, all: boolean): string {
  const name = all ? figure : (WORDS[figure] ?? figure);
  const about = [turn, instrument, version === null ? null : `v${String(version)}`, mode].filter((part) => part !== null);
  return about.length === 0 ? name : `${name} (${about.join(" ")})`;
}

/** As of when, from whom, and how far behind. */
export function freshnessText({ server, asOf, lagSeconds, readerPassedOver }: Freshness): string {
  const behind = lagSeconds === 0 ? "nothing missing" : `at most ${secondsText(lagSeconds)} behind`;
  const passedOver = readerPassedOver === null ? "" : ` (its replica was passed over: ${readerPassedOver})`;
  return `as of ${asOf.toISOString()} · ${server === "READER" ? `from the replica, ${behind}` : `from the main database${passedOver}`}`;
}

/** Figure with interval; n; mark; remarks. */
export function estimateCells(estimate: Estimate): string[] {
  const remarks = estimate.value === null ? [] : estimate.reasons.map((reason) => WHY[reason]);
  const sampled = estimate.method !== "COUNT" && estimate.n !== null && estimate.value !== null;
  return [figureText(estimate), sampled ? `n=${String(estimate.n)}` : "", MARKS[estimate.quality], remarks.join(", ")];
}

/** Figure with interval, or why there is none. */
export function figureText(estimate: Estimate): string {
  const { value, low, high, method } = estimate;
  const write = (number: number): string => numberText(number, estimate);
  if (method === "BOUNDS" && low !== null && high !== null) return `${write(low)}–${write(high)}`;
  if (value === null) return `– ${estimate.reasons.map((reason) => WHY[reason]).join(", ")}`;
  const exact = method === "COUNT" || method === "SUM" || (estimate.confidence === null && low === high) || (low === null && high === null);
  const unit = estimate.unit === "SHARE" ? " %" : "";
  return exact ? `${write(value)}${unit}` : `${write(value)}${unit} [${low === null ? "…" : write(low)}–${high === null ? "…" : write(high)}]`;
}

/** Rounded as METHODS 0.5 says: percent with one decimal from n = 100 on, means with two, net scores whole. */
function numberText(number: number, { unit, effectiveN }: Estimate): string {
  switch (unit) {
    case "SHARE":
      return (100 * number).toFixed((effectiveN ?? 0) >= 100 ? 1 : 0);
    case "SCORE":
    case "RATIO":
      return number.toFixed(2);
    case "RANK":
      return number.toFixed(1);
    case "SECONDS":
      return secondsText(number);
    case "HOURS":
    case "DAYS":
    case "WORKING_DAYS":
      return `${number.toFixed(Math.abs(number) < 100 ? 1 : 0)} ${unit === "HOURS" ? "h" : unit === "DAYS" ? "d" : "working d"}`;
    case "POINTS":
      return number.toFixed(1);
    case "COUNT":
    case "NET_SCORE":
    case "MINOR_UNITS":
      return number.toFixed(0);
  }
}

const UNITS = [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]] as const;

/** As exact as the figures are: `21 d`, `3 h 19 min`, `50 min`, `0.3 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 0) return `-${secondsText(-seconds)}`;
  const at = UNITS.findIndex(([, size]) => seconds >= size);
  const [unit, next] = [UNITS[at], UNITS[at + 1]];
  if (unit === undefined || (next === undefined && seconds < 10)) return seconds === 0 ? "0 s" : `${seconds.toFixed(1)} s`;
  const [name, size] = unit;
  if (next === undefined || seconds >= 10 * size) return `${String(Math.round(seconds / size))} ${name}`;
  const [nextName, nextSize] = next;
  const small = Math.round(seconds / nextSize);
  const rest = small % (size / nextSize);
  return `${String(Math.floor(small / (size / nextSize)))} ${name}${rest === 0 ? "" : ` ${String(rest)} ${nextName}`}`;
}

/** Columns aligned by their widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
