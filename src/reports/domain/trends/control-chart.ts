import { laneyPPrime } from "../../../statistics/laney-p-prime";
import { medianRuns, type MedianRuns } from "../../../statistics/median-runs";
import { pChart } from "../../../statistics/p-chart";
import { tabularCusum } from "../../../statistics/tabular-cusum";
import { xmrChart } from "../../../statistics/xmr-chart";

/** Which chart: shares that vary by chance, shares that vary more, single values. */
export const ChartKind = { P: "P", P_PRIME: "P_PRIME", XMR: "XMR" } as const;
export type ChartKind = keyof typeof ChartKind;

/** A point of a line beside what is ordinary for it. */
export interface ChartPoint {
  /** First day of the piece. */
  readonly from: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly outside: boolean;
}

/** A slow drift: from which point on the values ran away, and at which it was certain. */
export interface Drift {
  readonly began: string;
  readonly signalled: string;
}

/** What is ordinary for a line, and where it is not. */
export interface ControlChart {
  readonly kind: ChartKind;
  /** Twelve to nineteen points: the limits will still move. */
  readonly trial: boolean;
  /** From how many points, the first, centre and limits are made. */
  readonly baselinePoints: number;
  readonly centre: number;
  /** By how much wider the limits are than chance alone would have them; null but for `P_PRIME`. */
  readonly sigmaZ: number | null;
  /** Pieces without a figure are left out. */
  readonly points: readonly ChartPoint[];
  /** Runs about the median; null where every point lies on it. */
  readonly runs: MedianRuns | null;
  readonly drift: Drift | null;
}

/** Below this nobody knows what is ordinary. */
const FEWEST = 12;
const TRIAL_BELOW = 20;
/** The baseline, frozen from then on. */
const BASELINE = 24;
/** From this many answers per point on every ordinary difference lies outside a p-chart. */
const MANY = 1_000;
/** Shares that spread this much wider than chance are over-dispersed. */
const OVER_DISPERSED = 1.5;
/** Mean range of two standard normal numbers. */
const D2 = 1.128;
/** Allowance and decision interval of the CUSUM, in σ. */
const [ALLOWANCE, DECISION] = [0.5, 5];

/** The chart of shares, p or p′ as METHODS 3.2 says; null below twelve points, or where a p′ is needed and cannot be made. */
export function shareChart(points: readonly { readonly from: string; readonly x: number; readonly n: number }[]): ControlChart | null {
  if (points.length < FEWEST) return null;
  const [x, n, baseline] = [points.map((point) => point.x), points.map((point) => point.n), Math.min(BASELINE, points.length)];
  const [plain, prime] = [pChart(x, n, baseline), laneyPPrime(x, n, baseline)];
  if (plain === null) return null;
  const median = n.toSorted((a, b) => a - b)[Math.floor(n.length / 2)] ?? 0;
  const over = prime !== null && prime.sigmaZ > 0 && (median >= MANY || prime.sigmaZ > OVER_DISPERSED);
  const chart = over ? prime : plain;
  const sigmaZ = over ? prime.sigmaZ : 1;
  const { centre } = chart;
  const z = points.map((point) => (point.x / point.n - centre) / (Math.sqrt((centre * (1 - centre)) / point.n) * sigmaZ));
  const values = points.map((point) => point.x / point.n);
  const shown = points.map(({ from }, index) => ({ from, value: values[index] ?? NaN, ...(chart.limits[index] ?? { low: 0, high: 1 }), outside: chart.outside.includes(index) }));
  return { ...head(points.length, baseline), kind: over ? "P_PRIME" : "P", centre, sigmaZ: over ? sigmaZ : null, points: shown, runs: medianRuns(values), drift: centre > 0 && centre < 1 ? driftOf(points, z) : null };
}

/** The XmR chart of single values, such as means, clipped to their scale; null below twelve points. */
export function valueChart(points: readonly { readonly from: string; readonly value: number }[], scale: { readonly min: number; readonly max: number }): ControlChart | null {
  if (points.length < FEWEST) return null;
  const baseline = Math.min(BASELINE, points.length);
  const values = points.map(({ value }) => value);
  const chart = xmrChart(values, baseline);
  if (chart === null) return null;
  const limits = { low: Math.max(scale.min, chart.limits.low), high: Math.min(scale.max, chart.limits.high) };
  const shown = points.map(({ from, value }, index) => ({ from, value, ...limits, outside: chart.outside.includes(index) }));
  const sigma = chart.mrBar / D2;
  const drift = sigma > 0 ? driftOf(points, values.map((value) => (value - chart.centre) / sigma)) : null;
  return { ...head(points.length, baseline), kind: "XMR", centre: chart.centre, sigmaZ: null, points: shown, runs: medianRuns(values), drift };
}

function head(points: number, baselinePoints: number): Pick<ControlChart, "trial" | "baselinePoints"> {
  return { trial: points < TRIAL_BELOW, baselinePoints };
}

function driftOf(points: readonly { readonly from: string }[], z: readonly number[]): Drift | null {
  const { firstSignal, nPlusAtSignal, nMinusAtSignal } = tabularCusum(z, 0, ALLOWANCE, DECISION);
  if (firstSignal === null) return null;
  const run = Math.max(nPlusAtSignal ?? 0, nMinusAtSignal ?? 0);
  return { began: points[firstSignal - run + 1]?.from ?? "", signalled: points[firstSignal]?.from ?? "" };
}
