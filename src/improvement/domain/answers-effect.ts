import { didFromMoments } from "../../statistics/did-from-moments";
import { didProportions } from "../../statistics/did-proportions";
import type { Interval } from "../../statistics/interval";
import { itsSegmented } from "../../statistics/its-segmented";
import { studentTQuantile } from "../../statistics/student-t-quantile";
import { type Estimate, isHidden, sampled } from "../../reports/domain/estimate";
import type { Reading } from "../../reports/domain/measure";
import type { Thresholds } from "../../reports/domain/thresholds";
import { changeVerdict } from "../../reports/domain/trends/change-verdict";
import { differenceOf, favourableOf, momentsOf } from "../../reports/domain/trends/line-change";
import type { EffectFigure, EffectRefusal, Placebo, RefusedLabel } from "./effect-figure";

/** Answers of one whole week or month: `counts[score]`, from score 0 on. */
export type PieceCounts = readonly number[];

/** Answers to one reading over whole pieces, in order, the first `before` of them over before the change held. */
export interface EffectSeries {
  readonly reading: Reading;
  readonly before: number;
  readonly treated: readonly PieceCounts[];
  /** Of the service to compare with, over the same pieces; or why there is none. */
  readonly control: readonly PieceCounts[] | EffectRefusal;
}

type Found = Pick<EffectFigure, "label" | "effect" | "verdict" | "refused" | "placebo">;

/** METHODS 3.4: a comparison needs six pieces before, a series eight on either side, and no comparison may drift away before. */
const [PIECES_BEFORE, POINTS] = [6, 8];
const [LARGEST_T, SHARE_OF_EFFECT] = [2, 0.25];
const ROUNDING = 1e-12;

/** The effect on what people answered, under the strongest label that the answers carry. */
export function answersEffect(series: EffectSeries, thresholds: Thresholds): Found {
  const { reading, treated, before } = series;
  const goodIs = !isShare(reading) && reading.direction === "LOW_IS_EASY" ? -1 : 1;
  const told = (found: Pick<EffectFigure, "label" | "effect" | "refused" | "placebo">): Found => ({ ...found, verdict: changeVerdict(found.effect, goodIs, [], thresholds) });
  const compared = difference(series, thresholds);
  if (typeof compared !== "string") return told({ label: "ESTIMATED_EFFECT", ...compared, refused: [] });
  const refused: RefusedLabel[] = [{ label: "ESTIMATED_EFFECT", code: compared }];
  const interrupted = segmented(series, thresholds);
  if (interrupted !== null) return told({ label: "CHANGE_AFTER_DATE", effect: interrupted, refused, placebo: null });
  const plain = differenceOf(isShare(reading) ? "SHARE" : "MEAN", reading, sum(treated.slice(before)), sum(treated.slice(0, before)), thresholds);
  return told({ label: "DIFFERENCE_BETWEEN_PERIODS", effect: plain, refused: [...refused, { label: "CHANGE_AFTER_DATE", code: "TOO_FEW_POINTS" }], placebo: null });
}

const isShare = ({ measure }: Reading): boolean => measure === "CSAT";

function difference(series: EffectSeries, thresholds: Thresholds): { readonly effect: Estimate; readonly placebo: Placebo } | EffectRefusal {
  const { reading, treated, control, before } = series;
  if (typeof control === "string") return control;
  const n = (counts: PieceCounts): number => favourableOf(reading, counts).n;
  if (!control.some((counts) => n(counts) > 0)) return "COMPARISON_ASKED_OTHERWISE";
  const both = treated.map((counts, index) => n(counts) > 0 && n(control[index] ?? []) > 0);
  if (both.slice(0, before).filter(Boolean).length < PIECES_BEFORE) return "TOO_FEW_PERIODS_BEFORE";
  const sizes = [treated.slice(before), treated.slice(0, before), control.slice(before), control.slice(0, before)].map((pieces) => n(sum(pieces)));
  const least = Math.min(...sizes);
  const found = didAt(series, treated, control, before, thresholds);
  if (found === null || sizes.some((size) => isHidden(size, "ANSWERS", thresholds))) return "TOO_FEW_POINTS";
  if (!isParallel(reading, treated, control, before, found.did)) return "PRE_TREND";
  const unit = isShare(reading) ? "SHARE" : "SCORE";
  const effect = sampled({ unit, method: "DID", value: found.did, ...found.interval, n: least }, thresholds);
  return { effect, placebo: placeboOf(series, treated.slice(0, before), control.slice(0, before), found.did, thresholds) };
}

/** Difference in differences of the pieces before and from a cut on. */
function didAt({ reading }: EffectSeries, treated: readonly PieceCounts[], control: readonly PieceCounts[], cut: number, thresholds: Thresholds): { readonly did: number; readonly interval: Interval } | null {
  const cells = { treatedAfter: sum(treated.slice(cut)), treatedBefore: sum(treated.slice(0, cut)), controlAfter: sum(control.slice(cut)), controlBefore: sum(control.slice(0, cut)) };
  const each = <C>(of: (counts: PieceCounts) => C) => ({ treatedAfter: of(cells.treatedAfter), treatedBefore: of(cells.treatedBefore), controlAfter: of(cells.controlAfter), controlBefore: of(cells.controlBefore) });
  if (isShare(reading)) {
    const found = didProportions(each((counts) => favourableOf(reading, counts)), thresholds.confidence);
    return found === null ? null : { did: found.did, interval: found.mover };
  }
  const found = didFromMoments(each((counts) => momentsOf(reading, counts) ?? { n: 0, mean: NaN, sd: NaN }), thresholds.confidence);
  return found === null ? null : { did: found.did, interval: found.ci };
}

/** Whether the two went side by side before: the difference between them has no trend that could have made the effect. */
function isParallel(reading: Reading, treated: readonly PieceCounts[], control: readonly PieceCounts[], before: number, effect: number): boolean {
  const points = treated.slice(0, before).flatMap((counts, index) => {
    const [own, other] = [valueOf(reading, counts), valueOf(reading, control[index] ?? [])];
    return own === null || other === null ? [] : [{ x: index, y: own - other }];
  });
  const mean = (of: (point: { x: number; y: number }) => number): number => points.reduce((total, point) => total + of(point), 0) / points.length;
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)];
  const sxx = points.reduce((total, { x }) => total + (x - mx) ** 2, 0);
  const slope = points.reduce((total, { x, y }) => total + (x - mx) * (y - my), 0) / sxx;
  const rest = points.reduce((total, { x, y }) => total + (y - my - slope * (x - mx)) ** 2, 0);
  const se = Math.sqrt(rest / (points.length - 2) / sxx);
  // Side by side to the last digit, the slope and its error are both rounding, and their ratio may be anything.
  const steep = Math.abs(slope) > ROUNDING && (se === 0 || Math.abs(slope / se) >= LARGEST_T);
  return !steep && Math.abs(slope) * (treated.length - before) < SHARE_OF_EFFECT * Math.abs(effect);
}

/** The same at every date before the change that leaves two pieces on either side. */
function placeboOf(series: EffectSeries, treated: readonly PieceCounts[], control: readonly PieceCounts[], effect: number, thresholds: Thresholds): Placebo {
  const cuts = Array.from({ length: Math.max(0, treated.length - 3) }, (_, index) => didAt(series, treated, control, index + 2, thresholds)).filter((found) => found !== null);
  const asLarge = cuts.filter(({ did }) => Math.abs(did) >= Math.abs(effect)).length;
  return { repeated: cuts.length, asLarge, p: (1 + asLarge) / (1 + cuts.length) };
}

/** The interrupted series of the treated service by itself; null where it has too few points. */
function segmented({ reading, treated, before }: EffectSeries, thresholds: Thresholds): Estimate | null {
  const points = treated.map((counts, index) => ({ late: index >= before, value: valueOf(reading, counts), n: favourableOf(reading, counts).n })).filter(({ value, n }) => value !== null && !isHidden(n, "ANSWERS", thresholds));
  const early = points.filter(({ late }) => !late).length;
  if (early < POINTS || points.length - early < POINTS) return null;
  const fit = itsSegmented(points.map(({ value }) => value ?? NaN), early, { weights: points.map(({ n }) => n) });
  if (fit === null) return null;
  const half = studentTQuantile((1 + thresholds.confidence) / 2, fit.df) * fit.effectSe;
  const n = Math.min(...[false, true].map((side) => points.reduce((total, { late, n: size }) => (late === side ? total + size : total), 0)));
  return sampled({ unit: isShare(reading) ? "SHARE" : "SCORE", method: "ITS", value: fit.effect, low: fit.effect - half, high: fit.effect + half, n }, thresholds);
}

function valueOf(reading: Reading, counts: PieceCounts): number | null {
  const { x, n } = favourableOf(reading, counts);
  if (n === 0) return null;
  return isShare(reading) ? x / n : counts.reduce((total, count, score) => (score >= reading.min && score <= reading.max ? total + count * score : total), 0) / n;
}

function sum(pieces: readonly PieceCounts[]): PieceCounts {
  return pieces.reduce<number[]>((total, counts) => Array.from({ length: Math.max(total.length, counts.length) }, (_, score) => (total[score] ?? 0) + (counts[score] ?? 0)), []);
}
