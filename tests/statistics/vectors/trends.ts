import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { agrestiCaffo } from "../../../src/statistics/agresti-caffo";
import { brunnerMunzelFromCounts } from "../../../src/statistics/brunner-munzel-from-counts";
import { didFromMoments } from "../../../src/statistics/did-from-moments";
import { type Proportion, didProportions } from "../../../src/statistics/did-proportions";
import { differenceInDifferences } from "../../../src/statistics/difference-in-differences";
import { itsPoisson } from "../../../src/statistics/its-poisson";
import { itsSegmented } from "../../../src/statistics/its-segmented";
import { laneyPPrime } from "../../../src/statistics/laney-p-prime";
import { mannWhitneyFromCounts } from "../../../src/statistics/mann-whitney-from-counts";
import { neweyWest } from "../../../src/statistics/newey-west";
import { pChart } from "../../../src/statistics/p-chart";
import { runRules } from "../../../src/statistics/run-rules";
import type { SampleMoments } from "../../../src/statistics/sample-moments";
import { tabularCusum } from "../../../src/statistics/tabular-cusum";
import { twoProportion } from "../../../src/statistics/two-proportion";
import { type Welch, welchFromMoments } from "../../../src/statistics/welch-from-moments";
import { welch } from "../../../src/statistics/welch";
import { xmrChart } from "../../../src/statistics/xmr-chart";
import { pair, type VectorFunctions } from "./vector-functions";

interface Shares {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
}

interface Histograms {
  readonly counts1: readonly number[];
  readonly counts2: readonly number[];
  readonly continuity: boolean;
}

interface Series {
  readonly x: readonly number[];
  readonly n: readonly number[] | number;
  readonly target: number;
  readonly K: number;
  readonly H: number;
}

/** What a model is fitted to: a teaching file beside the vectors, and its columns in the vectors' words. */
interface Model {
  readonly data: string;
  readonly terms: readonly string[];
  readonly family?: "quasipoisson";
  readonly lags: number;
}

type Cells<C> = Readonly<Record<"treatedAfter" | "treatedBefore" | "controlAfter" | "controlBefore", C>>;

const paired = (found: Welch | null): object | null => (found === null ? null : { ...found, ci: pair(found.ci) });

/** Topic 3. */
export const TRENDS: VectorFunctions = {
  twoProportion: ({ x1, n1, x2, n2 }: Shares) => {
    const found = twoProportion(x1, n1, x2, n2);
    return found === null ? null : { ...found, newcombe: pair(found.newcombe) };
  },
  agrestiCaffo: ({ x1, n1, x2, n2 }: Shares) => agrestiCaffo(x1, n1, x2, n2),
  welch: ({ a, b }: { a: readonly number[]; b: readonly number[] }) => paired(welch(a, b)),
  welchFromMoments: ({ n1, mean1, sd1, n2, mean2, sd2 }: Record<string, number>) => paired(welchFromMoments(moments([n1, mean1, sd1]), moments([n2, mean2, sd2]))),
  brunnerMunzelFromCounts: ({ counts1, counts2 }: Histograms) => {
    const found = brunnerMunzelFromCounts(counts1, counts2);
    return found === null ? null : { ...found, ci: pair(found.ci) };
  },
  mannWhitneyFromCounts: ({ counts1, counts2, continuity }: Histograms) => {
    const found = mannWhitneyFromCounts(counts1, counts2, { continuity });
    return found === null ? null : { U1: found.u1, z: found.z, p: found.p, A: found.a };
  },
  pChart: ({ x, n }: Series) => {
    const chart = pChart(x, sizes(x, n));
    if (chart === null) return null;
    const limits = { ucl: chart.limits.map(({ high }) => high), lcl: chart.limits.map(({ low }) => low) };
    const { ucl, lcl } = limits;
    return { center: chart.centre, out: chart.outside.map((index) => index + 1), ...(typeof n === "number" ? { ucl: ucl[0], lcl: lcl[0] } : limits) };
  },
  laneyPPrime: ({ x, n }: Series) => {
    const chart = laneyPPrime(x, sizes(x, n));
    if (chart === null) return null;
    const { centre, sigmaZ, limits, outside } = chart;
    return { center: centre, sigmaZ, ucl: limits.map(({ high }) => high), lcl: limits.map(({ low }) => low), outP: pChart(x, sizes(x, n))?.outside.length, outPprime: outside.length };
  },
  xmrChart: ({ x }: Series) => {
    const chart = xmrChart(x);
    return chart === null ? null : { center: chart.centre, mrBar: chart.mrBar, ucl: chart.limits.high, lcl: chart.limits.low, mrUcl: chart.mrLimit };
  },
  tabularCusum: ({ x, target, K, H }: Series) => {
    const found = tabularCusum(x, target, K, H);
    return { ...found, firstSignal: found.firstSignal === null ? null : found.firstSignal + 1 };
  },
  runRules: ({ usefulPoints }: { usefulPoints: number }) => runRules(usefulPoints),
  itsPoisson: ({ data, terms, family }: Model) => {
    const rows = read(data);
    const fit = itsPoisson(rows.map(({ aces }) => aces ?? NaN), rows.map(({ stdpop }) => stdpop ?? NaN), rows.map((row) => terms.flatMap((term) => columnsOf(term, row))));
    if (fit === null) return null;
    const { coefficients, dispersion, rateRatios, poisson, quasi } = fit;
    const at = terms.indexOf("smokban");
    const ratio = (interval: "poisson" | "quasi"): unknown[] => [rateRatios[at], ...(pair({ poisson, quasi }[interval][at] ?? null) ?? [])];
    const perYear = Math.exp(12 * (coefficients[terms.indexOf("time")] ?? NaN));
    return { rr: ratio(family === undefined ? "poisson" : "quasi"), rrQuasi: ratio("quasi"), dispersion, coef: coefficients, trendPerYear: perYear };
  },
  neweyWest: ({ data, lags }: Model) => {
    const rows = read(data);
    const growth = (column: string, at: number): number => 400 * Math.log((rows[at]?.[column] ?? NaN) / (rows[at - 1]?.[column] ?? NaN));
    const quarters = rows.map((_, at) => at).slice(1);
    const fit = neweyWest(quarters.map((at) => growth("realinv", at)), quarters.map((at) => [growth("realgdp", at), rows[at - 1]?.["realint"] ?? NaN, 1]), lags);
    return fit === null ? null : { coef: fit.coefficients, se: fit.standardErrors };
  },
  itsSegmented: ({ y, interventionAfter, nwLags }: { y: readonly number[]; interventionAfter: number; nwLags: number }) => {
    const fit = itsSegmented(y, interventionAfter, { lags: nwLags });
    if (fit === null) return null;
    return { coef: fit.coefficients, se: fit.standardErrors, names: ["intercept", "preTrend", "levelChange", "trendChange"], counterfactualAt24: fit.counterfactual, effectAt24: fit.effect };
  },
  differenceInDifferences: ({ changeTreated = NaN, seTreated = NaN, changeControl = NaN, seControl = NaN }: Record<string, number>) => differenceInDifferences(changeTreated, seTreated, changeControl, seControl),
  didFromMoments: (cells: Cells<readonly number[]>) => {
    const found = didFromMoments({ treatedAfter: moments(cells.treatedAfter), treatedBefore: moments(cells.treatedBefore), controlAfter: moments(cells.controlAfter), controlBefore: moments(cells.controlBefore) });
    return found === null ? null : { ...found, ci: pair(found.ci) };
  },
  didProportions: (cells: Cells<readonly number[]>) => {
    const share = ([x = NaN, n = NaN]: readonly number[]): Proportion => ({ x, n });
    const found = didProportions({ treatedAfter: share(cells.treatedAfter), treatedBefore: share(cells.treatedBefore), controlAfter: share(cells.controlAfter), controlBefore: share(cells.controlBefore) });
    return found === null ? null : { did: found.did, mover: pair(found.mover) };
  },
};

const moments = ([n = NaN, mean = NaN, sd = NaN]: readonly (number | undefined)[]): SampleMoments => ({ n, mean, sd });

const sizes = (x: readonly number[], n: readonly number[] | number): readonly number[] => (typeof n === "number" ? x.map(() => n) : n);

function read(data: string): Record<string, number>[] {
  const folder = dirname(process.env["VECTORS"] ?? join(process.env["YUSR_SHARED"] ?? join(__dirname, "../../../../shared"), "vectors/vectors.json"));
  const [head = "", ...lines] = readFileSync(join(folder, data), "utf8").trim().split(/\r?\n/u);
  const names = head.split(",").map((name) => name.replaceAll('"', ""));
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, index) => [names[index] ?? "", Number(cell)])));
}

function columnsOf(term: string, row: Readonly<Record<string, number>>): number[] {
  if (term === "1") return [1];
  const harmonic = /^harmonic\((\w+),(\d+),(\d+)\)$/u.exec(term);
  if (harmonic === null) return [row[term] ?? NaN];
  const [, column = "", pairs = "", period = ""] = harmonic;
  return Array.from({ length: Number(pairs) }, (_, index) => (2 * Math.PI * (index + 1) * (row[column] ?? NaN)) / Number(period)).flatMap((angle) => [Math.sin(angle), Math.cos(angle)]);
}
