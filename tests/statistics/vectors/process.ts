import { alignmentFitness } from "../../../src/statistics/alignment-fitness";
import { directlyFollows } from "../../../src/statistics/directly-follows";
import { dropOffFunnel } from "../../../src/statistics/drop-off-funnel";
import { kaplanMeier } from "../../../src/statistics/kaplan-meier";
import { lifeTable } from "../../../src/statistics/life-table";
import { logFitness } from "../../../src/statistics/log-fitness";
import { rework } from "../../../src/statistics/rework";
import { stepCumulativeIncidence } from "../../../src/statistics/step-cumulative-incidence";
import { stepTimes, type TimedEvent } from "../../../src/statistics/step-times";
import { pair, type VectorFunctions } from "./vector-functions";

/** Topic 6. */
export const PROCESS: VectorFunctions = {
  directlyFollows: ({ traces }: { traces: Readonly<Record<string, readonly string[]>> | readonly (readonly string[])[] }) => {
    const graph = directlyFollows(Object.values(traces).map((steps: readonly string[]) => ({ steps, count: 1 })));
    const inner = graph.edges.filter(({ from, to }) => from !== null && to !== null);
    return { ...graph, dfg: Object.fromEntries(inner.map(({ from, to, n }) => [`${String(from)} -> ${String(to)}`, n])) };
  },
  rework: ({ trace }: { trace: readonly string[] }) => rework(trace),
  alignmentFitness: ({ trace, model }: { trace: readonly string[]; model: readonly (readonly string[])[] }) => alignmentFitness(trace, model),
  logFitness: ({ fitnessByTrace }: { fitnessByTrace: Parameters<typeof logFitness>[0] }) => logFitness(fitnessByTrace),
  stepTimes: ({ events }: { events: readonly TimedEvent[] }) => stepTimes(events),
  kaplanMeier: ({ time, event }: { time: readonly number[]; event: readonly number[] }) =>
    kaplanMeier(time.map((at, index) => ({ time: at, event: event[index] === 1 }))).map((point) => ({ ...point, surv: point.survival })),
  lifeTable: ({ buckets }: { buckets: readonly { bucket: number; events: number; censored: number }[] }) =>
    lifeTable(buckets).map((row, index) => ({ ...row, bucket: buckets[index]?.bucket, surv: row.survival })),
  stepCumulativeIncidence: ({ rows }: { rows: readonly (readonly [time: number, cause: number])[] }) => {
    const times = [...new Set(rows.map(([time]) => time))];
    const count = (at: number, of: number): number => rows.filter(([time, cause]) => time === at && cause === of).length;
    return stepCumulativeIncidence(times.map((time) => ({ time, proceeded: count(time, 1), abandoned: count(time, 2), censored: count(time, 0) })));
  },
  dropOffFunnel: ({ steps }: { steps: readonly { step: string; entered: number; proceeded: number; abandoned: number }[] }) =>
    dropOffFunnel(steps).map(({ interval, ...figures }, index) => ({ ...figures, step: steps[index]?.step, ci: pair(interval) })),
};
