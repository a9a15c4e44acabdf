import type { ArgumentsAbove } from "../../graphql/field-cost";
import type { Period } from "../../shared/period";
import { type Interval, MOST_POINTS, pieces } from "../domain/interval";
import type { StepOrder } from "../domain/step-order";

/** What parts of reports cost, in microseconds of one processor (docs/decisions/0018, at size 0038). What is worked out whatever is selected of it stands at the root field. */

/** Finding out which of thousands of services a report is about. */
export const REPORT_COST = 15_000;

/** Reading and working out the figures of one service, without those of time. */
export const SERVICE_COST = 2_000;
/** Reading and adding up the durations of one step (or of whole transactions) over twelve months: about half of it for each way to look at them. */
export const TIMES_COST = 500;
/** The same of a ranked step, with which those of its service's other steps may be read along. */
const RANKED_TIMES_COST = 3_000;

/** What the times of a step cost where it stands: in its service, or in a ranking, which is ordered by something. */
export function timesCost({ orderBy }: ArgumentsAbove): number {
  return orderBy === undefined ? TIMES_COST : RANKED_TIMES_COST;
}

/** Reading one measure of every step in the country, and putting the steps in order. */
export const RANKING_COST = 300_000;
/** The same where every pillar of the index is read, or the durations of every step. */
const WIDE_RANKING_COST = 400_000;
const WIDE: readonly unknown[] = ["INDEX", "EASIEST", "SERVICE_TIME", "WAITING"] satisfies readonly StepOrder[];

export function rankingCost({ orderBy }: ArgumentsAbove): number {
  return WIDE.includes(orderBy) ? WIDE_RANKING_COST : RANKING_COST;
}

/** Reading and working out the figures of one ranked step, without those of time. */
export const RANKED_STEP_COST = 800;
/** Reading the released answers of a service over time. */
export const SERIES_COST = 2_000;
/** Reading and adding up the durations of a service's transactions by month; by day, thirty times as many rows. */
export function durationSeriesCost({ interval }: ArgumentsAbove): number {
  return interval === "MONTH" ? 3_000 : 50_000;
}

/** Reading what one service reports and working it out. */
export const HEALTH_COST = 1_000;
/** Reading what is compared of every service in the country. */
export const BENCHMARK_COST = 1_200_000;
/** Reading the cross-products of a service and working out its drivers with their intervals: some 70 ms for each question of ten columns. */
export const DRIVERS_COST = 400_000;
/** Reading and working out the burden of a service under one version or all: mostly the durations of its eight steps. */
export const BURDEN_COST = 8_000;
/** Reading how long every step in the country was held, what was returned and what is open. */
export const WAITING_COST = 1_000_000;
/** Reading and working out the quantiles of one step that is shown, in each of its lists. */
export const WAITING_STEP_COST = 8_000;
/** Reading those of many services together, and who stands behind them. */
export const POOLED_COST = 250_000;

/** How many points a line over time has. */
export function pointsOf({ period, interval }: ArgumentsAbove): number {
  return pieces(period as Period, interval as Interval, MOST_POINTS)?.length ?? MOST_POINTS;
}
/** Reading returns, waiting and ratings of every step in the country by version, and both sides of what changed. */
export const AUTOMATION_COST = 1_000_000;
/** Reading the returns and the channels of one service. */
export const RETENTION_COST = 15_000;
/** Reading the edges, variants, fates and times of one service, and aligning its variants with its procedure. */
export const MAP_COST = 100_000;
/** Reading who answered of one service, and weighing it 33 times: mostly its answers by group and circumstance. */
export const WHO_ANSWERED_COST = 400_000;
