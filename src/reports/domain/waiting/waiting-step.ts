import type { StepDemand } from "../../../catalogue/domain/step-demand";
import type { ServiceFacts } from "../../../catalogue/domain/service-facts";
import type { Turn } from "../../../catalogue/domain/turn";
import { absentEstimate } from "../absent-estimate";
import type { StepTimes } from "../burden/time-parts";
import { totalOf } from "../count-estimate";
import { durationFigures } from "../duration-figures";
import type { Estimate } from "../estimate";
import { reportedSteps, type ReportedStep } from "../reported-steps";
import { scaledEstimate } from "../scaled-estimate";
import { type ServiceName, serviceName } from "../service-effort";
import type { Thresholds } from "../thresholds";
import { daysOf, type Held } from "./held";

/** A step at which days go by, under whoever has the turn. */
export interface WaitingStep {
  /** From 1 on. */
  readonly rank: number;
  readonly service: ServiceName;
  readonly step: Pick<ReportedStep, "code" | "names" | "stage" | "kind" | "automation" | "turn" | "retired">;
  readonly holder: Turn;
  /** Code of the agency that has the turn; null: the beneficiary, a third party, or another agency that nobody named. */
  readonly heldBy: string | null;
  readonly total: Estimate;
  readonly working: Estimate;
  /** Until it began: half of the passages waited no longer, nine in ten. In days. */
  readonly beforeMedian: Estimate;
  readonly beforeP90: Estimate;
  /** From entering to leaving; null with `NOT_MEASURED` where it is the beneficiary's own work. */
  readonly insideMedian: Estimate;
  readonly insideP90: Estimate;
}

/** Rows in the order of the days they took by the clock, the most first. */
export function longestHeld(rows: readonly Held[], first: number): readonly Held[] {
  const days = (row: Held): number => daysOf(row, null).clock;
  const key = (row: Held): string => `${row.serviceId} ${row.stepCode} ${row.turn}`;
  return [...rows].filter((row) => days(row) > 0).sort((a, b) => days(b) - days(a) || (key(a) < key(b) ? -1 : 1)).slice(0, first);
}

/** A row with everything that is told of it. Undefined where the service has no such step. */
export function waitingStep(
  row: Held,
  rank: number,
  about: { readonly service: ServiceFacts; readonly demands: readonly StepDemand[]; readonly durations: readonly StepTimes[]; readonly workingDayMs: number | null },
  thresholds: Thresholds,
): WaitingStep | undefined {
  const { service, demands, durations, workingDayMs } = about;
  const found = reportedSteps(service, new Set([row.stepCode])).steps.find(({ code }) => code === row.stepCode);
  if (found === undefined) return undefined;
  const { code, names, stage, kind, automation, turn, retired } = found;
  const days = daysOf(row, workingDayMs);
  const own = durations.filter(({ stepCode, turn: whose }) => stepCode === row.stepCode && whose === row.turn);
  const before = durationFigures(own.filter((one) => one.kind === "WAITING"), thresholds);
  const inside = row.turn === "BENEFICIARY" ? undefined : durationFigures(own.filter((one) => one.kind === "SERVICE"), thresholds);
  const quantile = (estimate: Estimate | undefined): Estimate => (estimate === undefined ? absentEstimate("DAYS", "ORDER_STATISTIC", "NOT_MEASURED") : scaledEstimate(estimate, "DAYS", 86_400));
  return {
    rank,
    service: serviceName(service),
    step: { code, names, stage, kind, automation, turn, retired },
    holder: row.turn,
    heldBy: heldBy(row, service, demands),
    total: totalOf("DAYS", days.clock, days.clockN),
    working: days.workingN === 0 ? absentEstimate("WORKING_DAYS", "SUM", "NOT_MEASURED") : totalOf("WORKING_DAYS", days.working, days.workingN),
    beforeMedian: quantile(before.median),
    beforeP90: quantile(before.p90),
    insideMedian: quantile(inside?.median),
    insideP90: quantile(inside?.p90),
  };
}

/** By the newest version that has the step. */
function heldBy({ stepCode, turn }: Held, { agencyCode }: ServiceFacts, demands: readonly StepDemand[]): string | null {
  const named = demands.filter((demand) => demand.stepCode === stepCode).at(-1)?.responsibleAgency ?? null;
  if (turn === "AGENCY") return agencyCode;
  return turn === "OTHER_AGENCY" ? named : null;
}
