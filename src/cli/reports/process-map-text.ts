import type { ProcessMap } from "../../reports/domain/process-map";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, figureText, freshnessText, fullName, inWords, KEY, table } from "../report-text";

const REWORK: readonly (readonly [keyof ProcessMap["rework"], string])[] = [["rework", "any step again"], ["selfLoops", "again at once"], ["repeats", "again after another"], ["pingPong", "to and fro"]];

/** Process map for people at a terminal: the most frequent first, rounded and aligned. */
export function processMapText(map: Fresh<ProcessMap>): string {
  const { service, period, freshness, edges, variants, fit, rework, times, dropOff } = map;
  const names = new Map(map.steps.map((step) => [step.code, inWords(step.names)]));
  const named = (code: string): string => `${code}${names.get(code) ?? ""}`;
  return [
    `${fullName(service)} · ${period.from} up to ${period.to}\n${freshnessText(freshness)}`,
    part(`Edges (${String(edges.length)} of ${String(map.edgeCount)}): how often, median time from the first to the second`, edges.map(({ from, to, count, time }) => [`${from ?? "(start)"} → ${to ?? "(end)"}`, figureText(count), ...estimateCells(time)])),
    part(`Variants (${String(variants.length)} of ${String(map.variantCount)}): transactions, share`, variants.map(({ steps, transactions, share }) => [figureText(transactions), ...estimateCells(share), steps.join(" → ")])),
    part("Covered by the most frequent variants", map.coverage.map(({ variants: top, share }) => [`top ${String(top)}`, ...estimateCells(share)])),
    part("Done again: transactions, their share, events to each transaction", REWORK.map(([kind, name]) => [name, figureText(rework[kind].transactions), figureText(rework[kind].share), ...estimateCells(rework[kind].eventsPerTransaction)])),
    part("As the procedure says (100 % is exactly)", [["on average", ...estimateCells(fit.average)], ["of all steps together", ...estimateCells(fit.log)], ["without any deviation", ...estimateCells(fit.fitting)], ["not compared", ...estimateCells(fit.notCompared)]]),
    part("Steps that deviate: out of place or again, and left out", fit.deviations.map(({ step, extra, extraShare, skipped, skippedShare }) => [named(step), figureText(extra), figureText(extraShare), figureText(skipped), figureText(skippedShare)])),
    part("Whose turn: waiting before, and time in their steps, median", times.map(({ turn, calendar, waiting, service: own }) => [turn, calendar === "CLOCK" ? "by the clock" : "in working time", figureText(waiting.median), figureText(own.median)])),
    part(
      `Given up: of those known, and within ${String(map.horizonDays)} days; still under way`,
      dropOff.map(({ step, resolved, byHorizon, inFlight }) => [named(step), figureText(resolved), ...estimateCells(byHorizon), `${figureText(inFlight)} under way`]),
    ),
    KEY,
  ].join("\n\n");
}

function part(heading: string, rows: readonly (readonly string[])[]): string {
  return [heading, ...table(rows)].join("\n");
}
