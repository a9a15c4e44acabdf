import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import type { Period } from "../../shared/period";
import type { Texts } from "../../shared/texts";
import { countEstimate } from "./count-estimate";
import { type DurationFigures, durationFigures } from "./duration-figures";
import type { Estimate } from "./estimate";
import { type PathCount, pathsOfAllVersions } from "./process/path-counts";
import { type ProcedureFit, procedureFit } from "./process/procedure-fit";
import { type ReworkFigures, reworkFigures } from "./process/rework-figures";
import { type FateRow, type OpenRow, type ReachedRow, type StepDropOff, stepDropOffs } from "./process/step-drop-off";
import { type StepTimeRow, type TurnTimes, turnTimes } from "./process/turn-times";
import { quantileEstimate } from "./quantile-estimate";
import type { ServiceName } from "./service-effort";
import { shareEstimate } from "./share-estimate";
import { reportedSteps } from "./reported-steps";
import type { Thresholds } from "./thresholds";

/** Which steps really follow each other, how often and how fast, and how far that is from the published procedure (METHODS 6). */
export interface ProcessMap {
  readonly service: ServiceName;
  readonly period: Period;
  readonly thresholds: Thresholds;
  readonly steps: readonly MapStep[];
  /** The most frequent first; of `edgeCount` in all. */
  readonly edges: readonly MapEdge[];
  readonly edgeCount: number;
  /** The most frequent first; of `variantCount` in all. */
  readonly variants: readonly MapVariant[];
  readonly variantCount: number;
  /** How much of all transactions the most frequent variants cover, by how many of them. */
  readonly coverage: readonly VariantCoverage[];
  readonly rework: ReworkFigures;
  readonly fit: ProcedureFit;
  readonly times: readonly TurnTimes[];
  /** Days since coming to a step by which `dropOff.byHorizon` looks who has given up. */
  readonly horizonDays: number;
  readonly dropOff: readonly StepDropOff[];
}

/** The share of all transactions that took one of the `variants` most frequent. */
export interface VariantCoverage {
  readonly variants: number;
  readonly share: Estimate;
}

export interface MapStep {
  readonly code: string;
  readonly names: Texts;
  readonly reached: Estimate;
  readonly passages: Estimate;
  /** By the clock, from entering to leaving. */
  readonly serviceTime: DurationFigures;
  /** By the clock, between the latest end of what came before and entering. */
  readonly waiting: DurationFigures;
}

/** Where an edge lies: from the start to a first step, between two steps, from a last step to the end. */
export const EdgePlace = { START: "START", INNER: "INNER", END: "END" } as const;
export type EdgePlace = keyof typeof EdgePlace;

export interface MapEdge {
  readonly place: EdgePlace;
  /** Null: the start of the transaction. */
  readonly from: string | null;
  /** Null: its end. */
  readonly to: string | null;
  /** How often the one followed directly on the other. */
  readonly count: Estimate;
  /** Median from leaving the first step (where unknown: entering it) to entering the second; seconds. */
  readonly time: Estimate;
}

/** One order of steps and how many transactions took it. */
export interface MapVariant {
  readonly steps: readonly string[];
  readonly transactions: Estimate;
  readonly share: Estimate;
}

export interface MapCounts {
  readonly passages: readonly ReachedRow[];
  readonly edges: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly n: number;
    readonly buckets: ReadonlyMap<number, number>;
    readonly zeros: number;
  }[];
  readonly variants: readonly PathCount[];
  readonly durations: readonly StepTimeRow[];
  readonly fates: readonly FateRow[];
  readonly open: readonly OpenRow[];
  readonly transactions: readonly { readonly outcome: string; readonly n: number }[];
}

/** How much of a map to show, and how far to look. */
export interface MapView {
  readonly edges: number;
  readonly variants: number;
  readonly horizonDays: number;
  readonly now: Date;
}

/** Numbers of variants of which the coverage is told. */
const TOPS = [1, 2, 3, 5, 10, 20, 50];

/** The process map of a service, cut to the most frequent edges and variants. */
export function processMap(
  service: ServiceFacts,
  period: Period,
  counts: MapCounts,
  view: MapView,
  thresholds: Thresholds,
): ProcessMap {
  const passages = new Map(counts.passages.filter((row) => row.passages > 0).map((row) => [row.stepCode, row]));
  const outline = reportedSteps(service, new Set(passages.keys()));
  const edges = counts.edges.filter((edge) => edge.n > 0).sort((a, b) => b.n - a.n || byName(a.from, b.from) || byName(a.to, b.to));
  const variants = pathsOfAllVersions(counts.variants);
  const all = variants.reduce((sum, variant) => sum + variant.n, 0);
  const timed = counts.durations.filter(({ stepCode, calendar }) => stepCode !== null && calendar === "CLOCK");
  const timesOf = (code: string, kind: StepTimeRow["kind"]): DurationFigures => durationFigures(timed.filter((row) => row.stepCode === code && row.kind === kind), thresholds);
  return {
    service: { code: service.code, names: service.names, agencyCode: service.agencyCode, agencyNames: service.agencyNames },
    period,
    thresholds,
    steps: outline.steps.flatMap(({ code, names }) => {
      const row = passages.get(code);
      return row === undefined ? [] : [{ code, names, reached: countEstimate(row.reached), passages: countEstimate(row.passages), serviceTime: timesOf(code, "SERVICE"), waiting: timesOf(code, "WAITING") }];
    }),
    edges: edges.slice(0, view.edges).map(({ from, to, n, buckets, zeros }) => ({
      place: from === null ? "START" : to === null ? "END" : "INNER",
      from,
      to,
      count: countEstimate(n),
      time: quantileEstimate({ counts: buckets, zeros }, 0.5, thresholds),
    })),
    edgeCount: edges.length,
    variants: variants.slice(0, view.variants).map(({ steps, n }) => ({ steps, transactions: countEstimate(n), share: shareEstimate(n, all, "LOG", thresholds) })),
    variantCount: variants.length,
    coverage: TOPS.filter((top, index) => all > 0 && (top <= variants.length || (TOPS[index - 1] ?? 0) < variants.length)).map((top) => ({
      variants: Math.min(top, variants.length),
      share: shareEstimate(variants.slice(0, top).reduce((sum, { n }) => sum + n, 0), all, "LOG", thresholds),
    })),
    rework: reworkFigures(variants, thresholds),
    fit: procedureFit(service, counts.variants.filter(({ n }) => n > 0), inFlightShare(counts.transactions), thresholds),
    times: turnTimes(counts.durations, thresholds),
    horizonDays: view.horizonDays,
    dropOff: stepDropOffs(outline.steps.flatMap(({ code }) => passages.get(code) ?? []), counts.fates, counts.open, timed, view, thresholds),
  };
}

function inFlightShare(transactions: MapCounts["transactions"]): number {
  const all = transactions.reduce((sum, { n }) => sum + n, 0);
  return all === 0 ? 0 : transactions.reduce((sum, { outcome, n }) => sum + (outcome === "IN_FLIGHT" ? n : 0), 0) / all;
}

/** By code point, so that every machine sorts alike; the start or end comes first. */
function byName(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
