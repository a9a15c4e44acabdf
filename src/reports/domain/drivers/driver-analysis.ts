import { collinearColumns } from "../../../statistics/collinear-columns";
import { constantColumns } from "../../../statistics/constant-columns";
import { correlationFromCrossProducts } from "../../../statistics/correlation-from-cross-products";
import { deleteGroupJackknife } from "../../../statistics/delete-group-jackknife";
import { driversFromCrossProducts, type RegressionDrivers } from "../../../statistics/drivers-from-cross-products";
import { probeWeight } from "../../../statistics/probe-weight";
import { relativeWeights } from "../../../statistics/relative-weights";
import { ridgeFromCorrelation } from "../../../statistics/ridge-from-correlation";
import { averageEstimate, coefficientEstimate, explainedEstimate, shapleyEstimate, type WithRange } from "../driver-estimate";
import type { Estimate } from "../estimate";
import type { Thresholds } from "../thresholds";
import { type DriverGroup, EASE, EASE_MISSING, easeCentred, wholeMatrix } from "./driver-matrix";
import { tooAlike } from "./too-alike";

/** Why nothing is said about what drives effort. */
export const DriversRefused = { FEW_ANSWERS: "FEW_ANSWERS", FEW_GROUPS: "FEW_GROUPS", CONSTANT_OUTCOME: "CONSTANT_OUTCOME", NOTHING_VARIES: "NOTHING_VARIES", COLLINEAR: "COLLINEAR" } as const;
export type DriversRefused = keyof typeof DriversRefused;

/** What to bear in mind about drivers, or about one of them. */
export const DriverWarning = { LITTLE_EXPLAINED: "LITTLE_EXPLAINED", SUPPRESSOR: "SUPPRESSOR", INFLATED: "INFLATED", TOO_ALIKE: "TOO_ALIKE" } as const;
export type DriverWarning = keyof typeof DriverWarning;

/** What one column has to do with the effort of the whole. */
export interface DriverFigures {
  /** `EASE`: mean ease of the steps rated, 0–100. `EASE_MISSING`: whether none was. `STEP:<code>`: kinds of trouble at it. */
  readonly column: string;
  /** Johnson's relative weight: its part of R². */
  readonly weight: Estimate;
  /** The same as a share of R², 0–1. */
  readonly shareOfExplained: number;
  /** Shapley share of R². */
  readonly lmg: Estimate | null;
  /** Standardised coefficient: which way, the others standing still. */
  readonly beta: Estimate;
  /** Correlation with the score, the others moving along. */
  readonly correlation: number;
  readonly vif: number;
  /** Its mean: how it is, beside how much it matters. Of ease: over those who rated. */
  readonly performance: Estimate;
  /** Whether it may be called a driver: its coefficient differs from 0, or it weighs more than noise. METHODS 4.2. */
  readonly driver: boolean;
  readonly warnings: readonly DriverWarning[];
}

/** Columns too alike to be told apart (VIF above 10): what they explain together. */
export interface JointWeight {
  readonly columns: readonly string[];
  readonly weight: Estimate;
}

/** What drives the scores, or why that cannot be said. */
export interface DriverAnalysis {
  readonly n: number;
  /** Jackknife groups with answers. */
  readonly groups: number;
  readonly refused: DriversRefused | null;
  /** Of a refusal: the columns it is about. */
  readonly refusedColumns: readonly string[];
  /** Columns that are the same for (nearly) everybody, and so explain nothing. */
  readonly dropped: readonly string[];
  readonly explained: Estimate | null;
  readonly adjustedR2: number | null;
  /** What a column of pure noise would weigh at most, 19 times in 20. */
  readonly noiseWeight: number | null;
  readonly warnings: readonly DriverWarning[];
  /** The heaviest first. */
  readonly drivers: readonly DriverFigures[];
  readonly joint: readonly JointWeight[];
}

const FEWEST = 100;
const FEWEST_PER_COLUMN = 10;
/** Below this a jackknife over groups says little of the error. */
const FEWEST_GROUPS = 10;
const LITTLE = 0.1;
const INFLATED = 5;

/** Johnson's relative weights of what may drive a score, from cross-products by jackknife group. METHODS 4. */
export function driverAnalysis(columns: readonly string[], all: readonly DriverGroup[], thresholds: Thresholds): DriverAnalysis {
  const groups = all.filter(({ n }) => n > 0);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const matrices = groups.map(({ products }) => wholeMatrix(products, columns.length + 2));
  const total = added(matrices);
  const outcome = columns.length + 1;
  const without = matrices.map((matrix) => total.map((sum, i) => sum - (matrix[i] ?? 0)));
  const rows = [total, ...without].map((sums) => easeCentred(sums, columns));
  const constant = new Set(rows.flatMap(constantColumns));
  const kept = columns.flatMap((_, i) => (constant.has(i + 1) ? [] : [i + 1]));
  const named = (places: readonly number[]): readonly string[] => places.flatMap((place) => columns[place - 1] ?? []);
  const about = { n, groups: groups.length, dropped: named([...columns.keys()].map((i) => i + 1).filter((place) => !kept.includes(place))) };
  const refuse = (refused: DriversRefused, about_: readonly string[] = []): DriverAnalysis => ({
    ...about, refused, refusedColumns: about_, explained: null, adjustedR2: null, noiseWeight: null, warnings: [], drivers: [], joint: [],
  });
  if (n < Math.max(FEWEST, FEWEST_PER_COLUMN * kept.length)) return refuse("FEW_ANSWERS");
  if (groups.length < FEWEST_GROUPS) return refuse("FEW_GROUPS");
  if (constant.has(outcome)) return refuse("CONSTANT_OUTCOME");
  if (kept.length === 0) return refuse("NOTHING_VARIES");
  for (const matrix of rows) {
    const collinear = collinearColumns(correlationFromCrossProducts(matrix, outcome, kept)?.rxx ?? []);
    if (collinear.length > 0) return refuse("COLLINEAR", named(collinear.flatMap((i) => kept[i] ?? [])));
  }
  const found = driversFromCrossProducts(rows[0] ?? [], outcome, kept);
  const alike = found === null ? [] : tooAlike(found.vif, found.correlations.rxx);
  const ranges = jackknifed(matrices, columns, kept, alike);
  if (found === null || ranges === null) return refuse("COLLINEAR");
  return { ...about, refused: null, refusedColumns: [], ...figures(columns, kept, found, alike, ranges, total, thresholds) };
}

const added = (matrices: readonly (readonly number[])[]): readonly number[] => (matrices[0] ?? []).map((_, i) => matrices.reduce((sum, matrix) => sum + (matrix[i] ?? 0), 0));

/** One after the other: R², the weights, the coefficients, the joint weights. */
function jackknifed(matrices: readonly (readonly number[])[], columns: readonly string[], kept: readonly number[], alike: readonly (readonly number[])[]): readonly WithRange[] | null {
  const result = deleteGroupJackknife(matrices, (sums) => {
    const correlations = correlationFromCrossProducts(easeCentred(sums, columns), columns.length + 1, kept);
    if (correlations === null) return null;
    const weights = relativeWeights(correlations.ryx, correlations.rxx);
    const betas = ridgeFromCorrelation(correlations.ryx, correlations.rxx, 0);
    if (weights === null || betas === null) return null;
    const joint = alike.map((members) => members.reduce((sum, i) => sum + (weights[i] ?? 0), 0));
    return [weights.reduce((sum, weight) => sum + weight, 0), ...weights, ...betas, ...joint];
  });
  return result?.estimate.map((value, i) => ({ value, low: result.low[i] ?? NaN, high: result.high[i] ?? NaN })) ?? null;
}

function figures(
  columns: readonly string[], kept: readonly number[], found: RegressionDrivers, alike: readonly (readonly number[])[], ranges: readonly WithRange[], total: readonly number[], thresholds: Thresholds,
): Pick<DriverAnalysis, "explained" | "adjustedR2" | "noiseWeight" | "warnings" | "drivers" | "joint"> {
  const { n, ryx } = found.correlations;
  const p = kept.length;
  const none = { value: NaN, low: NaN, high: NaN };
  const range = (i: number): WithRange => ranges[i] ?? none;
  const noiseWeight = probeWeight(found.correlations);
  const nameOf = (i: number): string => columns[(kept[i] ?? 0) - 1] ?? "";
  const drivers = kept.map((place, i): DriverFigures => {
    const weight = range(1 + i);
    const beta = range(1 + p + i);
    const correlation = ryx[i] ?? NaN;
    const vif = found.vif[i] ?? NaN;
    const warnings: DriverWarning[] = [];
    if (correlation * beta.value < 0) warnings.push("SUPPRESSOR");
    if (vif > INFLATED) warnings.push("INFLATED");
    if (alike.some((members) => members.includes(i))) warnings.push("TOO_ALIKE");
    return {
      column: nameOf(i),
      weight: explainedEstimate(weight, n, thresholds),
      shareOfExplained: weight.value / found.r2,
      lmg: found.lmg === null ? null : shapleyEstimate(found.lmg[i] ?? NaN, n, thresholds),
      beta: coefficientEstimate(beta, n, thresholds),
      correlation,
      vif,
      performance: performance(columns, place, total, thresholds),
      driver: beta.low > 0 || beta.high < 0 || (noiseWeight !== null && weight.value > noiseWeight),
      warnings,
    };
  });
  return {
    explained: explainedEstimate(range(0), n, thresholds),
    adjustedR2: found.adjR2,
    noiseWeight,
    warnings: found.r2 < LITTLE ? ["LITTLE_EXPLAINED"] : [],
    drivers: drivers.toSorted((a, b) => (b.weight.value ?? 0) - (a.weight.value ?? 0)),
    joint: alike.map((members, g) => ({ columns: members.map(nameOf), weight: explainedEstimate(range(1 + 2 * p + g), n, thresholds) })),
  };
}

/** From the sums as they are kept, where the ease of those who rated nothing is 0 and adds nothing. */
function performance(columns: readonly string[], place: number, total: readonly number[], thresholds: Thresholds): Estimate {
  const size = columns.length + 2;
  const n = total[0] ?? 0;
  const [sum, squares] = [total[place] ?? 0, total[place * size + place] ?? 0];
  const column = columns[place - 1];
  if (column !== EASE) return averageEstimate(n, sum, squares, "RATIO", thresholds);
  return averageEstimate(n - (total[columns.indexOf(EASE_MISSING) + 1] ?? 0), sum, squares, "SCORE", thresholds);
}
