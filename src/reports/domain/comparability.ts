import type { Collector, Mode } from "../../surveys/domain/collector";
import type { Direction } from "../../surveys/domain/instrument";
import type { Moment } from "../../surveys/domain/moment";
import type { Measure } from "./measure";

/** Everything about a figure of answers that decides what it may be set against. */
export interface FigureBasis {
  readonly instrument: string;
  /** Null where nobody has answered it. */
  readonly version: number | null;
  /** What it measures: ease, satisfaction, recommendation. */
  readonly measure: Measure;
  /** The question itself: instruments of one item put the same words on scales of different length. */
  readonly item: string;
  /** Which end is good. Turning it round makes it another question, not the same one. */
  readonly direction: Direction;
  readonly scaleMin: number;
  readonly scaleMax: number;
  /** How the share is formed; see `formulaOf`. */
  readonly formula: string;
  readonly moment: Moment;
  /** Null where nobody has answered. */
  readonly mode: Mode | null;
  readonly collector: Collector;
  /** Language of the people who answered, where the figure is about one; absent or null: all together. */
  readonly language?: string | null;
  /** Whether the wording in that language was shown to measure the same as in the others. */
  readonly languageEquivalent?: boolean;
}

/** What of the answers is compared. `INDIVIDUAL`: one person's answer. */
export const Statistic = { MEAN: "MEAN", SHARE: "SHARE", NET: "NET", INDIVIDUAL: "INDIVIDUAL" } as const;
export type Statistic = keyof typeof Statistic;

/** What the comparison is for. `SIDE_BY_SIDE` only shows; the others make one statement out of both. */
export const ComparisonUse = { POOL: "POOL", RANK: "RANK", TEST: "TEST", SIDE_BY_SIDE: "SIDE_BY_SIDE" } as const;
export type ComparisonUse = keyof typeof ComparisonUse;

/** Why two figures are not comparable. Stable. */
export const Incomparable = {
  DIFFERENT_CONSTRUCT: "DIFFERENT_CONSTRUCT",
  DIFFERENT_ITEM: "DIFFERENT_ITEM",
  INCOMPARABLE_VERSION: "INCOMPARABLE_VERSION",
  BOX_SHARES_NOT_CONVERTIBLE: "BOX_SHARES_NOT_CONVERTIBLE",
  ANSWERS_NOT_CONVERTIBLE: "ANSWERS_NOT_CONVERTIBLE",
  APPROXIMATE_ONLY: "APPROXIMATE_ONLY",
  DIFFERENT_MOMENT: "DIFFERENT_MOMENT",
  DIFFERENT_MODE: "DIFFERENT_MODE",
  DIFFERENT_COLLECTOR: "DIFFERENT_COLLECTOR",
  LANGUAGE_NOT_EQUIVALENT: "LANGUAGE_NOT_EQUIVALENT",
} as const;
export type Incomparable = keyof typeof Incomparable;

/** Whether two figures may be compared. `APPROXIMATE`: only as means on the 0–100 index (`scaleIndex`), marked as such, and never ranked or tested. */
export type Comparability = { readonly verdict: "ALLOW" } | { readonly verdict: "APPROXIMATE" } | { readonly verdict: "REFUSE"; readonly code: Incomparable };

const ALLOW: Comparability = { verdict: "ALLOW" };
const refuse = (code: Incomparable): Comparability => ({ verdict: "REFUSE", code });

/** The decision table of METHODS 1.5, from the gravest reason to the lightest; the first that applies is the answer. */
export function comparable(a: FigureBasis, b: FigureBasis, statistic: Statistic, use: ComparisonUse = "SIDE_BY_SIDE"): Comparability {
  if (a.measure !== b.measure) return refuse("DIFFERENT_CONSTRUCT");
  if (a.item !== b.item || a.direction !== b.direction) return refuse("DIFFERENT_ITEM");
  if (use !== "SIDE_BY_SIDE") {
    if (a.moment !== b.moment) return refuse("DIFFERENT_MOMENT");
    if (a.mode !== b.mode) return refuse("DIFFERENT_MODE");
    if (a.collector !== b.collector) return refuse("DIFFERENT_COLLECTOR");
  }
  // Two readings of one wording are two instruments until somebody has shown that they measure the same.
  if ((a.language ?? null) !== (b.language ?? null) && !(a.languageEquivalent === true && b.languageEquivalent === true)) return refuse("LANGUAGE_NOT_EQUIVALENT");
  if (a.scaleMin !== b.scaleMin || a.scaleMax !== b.scaleMax) return acrossScales(statistic, use);
  // A changed word is a new version, and nobody has asked both at once to bridge them.
  if (a.instrument !== b.instrument || a.version !== b.version) return refuse("INCOMPARABLE_VERSION");
  return ALLOW;
}

/** The same words on scales of different length: means, roughly, and nothing else. */
function acrossScales(statistic: Statistic, use: ComparisonUse): Comparability {
  if (statistic === "INDIVIDUAL") return refuse("ANSWERS_NOT_CONVERTIBLE");
  if (statistic !== "MEAN") return refuse("BOX_SHARES_NOT_CONVERTIBLE");
  return use === "SIDE_BY_SIDE" ? { verdict: "APPROXIMATE" } : refuse("APPROXIMATE_ONLY");
}
