import { deleteGroupJackknife } from "../../statistics/delete-group-jackknife";
import type { Interval } from "../../statistics/interval";
import { type Margins, rake, type RakingCell } from "../../statistics/rake";
import { wilsonInterval } from "../../statistics/wilson-interval";
import { absentEstimate } from "./absent-estimate";
import { type Estimate, isHidden, qualityOf, type Reason } from "./estimate";
import { groupedBy } from "./grouped-by";
import type { Thresholds } from "./thresholds";

/** Respondents who are alike in every circumstance. Weights are one over the probability of having been asked. */
export interface WeighedCell {
  readonly by: Readonly<Record<string, string>>;
  /** 0–31; null: released before groups were kept. */
  readonly group: number | null;
  readonly n: number;
  readonly weight: number;
  readonly weightSquares: number;
  /** Weight of those in favour. */
  readonly favourable: number;
}

/** What raking made of the respondents. */
export interface Raked {
  readonly estimate: Estimate;
  /** Kish's: how many times more answers the weights cost. Null: there are none. */
  readonly designEffect: number | null;
  /** What they were weighted by. */
  readonly margins: readonly string[];
  /** By what there is a group that nobody answered for; which one is not said, where others may be hidden. */
  readonly missing: readonly string[];
}

/** A category with fewer respondents is weighted together with others. */
const LEAST_RESPONDENTS = 20;
/** A group of the population this large that nobody answers for cannot be left out. */
const MISSED = 0.05;
/** Weights are kept within this of their median, either way. */
const TRIM = 3;
/** Design effects from which weights are warned of, and not used. */
const [COSTLY, TOO_COSTLY] = [2, 3];
/** Groups of people that the jackknife needs to say anything. */
const LEAST_GROUPS = 20;
const TOGETHER = "(together)";

/**
 * Share in favour, weighted to the population's share of each category of each margin (METHODS 8): small categories
 * together, weights trimmed to a third and three times their median and raked again. No figure where a group of the
 * population has no respondents (`NO_RESPONDENTS`), where nothing is left to weigh by (`NOTHING_TO_WEIGH`), or where the
 * weights cost two thirds of the answers (`WEIGHTS_UNEQUAL`).
 */
export function rakedEstimate(cells: readonly WeighedCell[], population: Margins, thresholds: Thresholds, reasons: readonly Reason[]): Raked {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  const none = (reason: Reason, more: Partial<Raked> = {}): Raked => ({ estimate: absentEstimate("SHARE", "RAKED", reason), designEffect: null, margins: [], missing: [], ...more });
  if (n === 0) return none("NO_DATA");
  if (isHidden(n, "ANSWERS", thresholds)) return none("SMALL_CELL");
  const missing = Object.entries(population).filter(([margin, sizes]) => misses(cells, margin, sizes)).map(([margin]) => margin);
  if (missing.length > 0) return none("NO_RESPONDENTS", { missing });
  const merged = withoutSmall(cells, population);
  const margins = Object.keys(merged.margins);
  if (margins.length === 0) return none("NOTHING_TO_WEIGH");
  const weights = raked(merged.cells, merged.margins);
  if (weights === null) return none("WEIGHTS_UNEQUAL", { margins });
  const [sum, squares] = [total(cells, (cell, at) => cell.weight * (weights[at] ?? 0)), total(cells, (cell, at) => cell.weightSquares * (weights[at] ?? 0) ** 2)];
  const effectiveN = sum ** 2 / squares;
  const designEffect = n / effectiveN;
  if (designEffect > TOO_COSTLY) return none("WEIGHTS_UNEQUAL", { designEffect, margins });
  const value = total(cells, (cell, at) => cell.favourable * (weights[at] ?? 0)) / sum;
  const interval = jackknifed(merged.cells, merged.margins, thresholds) ?? wilsonInterval(Math.min(effectiveN, value * effectiveN), effectiveN, thresholds.confidence);
  const estimate: Estimate = {
    unit: "SHARE", method: "RAKED", value, low: interval?.low ?? null, high: interval?.high ?? null, confidence: thresholds.confidence, n, effectiveN,
    quality: qualityOf(effectiveN, thresholds), suppressed: false, reasons: designEffect > COSTLY ? [...reasons, "WEIGHTS_UNEQUAL"] : reasons,
  };
  return { estimate, designEffect, margins, missing: [] };
}

function misses(cells: readonly WeighedCell[], margin: string, sizes: Readonly<Record<string, number>>): boolean {
  const all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  return Object.entries(sizes).some(([category, size]) => size >= MISSED * all && size > 0 && !cells.some((cell) => cell.n > 0 && cell.by[margin] === category));
}

/** Small categories together, and with the next larger one while they are still too few; a margin of one category weighs nothing. */
function withoutSmall(cells: readonly WeighedCell[], population: Margins): { readonly cells: readonly WeighedCell[]; readonly margins: Margins } {
  const margins: Record<string, Readonly<Record<string, number>>> = {};
  const merged = cells.map((cell) => ({ ...cell, by: { ...cell.by } }));
  for (const [margin, sizes] of Object.entries(population)) {
    const respondents = new Map<string, number>(Object.keys(sizes).map((category) => [category, 0]));
    for (const { by, n } of cells) respondents.set(by[margin] ?? "", (respondents.get(by[margin] ?? "") ?? 0) + n);
    const ordered = [...respondents].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
    const small = new Set(ordered.filter(([category, n]) => n < LEAST_RESPONDENTS || (sizes[category] ?? 0) === 0).map(([category]) => category));
    const held = (): number => ordered.reduce((sum, [category, n]) => sum + (small.has(category) ? n : 0), 0);
    for (const [category] of ordered) if (small.size > 0 && held() < LEAST_RESPONDENTS) small.add(category);
    const nameOf = (category: string): string => (small.has(category) ? TOGETHER : category);
    const names = new Set([...respondents.keys()].map(nameOf));
    if (names.size < 2) continue;
    const into: Record<string, number> = {};
    for (const [category, size] of Object.entries(sizes)) into[nameOf(category)] = (into[nameOf(category)] ?? 0) + size;
    margins[margin] = into;
    for (const { by } of merged) by[margin] = nameOf(by[margin] ?? "");
  }
  return { cells: merged, margins };
}

function raked(cells: readonly WeighedCell[], margins: Margins): readonly number[] | null {
  const weighed: readonly RakingCell[] = cells.map(({ by, weight }) => ({ by, n: weight }));
  const first = rake(weighed, margins);
  if ("problem" in first) return null;
  const middle = median(cells, first.weights);
  const again = rake(weighed, margins, first.weights.map((weight) => Math.min(TRIM * middle, Math.max(middle / TRIM, weight))));
  return "problem" in again ? null : again.weights;
}

function median(cells: readonly WeighedCell[], weights: readonly number[]): number {
  const ordered = cells.map(({ n }, at) => ({ n, weight: weights[at] ?? 0 })).filter(({ n }) => n > 0).sort((a, b) => a.weight - b.weight);
  const half = ordered.reduce((sum, { n }) => sum + n, 0) / 2;
  let reached = 0;
  return ordered.find(({ n }) => (reached += n) >= half)?.weight ?? 1;
}

/** By leaving out one group of people at a time and raking anew. Null: too few groups, or a group without which somebody is missing. */
function jackknifed(cells: readonly WeighedCell[], margins: Margins, thresholds: Thresholds): Interval | null {
  const groups = [...new Set(cells.map(({ group }) => group))];
  if (groups.includes(null) || groups.length < LEAST_GROUPS) return null;
  const kinds = [...groupedBy(cells, ({ by }) => JSON.stringify(Object.values(by))).values()];
  const rows = new Map(groups.map((group) => [group, new Array<number>(2 * kinds.length).fill(0)]));
  for (const [index, alike] of kinds.entries()) {
    for (const { group, weight, favourable } of alike) {
      const row = rows.get(group) ?? [];
      row[2 * index] = (row[2 * index] ?? 0) + weight;
      row[2 * index + 1] = (row[2 * index + 1] ?? 0) + favourable;
    }
  }
  const sums = [...rows.values()];
  const share = (all: readonly number[]): readonly number[] | null => {
    const crossed = kinds.flatMap(([cell]) => (cell === undefined ? [] : [cell])).map((cell, index) => ({ ...cell, n: Math.max(0, all[2 * index] ?? 0), weight: Math.max(0, all[2 * index] ?? 0), favourable: all[2 * index + 1] ?? 0 }));
    const weights = raked(crossed, margins);
    return weights === null ? null : [total(crossed, (cell, index) => cell.favourable * (weights[index] ?? 0)) / total(crossed, (cell, index) => cell.weight * (weights[index] ?? 0))];
  };
  const result = deleteGroupJackknife(sums, share, thresholds.confidence);
  const [low, high] = [result?.low[0], result?.high[0]];
  return low === undefined || high === undefined ? null : { low: Math.max(0, low), high: Math.min(1, high) };
}

function total(cells: readonly WeighedCell[], of: (cell: WeighedCell, at: number) => number): number {
  return cells.reduce((sum, cell, at) => sum + of(cell, at), 0);
}
