import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import type { Period } from "../../shared/period";
import type { Texts } from "../../shared/texts";
import { countEstimate } from "./count-estimate";
import type { Estimate } from "./estimate";
import { quantileEstimate } from "./quantile-estimate";
import type { ServiceName } from "./service-effort";
import { shareEstimate } from "./share-estimate";
import { reportedSteps } from "./reported-steps";
import type { Thresholds } from "./thresholds";

/** Which steps really follow each other, how often and how fast (METHODS 6.1, 6.2). */
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
}

export interface MapStep {
  readonly code: string;
  readonly names: Texts;
  readonly reached: Estimate;
  readonly passages: Estimate;
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
  readonly passages: readonly { readonly stepCode: string; readonly reached: number; readonly passages: number }[];
  readonly edges: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly n: number;
    readonly buckets: ReadonlyMap<number, number>;
    readonly zeros: number;
  }[];
  readonly variants: readonly { readonly steps: readonly string[]; readonly n: number }[];
}

/** The process map of a service, cut to the most frequent edges and variants. */
export function processMap(
  service: ServiceFacts,
  period: Period,
  counts: MapCounts,
  cut: { readonly edges: number; readonly variants: number },
  thresholds: Thresholds,
): ProcessMap {
  const passages = new Map(counts.passages.filter((row) => row.passages > 0).map((row) => [row.stepCode, row]));
  const outline = reportedSteps(service, new Set(passages.keys()));
  const edges = counts.edges.filter((edge) => edge.n > 0).sort((a, b) => b.n - a.n || byName(a.from, b.from) || byName(a.to, b.to));
  const variants = counts.variants.filter((variant) => variant.n > 0).sort((a, b) => b.n - a.n || byName(a.steps.join(" "), b.steps.join(" ")));
  const all = variants.reduce((sum, variant) => sum + variant.n, 0);
  return {
    service: { code: service.code, names: service.names, agencyCode: service.agencyCode, agencyNames: service.agencyNames },
    period,
    thresholds,
    steps: outline.steps.flatMap(({ code, names }) => {
      const row = passages.get(code);
      return row === undefined ? [] : [{ code, names, reached: countEstimate(row.reached), passages: countEstimate(row.passages) }];
    }),
    edges: edges.slice(0, cut.edges).map(({ from, to, n, buckets, zeros }) => ({
      place: from === null ? "START" : to === null ? "END" : "INNER",
      from,
      to,
      count: countEstimate(n),
      time: quantileEstimate({ counts: buckets, zeros }, 0.5, thresholds),
    })),
    edgeCount: edges.length,
    variants: variants.slice(0, cut.variants).map(({ steps, n }) => ({ steps, transactions: countEstimate(n), share: shareEstimate(n, all, "LOG", thresholds) })),
    variantCount: variants.length,
  };
}

/** By code point, so that every machine sorts alike; the start or end comes first. */
function byName(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
