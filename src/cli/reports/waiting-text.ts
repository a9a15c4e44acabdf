import type { WhereItWaits } from "../../reports/domain/waiting/where-it-waits";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, freshnessText, fullName, inWords, KEY, table } from "../report-text";

/** Where transactions wait, for people at a terminal. */
export function waitingText(report: Fresh<WhereItWaits>): string {
  const { period, freshness, transactions, holders, promises, returned, steps, oldestOpen } = report;
  const told = (estimate: Parameters<typeof estimateCells>[0]): string => estimateCells(estimate)[0] ?? "";
  return [
    `${period.from} up to ${period.to} · ${told(transactions)} transactions\n${freshnessText(freshness)}`,
    ["Whose turn: days by the clock, each; working days, each", ...table(holders.map(({ holder, clock, working }) => [holder, told(clock.total), told(clock.perTransaction), told(working.total), told(working.perTransaction)]))].join("\n"),
    ["Promises", ...table([["with a date", ...estimateCells(promises.promised)], ["kept", ...estimateCells(promises.kept)]])].join("\n"),
    [
      "Returned for completion",
      ...table([["times", told(returned.times)], ["each", told(returned.perTransaction)], ["why", told(returned.reasons)], ...returned.steps.map(({ service, step, times, share }) => [`${fullName(service)} ${step}`, told(times), ...estimateCells(share)])]),
    ].join("\n"),
    [
      "Steps: days all together, until it began (median), in it (median)",
      ...table(steps.map(({ rank, service, step, holder, heldBy, total, beforeMedian, insideMedian }) => [`${String(rank)}. ${step.code}${inWords(step.names)} · ${fullName(service)}`, heldBy === null ? holder : `${holder} ${heldBy}`, told(total), told(beforeMedian), told(insideMedian)])),
    ].join("\n"),
    ["Open the longest: since, how many, over 30 days, over 90 days", ...table(oldestOpen.map(({ service, oldest, open, over30Days, over90Days }) => [fullName(service), oldest, told(open), told(over30Days), told(over90Days)]))].join("\n"),
    KEY,
  ].join("\n\n");
}
