import { Automation } from "../../../catalogue/domain/automation";
import { StepKind } from "../../../catalogue/domain/step-kind";
import type { RatioCluster } from "../../../statistics/cluster-ratio";
import { clusterEstimate } from "../cluster-estimate";
import { countEstimate } from "../count-estimate";
import type { Estimate } from "../estimate";
import { groupedBy } from "../grouped-by";
import type { ScoreReading, StepKey, StepRatings } from "../rank-steps";
import type { Thresholds } from "../thresholds";
import type { StepOfVersion } from "./automation-runs";

/** Steps of one kind that are automated alike. Each step counts as one observation, however many passed it. */
export interface AutomationOfKind {
  readonly kind: StepKind;
  readonly automation: Automation;
  /** How many steps were passed. */
  readonly steps: Estimate;
  /** Mean ease, of answers to one reading. */
  readonly ease: Estimate;
  /** Mean days until such a step began. */
  readonly waiting: Estimate;
  /** Share returned to it for completion. */
  readonly returned: Estimate;
}

type OfVersion = StepKey & { readonly procedureId?: string };

/** What is counted of every step, version by version. */
export interface KindCounts {
  readonly returns: readonly (OfVersion & { readonly x: number; readonly n: number })[];
  readonly waiting: readonly (OfVersion & { readonly totalMs: number; readonly n: number })[];
  readonly ratings: readonly (OfVersion & StepRatings)[];
}

const DAY_MS = 86_400_000;

/** In the order of kinds and of automation; what nobody passed is left out, as are steps of standard procedures. */
export function automationOfKinds(versions: readonly StepOfVersion[], counts: KindCounts, reading: ScoreReading | undefined, scale: readonly [number, number], thresholds: Thresholds): readonly AutomationOfKind[] {
  const cells = new Map(versions.map(({ procedureId, stepCode, kind, automation }) => [`${procedureId} ${stepCode}`, `${kind} ${automation}`]));
  const byCell = <R extends OfVersion>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> => groupedBy(rows, ({ procedureId = "", stepCode }) => cells.get(`${procedureId} ${stepCode}`) ?? "");
  const returns = byCell(counts.returns);
  const waiting = byCell(counts.waiting);
  const ratings = byCell(counts.ratings.filter((row) => reading !== undefined && row.instrumentCode === reading.instrumentCode && row.instrumentVersion === reading.instrumentVersion && row.mode === reading.mode));
  return Object.values(StepKind).flatMap((kind) =>
    Object.values(Automation).flatMap((automation) => {
      const cell = `${kind} ${automation}`;
      const passed = clusters(returns.get(cell) ?? [], ({ x }) => x);
      if (passed.length === 0) return [];
      return {
        kind,
        automation,
        steps: countEstimate(passed.length),
        ease: clusterEstimate("SCORE", clusters(ratings.get(cell) ?? [], ({ sum }) => sum), "ANSWERS", scale, thresholds),
        waiting: clusterEstimate("DAYS", clusters(waiting.get(cell) ?? [], ({ totalMs }) => totalMs / DAY_MS), "LOG", [0, Infinity], thresholds),
        returned: clusterEstimate("SHARE", passed, "LOG", [0, 1], thresholds),
      };
    }),
  );
}

/** One cluster for each step of each service: its versions that are automated alike are added up. */
function clusters<R extends OfVersion & { readonly n: number }>(rows: readonly R[], x: (row: R) => number): readonly RatioCluster[] {
  return [...groupedBy(rows, ({ serviceId, stepCode }) => `${serviceId} ${stepCode}`).values()]
    .map((own) => ({ x: own.reduce((sum, row) => sum + x(row), 0), n: own.reduce((sum, row) => sum + row.n, 0) }))
    .filter(({ n }) => n > 0);
}
