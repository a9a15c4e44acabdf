import type { Retention } from "../../reports/domain/retention/retention";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, figureText, freshnessText, fullName, KEY, table } from "../report-text";

/** Retention for people at a terminal. */
export function retentionText(report: Fresh<Retention>): string {
  const { service, period, freshness, risk } = report;
  return [
    `${fullName(service)} · ${period.from} up to ${period.to}\n${freshnessText(freshness)}`,
    part("The whole", [["decided digitally", ...estimateCells(report.takeUp)], ["through service offices", ...estimateCells(report.assisted)], ["came again within 7 days", ...estimateCells(report.repeatWithin7)], ["came again within 30 days", ...estimateCells(report.repeatWithin30)]]),
    part("Channels: ended, without a decision, failed, gone on elsewhere", report.channels.map(({ channel, ended, undecided, failed, leaked }) => [channel, figureText(ended), figureText(undecided), figureText(failed), figureText(leaked)])),
    part("Digital again, by opportunity", [...report.pooled.map(({ opportunity, digital }) => [String(opportunity), ...estimateCells(digital)]), ...report.cohorts.flatMap(({ channelFirst, opportunities }) => opportunities.filter(({ digital }) => digital.value !== null).map(({ opportunity, digital }) => [`${String(opportunity)} (first ${channelFirst})`, ...estimateCells(digital)]))]),
    part("Left the digital channels, by effort before", [...report.leaving.map(({ band, left }) => [band, ...estimateCells(left)]), ["MUCH to NONE, times as likely", ...estimateCells(risk.ratio)], ["share of departures that goes with MUCH", ...estimateCells(risk.attributable)]]),
    KEY,
  ].join("\n\n");
}

function part(heading: string, rows: readonly (readonly string[])[]): string {
  return [heading, ...table(rows)].join("\n");
}
