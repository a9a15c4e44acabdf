import type { Estimate } from "../../reports/domain/estimate";
import type { ServiceName } from "../../reports/domain/service-effort";
import type { WhereItWaits } from "../../reports/domain/waiting/where-it-waits";
import type { Fresh } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

type Which = readonly [part: string, service: ServiceName | null, step: string | null, holder: string | null, heldBy: string | null, since: string | null, figure: string, estimate: Estimate];

/** One line for each figure; `since` is the day on which the oldest transaction that is open started. */
export function waitingCsv(report: Fresh<WhereItWaits>): string {
  const fresh = freshCells(report.freshness);
  return csv(["part", "agency", "service", "step", "holder", "heldBy", "since", "figure", ...HOW_SURE, ...HOW_FRESH], figures(report).map(([part, service, step, holder, heldBy, since, figure, estimate]) =>
    [part, service?.agencyCode ?? null, service?.code ?? null, step, holder, heldBy, since, figure, ...cells(estimate), ...fresh]));
}

const whole = (part: string, figure: string, estimate: Estimate): Which => [part, null, null, null, null, null, figure, estimate];

function figures({ transactions, holders, promises, returned, steps, oldestOpen }: WhereItWaits): readonly Which[] {
  return [
    whole("ALL", "transactions", transactions),
    ...holders.flatMap(({ holder, clock, working }) =>
      Object.entries({ "clock.total": clock.total, "clock.perTransaction": clock.perTransaction, "working.total": working.total, "working.perTransaction": working.perTransaction })
        .map(([figure, estimate]): Which => ["HOLDER", null, null, holder, null, null, figure, estimate])),
    whole("PROMISES", "promised", promises.promised),
    whole("PROMISES", "kept", promises.kept),
    ...(["times", "perTransaction", "reasons"] as const).map((figure) => whole("RETURNED", figure, returned[figure])),
    ...returned.steps.flatMap(({ service, step, times, share }): Which[] => [["RETURNED", service, step, null, null, null, "times", times], ["RETURNED", service, step, null, null, null, "share", share]]),
    ...steps.flatMap(({ service, step, holder, heldBy, ...told }) =>
      (["total", "working", "beforeMedian", "beforeP90", "insideMedian", "insideP90"] as const).map((figure): Which => ["STEP", service, step.code, holder, heldBy, null, figure, told[figure]])),
    ...oldestOpen.flatMap(({ service, oldest, ...told }) => (["open", "over30Days", "over90Days"] as const).map((figure): Which => ["OPEN", service, null, null, null, oldest, figure, told[figure]])),
  ];
}
