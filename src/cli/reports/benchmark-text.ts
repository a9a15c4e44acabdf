import type { Benchmark, BenchmarkRow } from "../../reports/domain/benchmark/benchmark";
import type { Estimate } from "../../reports/domain/estimate";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, freshnessText, table } from "../report-text";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A benchmark for people at a terminal: never a league table, but a funnel, and why some are not in it. */
export function benchmarkText(report: Fresh<Benchmark>): string {
  const { period, told, of, measure, question, mix, standard, withheld, funnel, rows, rowCount, excluded } = report;
  const asked = question === null ? "nobody answered" : `${question.instrument} v${String(question.version)} ${question.mode} ${question.moment}, share of ${question.favourable.join(", ")}`;
  const head = [
    `${period.from} up to ${period.to} · ${of} by ${measure}: ${asked}`,
    freshnessText(report.freshness),
    ...(told?.to === period.to ? [] : [told === null ? "No month of it may be told yet." : `Compared: ${told.from} up to ${told.to}; later months may not be told by channel yet.`]),
    `Mix evened out by ${mix}: ${standard.map(({ value, share }) => `${value ?? "not said"} ${percent(share)}`).join(", ") || "none"}`,
    ...(withheld.length === 0 ? [] : [`Withheld: ${withheld.join(", ")}`]),
    ...(funnel === null ? [] : [`All together ${estimateCells(funnel.centre).join("  ").trim()} · reliability ${funnel.reliability.toFixed(2)} · over-dispersion φ ${funnel.phi.toFixed(2)}`]),
    ...(excluded.length === 0 ? [] : [`Not compared: ${excluded.map(({ reason, units }) => `${reason} ${String(units)}`).join(", ")}`]),
    ...(rows.length < rowCount ? [`${String(rows.length)} of ${String(rowCount)}, those outside the limits first`] : []),
  ].join("\n");
  return [head, ...rows.map(rowText), "It does not say that one is better than the next: look at the place in the funnel, not at the order."].join("\n\n");
}

function rowText(row: BenchmarkRow): string {
  const { agency, service, funnel } = row;
  const name = agency === null ? "(another)" : service === null ? agency.code : `${agency.code}/${service.code}`;
  const verdict = row.whyNot.length > 0 ? `not compared: ${row.whyNot.join(", ")}` : funnel === null ? "not judged" : `${funnel.place}${funnel.standsOut ? ", stands out" : ""}`;
  const figures: [string, Estimate][] = [["as answered", row.crude], ["mix evened out", row.standardised]];
  if (funnel !== null) figures.push(["drawn to its peers", funnel.shrunk]);
  if (funnel?.expectedRank != null) figures.push(["expected rank", funnel.expectedRank]);
  for (const { value, share } of row.strata) figures.push([value ?? "not said", share]);
  const limits = funnel === null ? "" : ` · limits ${percent(funnel.limits95.low)}–${percent(funnel.limits95.high)}`;
  const recorded = row.coverage?.value ?? null;
  const coverage = recorded === null ? "" : ` · recorded ${percent(recorded)} of declared`;
  return [`${name} · ${verdict}${limits}${coverage}`, ...table(figures.map(([figure, estimate]) => [figure, ...estimateCells(estimate)]))].join("\n");
}
