import type { UnitOfWork } from "../database/unit-of-work";
import type { Period } from "../shared/period";
import type { Collector, Mode } from "../surveys/domain/collector";
import type { Moment } from "../surveys/domain/moment";
import type { FlaggedAnswers } from "./domain/flagged-answers";
import type { Dimension } from "./domain/publishable-cells";

/** What a report may ask of released answers. An absent filter means all; an empty list means none. */
export interface AnswerQuery {
  readonly serviceIds: readonly string[];
  readonly period: Period;
  /** Versions of procedures; those released before versions were counted have the nil id. */
  readonly procedureIds?: readonly string[];
  /** Whether each version is told apart; else they are added up. */
  readonly byProcedure?: boolean;
  /** Absent: answers with a quality signal are counted with the others. */
  readonly flagged?: FlaggedAnswers;
}

/** The same over all versions. */
export type PlainAnswerQuery = Pick<AnswerQuery, "serviceIds" | "period" | "flagged">;

/** The same of some instruments only; absent: of all. */
export interface DatedAnswersQuery extends PlainAnswerQuery {
  readonly instruments?: readonly string[];
}

/** The same about whole months: from a first of a month to a first of a month. */
export interface AnswerMonthsQuery extends Omit<AnswerQuery, "period"> {
  readonly months: Period;
}

/** To what was answered: one instrument, perhaps about one step. */
export interface AskedQuestion {
  readonly serviceId: string;
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  readonly stepCode: string | null;
  /** Only where versions are told apart. */
  readonly procedureId?: string;
}

/** Released answers to one instrument, perhaps about one step. */
export interface AnswerCount extends AskedQuestion {
  /** `counts[score]` = how many gave that score, 0–10. */
  readonly counts: readonly number[];
  /** Whether answers wait that are too few to be released. */
  readonly waiting: boolean;
}

/** Released choices (not ratings) to one instrument, perhaps about one step. */
export interface ChoiceCount extends AskedQuestion {
  /** Code of the option, or `STEP:` and the code of the step that was named → how many chose it. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whether choices wait that are too few to be released. */
  readonly waiting: boolean;
}

/** Counts and weights of ratings, for estimates with weights. */
export interface WeighedRatings {
  /** `counts[score]` = how many gave that score, 0–10. */
  readonly counts: readonly number[];
  /** `weights[score]` = Σ one over the probability of having been asked, in millionths. */
  readonly weights: readonly number[];
  /** Σ of the squared weights, in millionths. */
  readonly weightSquares: number;
}

/** One cell of a breakdown. */
export interface BreakdownCell extends WeighedRatings {
  /** Null: nobody said. */
  readonly value: string | null;
}

/** Ratings of one question by one dimension, as far as they may be shown. */
export interface AnswerBreakdown extends AskedQuestion {
  readonly dimension: Dimension;
  readonly cells: readonly BreakdownCell[];
  /** How many answers are left out, because too few of some cells are there in their month, or because it was over only lately. */
  readonly leftOut: number;
}

/** Circumstances by which material for raking is told apart. */
export type RakingColumn = "channel" | "segment" | "language" | "outcome";

/** Ratings of the whole by jackknife group. Material for estimates, never to be shown as cells: they may hold one person. */
export interface GroupRatings extends Omit<AskedQuestion, "stepCode">, WeighedRatings {
  /** 0–31; null where they were released before groups were kept. */
  readonly group: number | null;
  /** Value of each column asked for; empty: nobody said. */
  readonly by: Readonly<Partial<Record<RakingColumn, string>>>;
}

/** Cross-products of overall effort and what may drive it, of one procedure version, by jackknife group. Material for estimates, never to be shown. */
export interface DriverMaterial extends Required<Omit<AskedQuestion, "stepCode">> {
  /** `EASE`, `EASE_MISSING`, `STEP:<code>`: what they mean stands at `driverColumns`. */
  readonly columns: readonly string[];
  /** `products`: upper triangle of Z′Z, row by row, Z = [1, the columns, the score]. */
  readonly groups: readonly { readonly group: number; readonly n: number; readonly products: readonly number[] }[];
}

/** Of which answers, each by which one thing, and whether only of questions about the whole, which are a fraction of those about steps. */
export interface BreakdownQuery extends AnswerMonthsQuery {
  /** Codes; absent: of every instrument. */
  readonly instruments?: readonly string[];
  readonly dimensions: readonly Dimension[];
  readonly wholeOnly?: boolean;
}

/** What reports may ask of the answers of people: released batches, and what is made of them. */
export interface ReleasedAnswersLookup {
  /** Counts of answers know no channel and no segment here. */
  answers(unit: UnitOfWork, query: AnswerQuery): Promise<readonly AnswerCount[]>;
  choices(unit: UnitOfWork, query: AnswerQuery): Promise<readonly ChoiceCount[]>;
  /** By one dimension at a time, never crossed; closed months only (docs/decisions/0010). */
  breakdowns(unit: UnitOfWork, query: BreakdownQuery): Promise<readonly AnswerBreakdown[]>;
  /** @param by what groups are told apart by; none: by group alone */
  groups(unit: UnitOfWork, query: AnswerMonthsQuery & { readonly by: readonly RakingColumn[] }): Promise<readonly GroupRatings[]>;
  drivers(unit: UnitOfWork, query: Omit<AnswerMonthsQuery, "byProcedure">): Promise<readonly DriverMaterial[]>;
}
