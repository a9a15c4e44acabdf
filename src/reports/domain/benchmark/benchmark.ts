import type { Period } from "../../../shared/period";
import type { Mode } from "../../../surveys/domain/collector";
import type { Moment } from "../../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../../tallies/domain/flagged-answers";
import { type AnswerScore, answerScores } from "../answer-score";
import { coverageEstimate } from "../coverage-estimate";
import type { Estimate } from "../estimate";
import type { Measure } from "../measure";
import { standardisedMeanEstimate, standardisedShareEstimate } from "../standardised-estimate";
import type { Thresholds } from "../thresholds";
import { type BenchmarkBasis, benchmarkBasis, isOf } from "./benchmark-basis";
import { answered, type BenchmarkOf, type CaseMix, type UnitCounts } from "./benchmark-unit";
import { commonMix, type Evened, evened, mergedCells, type MixCell } from "./case-mix";
import { type Funnel, funnel, type FunnelPlace, type FunnelPoint } from "./funnel";
import { whyNot, type WhyNot } from "./why-not";

/** Why nothing is said about the comparable units together. */
export const Withheld = { NOTHING_TO_COMPARE: "NOTHING_TO_COMPARE", FEW_AGENCIES: "FEW_AGENCIES", ONE_AGENCY_DOMINATES: "ONE_AGENCY_DOMINATES", LOW_RELIABILITY: "LOW_RELIABILITY" } as const;
export type Withheld = keyof typeof Withheld;

/** What to compare. */
export interface BenchmarkWanted {
  readonly period: Period;
  readonly of: BenchmarkOf;
  readonly measure: Measure;
  readonly moment: Moment;
  readonly flagged: FlaggedAnswers;
  readonly mix: CaseMix;
  /** How many rows to tell at most. */
  readonly rows: number;
  /** Names in the filter; undefined: all. */
  readonly agencies: readonly string[] | undefined;
  readonly services: readonly string[] | undefined;
}

/** The question compared, with everything that decides what a share of it may be set against. */
export type ComparedQuestion = Pick<AnswerScore, "instrument" | "moment" | "scaleMin" | "scaleMax" | "direction" | "formula" | "denominator" | "collector" | "favourable"> & {
  readonly version: number;
  readonly mode: Mode;
};

/** Part of the common mix. */
export interface MixShare {
  readonly value: string | null;
  readonly share: number;
}

/** What one channel (or segment) of a unit scores. */
export interface StratumFigures {
  readonly value: string | null;
  readonly share: Estimate;
  readonly mean: Estimate;
}

/** One agency or service. Of what is not the reader's own: no name, and only what is compared. */
export interface BenchmarkRow {
  readonly own: boolean;
  readonly agency: UnitCounts["agency"] | null;
  readonly service: UnitCounts["service"];
  /** As people answered. */
  readonly crude: Estimate;
  readonly crudeMean: Estimate;
  /** As it would be with the common mix. */
  readonly standardised: Estimate;
  readonly standardisedMean: Estimate;
  /** By channel (or segment), one at a time. */
  readonly strata: readonly StratumFigures[];
  /** Recorded ÷ declared transactions; null where it is not the reader's own. */
  readonly coverage: Estimate | null;
  readonly whyNot: readonly WhyNot[];
  /** Null where it is not compared, or nobody is. */
  readonly funnel: FunnelPoint | null;
}

/** Agencies or services side by side, and why some may not be. */
export interface Benchmark extends Omit<BenchmarkWanted, "agencies" | "services" | "rows"> {
  /** What the reader narrowed it down to; null: all. */
  readonly agencies: readonly string[] | null;
  readonly services: readonly string[] | null;
  /** The months of the period whose answers may be told by circumstance, and which are compared; null: none yet. */
  readonly told: Period | null;
  readonly thresholds: Thresholds;
  readonly question: ComparedQuestion | null;
  readonly standard: readonly MixShare[];
  readonly withheld: readonly Withheld[];
  readonly funnel: Omit<Funnel, "points"> | null;
  /** How many rows there are in all. */
  readonly rowCount: number;
  /** Those outside the limits first, then in the order of their codes; those without a name after them, by what they score. */
  readonly rows: readonly BenchmarkRow[];
  /** How many units are not compared for each reason, those without a name too. */
  readonly excluded: readonly { readonly reason: WhyNot; readonly units: number }[];
}

/** Fewer agencies would disclose each other. METHODS 2.4. */
const FEWEST_AGENCIES = 5;

interface Judged {
  readonly unit: UnitCounts;
  readonly evened: Evened | null;
  readonly whyNot: readonly WhyNot[];
}

/**
 * A benchmark: the question most of all answered at the moment wanted, who may be compared on it, their shares with the mix
 * of channels (or segments) evened out, in a funnel. METHODS 2.4.
 */
export function benchmark(units: readonly UnitCounts[], wanted: BenchmarkWanted, told: Period | null, thresholds: Thresholds): Benchmark {
  const { rows: _, ...asked } = wanted;
  const about = { ...asked, agencies: wanted.agencies ?? null, services: wanted.services ?? null, told, thresholds };
  const basis = benchmarkBasis(units.flatMap(({ answers }) => answers), wanted);
  if (basis === null) {
    const none = units.map((unit): Judged => ({ unit, evened: null, whyNot: ["NO_ANSWERS"] }));
    return { ...about, question: null, standard: [], withheld: ["NOTHING_TO_COMPARE"], funnel: null, ...rowsOf(none, null, null, wanted, thresholds), excluded: excluded(none) };
  }
  const { judged, mix } = judge(units, basis, thresholds);
  const compared = judged.filter((one) => one.whyNot.length === 0);
  const gates = gatesOf(compared);
  const found = gates.length > 0 ? null : funnel(compared.flatMap((one) => one.evened ?? []), thresholds);
  const points = new Map(compared.map((one, i) => [one.unit, found?.points[i]]));
  const unreliable = compared.some(({ unit }) => points.get(unit)?.expectedRank === null);
  return {
    ...about,
    question: questionOf(basis, thresholds),
    standard: [...mix].map(([value, share]) => ({ value, share })),
    withheld: unreliable ? [...gates, "LOW_RELIABILITY"] : gates,
    funnel: found === null ? null : { centre: found.centre, phi: found.phi, tau2: found.tau2, reliability: found.reliability, answersNeeded: found.answersNeeded },
    ...rowsOf(judged, basis, points, wanted, thresholds),
    excluded: excluded(judged),
  };
}

function questionOf({ reading, version, moment, mode }: BenchmarkBasis, thresholds: Thresholds): ComparedQuestion {
  const none = { instrumentCode: reading.instrument, instrumentVersion: version, mode, counts: [], waiting: false };
  const [{ instrument, scaleMin, scaleMax, direction, formula, denominator, collector, favourable }] = answerScores(reading.measure, [none], moment, thresholds, "NO_DATA");
  return { instrument, version, moment, mode, scaleMin, scaleMax, direction, formula, denominator, collector, favourable };
}

const cellsOf = (unit: UnitCounts, basis: BenchmarkBasis): readonly MixCell[] => unit.mix.filter((row) => isOf(basis, row)).flatMap(({ cells }) => cells);

/** The mix is that of those who may be compared but for it. */
function judge(units: readonly UnitCounts[], basis: BenchmarkBasis, thresholds: Thresholds): { judged: readonly Judged[]; mix: ReadonlyMap<string | null, number> } {
  const rows = units.flatMap(({ answers }) => answers).filter((row) => isOf(basis, row));
  const languages = mergedCells(units.flatMap((unit) => unit.languages.filter((row) => isOf(basis, row)).flatMap(({ cells }) => cells)));
  const all = languages.reduce((sum, { counts }) => sum + answered(counts), 0);
  const common = { months: new Set(rows.map(({ day }) => day.slice(0, 7))), languages: new Map(languages.map(({ value, counts }) => [value, answered(counts) / all])) };
  const reasons = units.map((unit) => whyNot(unit, basis, common, thresholds));
  const mix = commonMix(units.filter((_, i) => reasons[i]?.length === 0).map((unit) => cellsOf(unit, basis)));
  const judged = units.map((unit, i): Judged => {
    const leftOut = unit.mix.filter((row) => isOf(basis, row)).reduce((sum, row) => sum + row.leftOut, 0);
    const own = evened(cellsOf(unit, basis), leftOut, mix, basis.reading);
    const why = reasons[i] ?? [];
    return { unit, evened: own, whyNot: own === null && why.length === 0 ? ["MIX_NOT_COVERED"] : why };
  });
  return { judged, mix };
}

function gatesOf(compared: readonly Judged[]): readonly Withheld[] {
  const byAgency = new Map<string, number>();
  for (const { unit, evened: own } of compared) byAgency.set(unit.agencyId, (byAgency.get(unit.agencyId) ?? 0) + (own?.share.n ?? 0));
  const total = [...byAgency.values()].reduce((sum, n) => sum + n, 0);
  if (byAgency.size === 0) return ["NOTHING_TO_COMPARE"];
  if (byAgency.size < FEWEST_AGENCIES) return ["FEW_AGENCIES"];
  return Math.max(...byAgency.values()) > total / 2 ? ["ONE_AGENCY_DOMINATES"] : [];
}

function excluded(judged: readonly Judged[]): Benchmark["excluded"] {
  const counts = new Map<WhyNot, number>();
  for (const reason of judged.flatMap((one) => one.whyNot)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, units]) => ({ reason, units })).sort((a, b) => b.units - a.units || a.reason.localeCompare(b.reason));
}

/** The farthest outside first, the low before the high. */
const PLACES: readonly FunnelPlace[] = ["BELOW_998", "ABOVE_998", "BELOW_95", "ABOVE_95", "WITHIN"];

/** Those without a name are told only where they are compared, and nothing but what is. */
function rowsOf(judged: readonly Judged[], basis: BenchmarkBasis | null, points: ReadonlyMap<UnitCounts, FunnelPoint | undefined> | null, wanted: BenchmarkWanted, thresholds: Thresholds): Pick<Benchmark, "rowCount" | "rows"> {
  const name = ({ unit }: Judged): string => `${unit.agency.code}/${unit.service?.code ?? ""}`;
  const inside = ({ unit }: Judged): number => PLACES.indexOf(points?.get(unit)?.place ?? "WITHIN");
  const own = judged.filter(({ unit }) => unit.own).toSorted((a, b) => inside(a) - inside(b) || name(a).localeCompare(name(b)));
  const others = judged.filter(({ unit }) => !unit.own && points?.get(unit) !== undefined).toSorted((a, b) => (b.evened?.share.value ?? 0) - (a.evened?.share.value ?? 0));
  const all = [...own, ...others];
  return { rowCount: all.length, rows: all.slice(0, wanted.rows).map((one) => row(one, basis, points?.get(one.unit) ?? null, wanted, thresholds)) };
}

function row({ unit, evened: own, whyNot: why }: Judged, basis: BenchmarkBasis | null, point: FunnelPoint | null, { measure, moment }: BenchmarkWanted, thresholds: Thresholds): BenchmarkRow {
  const rows = basis === null ? [] : unit.answers.filter((one) => isOf(basis, one));
  const crude = answerScores(measure, rows.map((one) => ({ ...one, waiting: false })), moment, thresholds, "NO_DATA")[0];
  const compared = { standardised: standardisedShareEstimate(own?.share ?? null, thresholds), standardisedMean: standardisedMeanEstimate(own?.mean ?? null, { min: crude.scaleMin, max: crude.scaleMax }, thresholds) };
  const figures = { crude: crude.share, crudeMean: crude.mean, ...compared, funnel: point };
  if (!unit.own) return { own: false, agency: null, service: null, ...figures, strata: [], coverage: null, whyNot: [] };
  const strata = basis === null ? [] : mergedCells(cellsOf(unit, basis)).map(({ value, counts }) => stratum(value, counts, basis, thresholds));
  return { own: true, agency: unit.agency, service: unit.service, ...figures, strata, coverage: coverageEstimate(unit.recorded, unit.declared), whyNot: why };
}

function stratum(value: string | null, counts: readonly number[], { reading, version, moment, mode }: BenchmarkBasis, thresholds: Thresholds): StratumFigures {
  const [{ share, mean }] = answerScores(reading.measure, [{ instrumentCode: reading.instrument, instrumentVersion: version, mode, counts, waiting: false }], moment, thresholds, "NO_DATA");
  return { value, share, mean };
}
