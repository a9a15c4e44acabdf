import type { EffortReport } from "../reports/domain/effort-report";
import type { Estimate, Quality, Reason } from "../reports/domain/estimate";
import { type FigureRow, figureRows } from "../reports/domain/figure-rows";
import type { ProcessMap } from "../reports/domain/process-map";
import type { ServiceEffort, ServiceName } from "../reports/domain/service-effort";
import { showText, type Texts } from "../shared/texts";

/** How much a figure can bear, at a glance. */
const MARKS: Readonly<Record<Quality, string>> = { NONE: "", LOW_CONFIDENCE: "●○○", MODERATE: "●●○", FULL: "●●●" };
const KEY = "●●● exact, or from 100 or more   ●●○ from 30 or more   ●○○ low confidence: fewer than 30   [low–high]: 95 % interval";

const WHY: Readonly<Record<Reason, string>> = {
  NO_DATA: "no data",
  NOT_MEASURED: "not measured",
  NOT_ASKED: "nobody asked",
  SMALL_CELL: "hidden, too few",
  FILTER_NOT_AVAILABLE: "not counted by this filter",
  NO_EXPECTED_TIME: "no expected time set",
  STEPS_OVERLAP: "steps overlap",
  ANSWERS_WAITING: "more answers wait",
  FEW_OBSERVATIONS: "few",
  MANY_UNRESOLVED: "many still under way",
  OPEN_INTERVAL: "interval open",
  NO_INTERVAL: "no interval",
};

/** The report for people at a terminal: rounded, aligned, without the lines that have nothing to say. */
export function effortText(report: EffortReport): string {
  const head = `${report.period.from} up to ${report.period.to} · answers ${report.moment}, hidden below ${String(report.thresholds.minimumCell)}`;
  const services = report.services.rows.map(({ effort }) => serviceText(effort));
  if (services.length === 0) return `${head}\n\nNo services.`;
  return [head, ...services, KEY].join("\n\n");
}

function serviceText(report: ServiceEffort): string {
  const rows = figureRows(report);
  const of = (level: FigureRow["level"], code: string | null): FigureRow[] =>
    rows.filter((row) => row.level === level && (level === "STAGE" ? row.stage === code : row.step === code) && tells(row.estimate, row.figure));
  const stages = report.stages.map((stage) => block(`Stage ${stage.code}${inWords(stage.names)}`, of("STAGE", stage.code)));
  const steps = report.steps.map((step, index) => {
    const title = `${String(index + 1)}. ${step.code}${inWords(step.names)}${step.retired ? " (retired)" : ""}`;
    return block(title, of("STEP", step.code));
  });
  return [block(title(report), of("SERVICE", null)), ...stages, ...steps].join("\n\n");
}

function title({ service, procedureVersion, standardProcedure }: ServiceEffort): string {
  const procedure = procedureVersion === null ? "no procedure" : `procedure version ${String(procedureVersion)}${standardProcedure ? ", standard" : ""}`;
  return `${fullName(service)} · ${procedure}`;
}

function fullName(service: ServiceName): string {
  return `${service.agencyCode}/${service.code}${inWords(service.names)}`;
}

function inWords(names: Texts): string {
  const shown = showText(names, "en");
  return shown === undefined ? "" : ` ${shown.text}`;
}

/** Nothing known about one of many details is no line; nothing known about a main figure is one. */
function tells(estimate: Estimate, figure: string): boolean {
  return !estimate.reasons.includes("NO_DATA") || MAIN.some((main) => figure === main);
}

const MAIN = ["reached", "completion", "ces.share", "csat.share", "nps.net"];

function block(heading: string, rows: readonly FigureRow[]): string {
  return [heading, ...table(rows.map((row) => [nameOf(row), ...estimateCells(row.estimate)]))].join("\n");
}

function nameOf({ figure, turn, instrument, version, mode }: FigureRow): string {
  const about = [turn, instrument, version === null ? null : `v${String(version)}`, mode].filter((part) => part !== null);
  return [figure, ...about].join(" ");
}

/** Process map: edges and variants, the most frequent first. */
export function processMapText(map: ProcessMap): string {
  const edges = table(map.edges.map(({ from, to, count, time }) => [`${from ?? "(start)"} → ${to ?? "(end)"}`, figureText(count), ...estimateCells(time)]));
  const variants = table(map.variants.map(({ steps, transactions, share }) => [figureText(transactions), ...estimateCells(share), steps.join(" → ")]));
  return [
    `${fullName(map.service)} · ${map.period.from} up to ${map.period.to}`,
    [`Edges (${String(map.edges.length)} of ${String(map.edgeCount)}): how often, median time from the first to the second`, ...edges].join("\n"),
    [`Variants (${String(map.variants.length)} of ${String(map.variantCount)}): transactions, share`, ...variants].join("\n"),
    KEY,
  ].join("\n\n");
}

/** Figure with interval; n; mark; remarks. */
function estimateCells(estimate: Estimate): string[] {
  const remarks = estimate.value === null ? [] : estimate.reasons.map((reason) => WHY[reason]);
  const sampled = estimate.method !== "COUNT" && estimate.n !== null && estimate.value !== null;
  return [figureText(estimate), sampled ? `n=${String(estimate.n)}` : "", MARKS[estimate.quality], remarks.join(", ")];
}

function figureText(estimate: Estimate): string {
  const { value, low, high, method } = estimate;
  const write = (number: number): string => numberText(number, estimate);
  if (method === "BOUNDS" && low !== null && high !== null) return `${write(low)}–${write(high)}`;
  if (value === null) return `– ${estimate.reasons.map((reason) => WHY[reason]).join(", ")}`;
  const exact = method === "COUNT" || method === "SUM" || (low === null && high === null);
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
    case "SECONDS":
      return secondsText(number);
    case "COUNT":
    case "NET_SCORE":
      return number.toFixed(0);
  }
}

/** The two largest units that matter: `2 d 3 h`, `4 min 10 s`, `0.3 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [name, size] of [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]] as const) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0 || parts.length > 0) parts.push(n > 0 ? `${String(n)} ${name}` : "");
    if (parts.length === 2) break;
  }
  return parts.filter((part) => part !== "").join(" ");
}

/** Columns aligned by their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
