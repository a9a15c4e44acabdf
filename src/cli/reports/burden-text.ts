import type { BurdenReport } from "../../reports/burden.service";
import type { BurdenFigure, BurdenLine } from "../../reports/domain/burden/burden-line";
import type { Estimate } from "../../reports/domain/estimate";
import type { SimplificationCard } from "../../reports/domain/burden/simplification-card";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, freshnessText, fullName, inWords, KEY, table } from "../report-text";

const WORDS: Readonly<Record<BurdenFigure, string>> = {
  TRANSACTIONS: "transactions",
  REACHED: "reached by",
  STEPS: "steps",
  OWN_STEPS: "steps people do themselves",
  ACTIVE_TIME: "own time, each",
  HOURS_A_YEAR: "own time a year",
  IN_PERSON_STEPS: "steps in person",
  TRIPS: "trips, each",
  TRIPS_A_YEAR: "trips a year",
  DOCUMENTS: "documents",
  DOCUMENTS_HELD: "documents an agency holds already",
  AGENCIES: "agencies",
  FEE: "fee",
  PROMISED_DAYS: "days published",
  PROMISES_KEPT: "promises kept",
  DAYS_MEDIAN: "start to end, median",
  DAYS_P90: "start to end, 9 in 10 within",
  WAITING_DAYS: "days with",
};

function words({ figure, turn, currency }: Pick<BurdenLine, "figure" | "turn" | "currency">): string {
  return [WORDS[figure], turn, currency].filter((part) => part !== null).join(" ");
}

/** What services cost people, for people at a terminal. */
export function burdenText({ period, freshness, services }: Fresh<BurdenReport>): string {
  const head = `${period.from} up to ${period.to}\n${freshnessText(freshness)}`;
  const blocks = services.rows.map(({ burden }) => {
    const version = burden.procedureVersion === null ? "no procedure" : `procedure v${String(burden.procedureVersion)}${burden.standardProcedure ? " (standard)" : ""}`;
    const steps = burden.steps.map((step) => [`${step.code}${inWords(step.names)}`, ...linesText(step.lines)].join("\n"));
    return [`${fullName(burden.service)} · ${version}`, ...linesText(burden.lines), ...steps].join("\n");
  });
  return [head, ...(blocks.length === 0 ? ["No services."] : blocks), KEY].join("\n\n");
}

function linesText(lines: readonly BurdenLine[]): readonly string[] {
  return table(lines.map((line) => [words(line), ...cellsOf(line.estimate, line)]));
}

/** Fees in the units that people pay in: of rials as many decimals as there are baisas. */
function cellsOf(estimate: Estimate, { currency }: Pick<BurdenLine, "currency">): string[] {
  const [figure = "", ...rest] = estimateCells(estimate);
  if (estimate.value === null || currency === null) return [figure, ...rest];
  const { maximumFractionDigits: decimals = 0 } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  return [(estimate.value / 10 ** decimals).toFixed(decimals), ...rest];
}

/** The card: now, before, change. */
export function cardText({ service, version, comparedWithVersion, period, freshness, lines }: Fresh<SimplificationCard>): string {
  const versions = comparedWithVersion === null ? `v${String(version)}; no earlier version to compare with` : `v${String(version)} beside v${String(comparedWithVersion)}`;
  const rows = lines.map((line) => [words(line), ...[line.now, line.before, line.change].map((estimate) => (estimate === null ? "" : (cellsOf(estimate, line)[0] ?? "")))]);
  return [`${fullName(service)} · ${versions} · ${period.from} up to ${period.to}\n${freshnessText(freshness)}`, table([["", "now", "before", "change"], ...rows]).join("\n"), KEY].join("\n\n");
}
