import { PROFILE_SIGNALS } from "../../reports/domain/effort-index/effort-policy";
import type { StepRanking } from "../../reports/domain/step-ranking";
import type { Freshness } from "../../shared/freshness";
import { cells, csv, freshCells, HOW_FRESH, HOW_SURE } from "./report-csv";

/** Steps ranked by their index: one line for each, with what it rests on. */
export function indexRankingCsv({ orderBy, profile, rows }: StepRanking, freshness: Freshness): string {
  const fresh = freshCells(freshness);
  const signals = profile === null ? [] : PROFILE_SIGNALS[profile];
  const header = ["rank", "orderBy", "bound", "profile", "policyVersion", "agency", "service", "stage", "step", "kind", "automation", "verdict", "grade", "coverage", "missingPoints", "redFlags"];
  const more = ["leastIndex", "greatestIndex", "staysInTop", "expectedRank", "gap", "gapLabel", "bestAgency", "bestService", "bestStep", "bestIndex"];
  return csv([...header, ...signals.map((signal) => `points.${signal}`), ...more, ...HOW_SURE, ...HOW_FRESH], rows.map(({ rank, bound, service, figures, place }) => {
    const { index, code, stage, kind, automation } = figures;
    const best = place?.bestOfKind ?? null;
    return [
      ...[rank, orderBy, bound, index.profile, index.policyVersion, service.agencyCode, service.code, stage, code, kind, automation],
      ...[index.verdict, index.grade, index.coverage, index.missingPoints, index.redFlags.map(({ signal }) => signal).join(" ")],
      ...signals.map((signal) => index.signals.find((one) => one.signal === signal)?.contribution ?? null),
      ...[index.sensitivity?.min ?? null, index.sensitivity?.max ?? null, place?.staysInTop ?? null, place?.expectedRank ?? null, index.gap?.difference.value ?? null, index.gap?.label ?? null],
      ...[best?.service.agencyCode ?? null, best?.service.code ?? null, best?.step ?? null, best?.index.value ?? null],
      ...cells(index.estimate),
      ...fresh,
    ];
  }));
}
