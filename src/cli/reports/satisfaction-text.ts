import type { PooledSatisfaction } from "../../reports/domain/pooled-satisfaction";
import type { SatisfactionLine, SatisfactionSeries } from "../../reports/domain/satisfaction-series";
import type { ChangeVerdict } from "../../reports/domain/trends/change-verdict";
import type { ControlChart } from "../../reports/domain/trends/control-chart";
import type { LineChange } from "../../reports/domain/trends/line-change";
import type { MixShift } from "../../reports/domain/trends/mix-shift";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, figureText, freshnessText, fullName, KEY, table } from "../report-text";

/** The words of a verdict. */
export const VERDICTS: Readonly<Record<ChangeVerdict, string>> = {
  IMPROVED: "improved",
  WORSENED: "worsened",
  UNCHANGED: "unchanged",
  CHANGED_MIX_DIFFERS: "changed, but other people answered",
  NOT_ENOUGH: "too few to say",
};

/** What people said of a service over time, line by line. */
export function seriesText({ freshness, service, period, interval, lines }: Fresh<SatisfactionSeries>): string {
  return whole(`${fullName(service)} · ${period.from} up to ${period.to} by ${interval}\n${freshnessText(freshness)}`, lines);
}

/** The same of many services together. */
export function pooledText({ freshness, agency, services, period, interval, lines }: Fresh<PooledSatisfaction>): string {
  return whole(`${agency ?? "All"} · ${String(services)} services together · ${period.from} up to ${period.to} by ${interval}\n${freshnessText(freshness)}`, lines);
}

/** `channel WEB 61 → 48 %`. */
export function shiftText({ by, what, before, after }: MixShift): string {
  const name = { CHANNEL: "channel", SERVICE: "service", RESPONSE_RATE: "response rate" }[by];
  return `${[name, what].filter((part) => part !== null).join(" ")} ${(100 * before).toFixed(0)} → ${(100 * after).toFixed(0)} %`;
}

function whole(head: string, lines: readonly SatisfactionLine[]): string {
  return [head, ...(lines.length === 0 ? ["Nobody's answers have been released."] : lines.map(lineText)), KEY].join("\n\n");
}

function lineText({ measure, instrument, version, mode, moment, points, shareChart, meanChart, change }: SatisfactionLine): string {
  const outside = new Set(shareChart?.points.filter((point) => point.outside).map(({ from }) => from));
  const rows = points.map(({ from, share, mean, net }) => [
    from, ...estimateCells(share), ...(share.value === null ? [] : ["mean", figureText(mean)]), ...(net?.value == null ? [] : ["net", figureText(net)]), ...(outside.has(from) ? ["outside its limits"] : []),
  ]);
  return [`${measure} ${instrument} v${String(version)} ${mode} ${moment}`, ...table(rows), ...chartText("share", shareChart), ...chartText("mean", meanChart), ...(change === null ? [] : [changeText(change)])].join("\n");
}

function chartText(what: string, chart: ControlChart | null): string[] {
  if (chart === null) return [];
  const { kind, trial, points, runs, drift } = chart;
  const out = points.filter(({ outside }) => outside).length;
  const notes = [`${String(out)} of ${String(points.length)} outside`, runs?.unusual === true ? "the line shifted" : undefined, drift === null ? undefined : `drifting since ${drift.began}`, trial ? "trial limits" : undefined];
  return [`  ${what}: ${kind} chart, ${notes.filter((note) => note !== undefined).join(", ")}`];
}

function changeText({ before, after, verdict, difference, shifts, standardised, namedPeriods }: LineChange): string {
  const mix = shifts.map(shiftText);
  const held = standardised === null ? [] : [`with the channels held still ${figureText(standardised)}`];
  const named = namedPeriods.map(({ code }) => `in ${code}`);
  return `  ${[`${before.from} to ${after.from}: ${VERDICTS[verdict]}`, figureText(difference), ...mix, ...held, ...named].join(" · ")}`;
}
