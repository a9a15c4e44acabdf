import type { Channel } from "../catalogue/domain/channel";
import type { Turn } from "../catalogue/domain/turn";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Period } from "../shared/period";
import type { AnsweredState, Collector, Mode } from "../surveys/domain/collector";
import type { Moment } from "../surveys/domain/moment";
import type { NotAskedReason } from "../transactions/ports/invitation-desk";
import type { Outcome } from "../transactions/domain/outcome";
import type { EffortBand } from "./domain/effort-band";
import type { ReturnGap } from "./domain/return-contributions";
import type { AnswerQuery, DatedAnswersQuery, PlainAnswerQuery, ReleasedAnswersLookup } from "./released-answers.lookup";

/** What a report may ask of the counts. An absent filter means all; an empty list means none. */
export interface TallyQuery {
  readonly serviceIds: readonly string[];
  readonly period: Period;
  readonly channels?: readonly Channel[];
  readonly segments?: readonly string[];
  /** Versions of procedures. */
  readonly procedureIds?: readonly string[];
}

/** The same for what may be told apart by version of the procedure; without `byProcedure` versions are added up. */
export interface StepQuery extends TallyQuery {
  readonly byProcedure?: boolean;
}

/** Durations of which sort. */
export interface DurationQuery extends StepQuery {
  /** Absent: both. */
  readonly calendar?: "CLOCK" | "WORKING";
  /** Codes of steps; the empty text: whole transactions. Absent: all. */
  readonly stepCodes?: readonly string[];
  /** Also told apart by day; by week, under its Sunday; or by month: whole months of the period stand under their first day. Absent: not. */
  readonly over?: "DAY" | "WEEK" | "MONTH";
}

/** Transactions that ended in the period; those in flight count on the day they started. */
export interface TransactionCount {
  readonly serviceId: string;
  readonly outcome: Outcome;
  readonly n: number;
  /** Of these, how many were withdrawn before any step of the government. */
  readonly withdrawnBeforeGovernment: number;
  /** With a date that was promised; and of these, decided no later than on it. */
  readonly withPromise: number;
  readonly promiseKept: number;
}

/** The same by one circumstance of the transaction. */
export interface TransactionMixCount {
  readonly serviceId: string;
  readonly outcome: Outcome;
  /** Null: nobody said. */
  readonly value: string | null;
  readonly n: number;
}

/** One step of one service. All but the totals are transaction-steps: a transaction counts once, however often it came back. */
export interface PassageCount {
  readonly serviceId: string;
  readonly stepCode: string;
  readonly reached: number;
  readonly proceeded: number;
  readonly abandoned: number;
  /** Came back to this step of the beneficiary after somebody else had had the turn. */
  readonly returnedForCompletion: number;
  readonly withError: number;
  readonly errorKnown: number;
  readonly withRetry: number;
  readonly retryKnown: number;
  readonly withHelp: number;
  readonly helpKnown: number;
  readonly withChannelSwitch: number;
  readonly channelSwitchKnown: number;
  readonly overTime: number;
  readonly overTimeKnown: number;
  /** Totals over all passages. */
  readonly passages: number;
  readonly errors: number;
  /** Passages of which the errors are known: what `errors` is out of. */
  readonly errorPassages: number;
  readonly retries: number;
  readonly retryPassages: number;
  /** Milliseconds that passages took beyond the expected time, added up. */
  readonly overExpectedMs: number;
}

/** Measures of one step that can be asked for by themselves. */
export type PassageMeasure = Exclude<keyof PassageCount, "serviceId" | "stepCode">;

/** Sets of measures to be added up, each under a name. */
export type MeasureSets<K extends string> = Readonly<Record<K, readonly PassageMeasure[]>>;

/** One step of one service and the sums of sets of its measures. */
export type StepSums<K extends string> = Readonly<Record<K, number>> & {
  readonly serviceId: string;
  readonly stepCode: string;
  /** Only where versions are told apart. */
  readonly procedureId?: string;
};

/** All the time spent in one step, or waited for it, by the clock. */
export interface StepTime {
  readonly serviceId: string;
  readonly stepCode: string;
  /** Only where versions are told apart. */
  readonly procedureId?: string;
  readonly totalMs: number;
  readonly n: number;
}

/** Durations as DDSketch log-buckets of seconds (METHODS 7, α = 0.01; `statistics/log-bucket`). */
export interface DurationCount {
  readonly serviceId: string;
  /** Null: the whole transaction. */
  readonly stepCode: string | null;
  /** Only where versions are told apart. */
  readonly procedureId?: string;
  /** SERVICE: from entering to leaving. WAITING: from the latest end so far to entering; nothing for the first passage. */
  readonly kind: "SERVICE" | "WAITING" | "WHOLE";
  /** CLOCK: time as it passes. WORKING: only while the agency works. */
  readonly calendar: "CLOCK" | "WORKING";
  readonly turn: Turn | null;
  /** Only where told over time. */
  readonly day?: string;
  /** Bucket key → how many; durations of zero stand under `zeros`. */
  readonly buckets: ReadonlyMap<number, number>;
  readonly zeros: number;
  readonly n: number;
  readonly totalMs: number;
}

/** Transaction-steps that ended, by the day the transaction first entered the step. */
export interface FateCount {
  readonly serviceId: string;
  readonly stepCode: string;
  readonly fate: "PROCEEDED" | "ABANDONED";
  /** Of the time since the transaction first entered the step, as log-buckets of seconds. */
  readonly buckets: ReadonlyMap<number, number>;
  readonly zeros: number;
  readonly n: number;
  readonly totalMs: number;
}

/** Transaction-steps reached on a day that have no fate yet: what a life table takes as censored. */
export interface OpenStepCount {
  readonly serviceId: string;
  readonly stepCode: string;
  /** In whole months of the period: the first of the month, unless days are asked for. */
  readonly day: string;
  readonly n: number;
}

/** How long a holder had the turn at a step, all transactions together; milliseconds, and how many durations they are of. */
export interface HeldTime {
  readonly serviceId: string;
  readonly stepCode: string;
  readonly turn: Turn;
  /** Until the step began, and from entering to leaving it; by the clock. */
  readonly waitingMs: number;
  readonly insideMs: number;
  /** The same while the agency worked; nothing where its calendar was not known. */
  readonly workingWaitingMs: number;
  readonly workingInsideMs: number;
  readonly waitingN: number;
  readonly insideN: number;
  readonly workingWaitingN: number;
  readonly workingInsideN: number;
}

/** A service with transactions in flight. */
export interface OpenSince {
  readonly serviceId: string;
  /** First of the month in which the oldest started. */
  readonly month: string;
  readonly n: number;
}

/** Transactions of a service that are in flight, by the day they started. */
export interface OpenTransactionCount {
  readonly serviceId: string;
  readonly n: number;
  /** The day on which the oldest started: of those older than days are kept, the first of the month. */
  readonly oldest: string;
  /** How many started more than 30 and more than 90 days before the day asked about. */
  readonly over30Days: number;
  readonly over90Days: number;
}

/** Transaction-stages at a touchpoint, by the month in which the transaction first entered the stage. */
export interface PlaceCount {
  readonly serviceId: string;
  /** Null: steps that nobody has mapped. */
  readonly stageCode: string | null;
  readonly touchpointId: string;
  readonly reached: number;
  readonly returned: number;
  readonly abandoned: number;
  /** Time spent in the steps of the stage, added up. */
  readonly totalMs: number;
}

/** From null: the start of the transaction. To null: its end. */
export interface EdgeCount {
  readonly serviceId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly n: number;
  /** From leaving (where unknown: entering) the first step to entering the second, as log-buckets of seconds. */
  readonly buckets: ReadonlyMap<number, number>;
  readonly zeros: number;
  readonly totalMs: number;
}

/** One path under one version of the procedure. */
export interface VariantCount {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly steps: readonly string[];
  readonly n: number;
}

export interface InvitationStateCount {
  readonly serviceId: string;
  readonly moment: Moment | null;
  /** `ANSWERED` through Yusr by those it drew; the other answered states no headline figure counts. */
  readonly state: "INVITED" | "INVITED_PANEL" | "DELIVERED" | "OPENED" | AnsweredState | NotAskedReason;
  readonly n: number;
}

/** Links to surveys in whole months, from a first of a month to a first of a month. */
export interface LinkMonthsQuery {
  readonly serviceIds: readonly string[];
  readonly months: Period;
  readonly moment: Moment;
  /** By the outcome of the transaction, or not told apart. By nothing that answers are told by: docs/decisions/0020. */
  readonly by?: "outcome";
}

/** How many links got how far, of those sent out in one month. Who was asked and answered is in INVITED and in ANSWERED. */
export interface LinkMonthCount {
  readonly serviceId: string;
  /** Its first day. */
  readonly month: string;
  readonly state: "INVITED" | "DELIVERED" | "OPENED" | "ANSWERED" | "ANSWERED_AGENCY";
  /** Value of the circumstance; null: nobody said, or none was asked for. */
  readonly value: string | null;
  readonly n: number;
}

/** The last day on which anything happened in a service. */
export interface LatestDay {
  readonly serviceId: string;
  readonly day: string;
}

/** Released ratings of one step, collected by Yusr, to one instrument in one mode: how many, their sum and that of their squares. */
export interface StepRatingSums {
  readonly serviceId: string;
  readonly stepCode: string;
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly mode: Mode;
  /** Only where versions are told apart. */
  readonly procedureId?: string;
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** Released ratings of a whole service to one instrument, of the batches that count on one day (or in one month). */
export interface DatedAnswerCount {
  readonly serviceId: string;
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  /** The middle day of the batch; by month: some day of the month. */
  readonly day: string;
  /** Days on which the first and the last of them were given. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** `counts[score]` = how many gave that score, 0–10. */
  readonly counts: readonly number[];
}

/** Transactions that ended, in an earlier and a later part of a period. */
export interface ChannelMixCount {
  readonly serviceId: string;
  /** Null: nobody said. */
  readonly channel: Channel | null;
  readonly before: number;
  readonly after: number;
}

/** How many answers the best answered question of a service has. */
export interface MostAnswered {
  readonly serviceId: string;
  readonly n: number;
}

/** How often a subject's next transaction of the service came, by what the transaction before it was like. */
export interface ReturnCount {
  readonly serviceId: string;
  /** 1 for the first transaction after the subject's first, to 24. */
  readonly opportunity: number;
  /** Channel of the subject's first transaction, of the one before and of this one; null: nobody said. */
  readonly channelFirst: Channel | null;
  readonly channelBefore: Channel | null;
  readonly channelNow: Channel | null;
  readonly gap: ReturnGap;
  readonly outcomeBefore: Outcome;
  /** Observed effort of the one before. */
  readonly band: EffortBand;
  readonly n: number;
}

/** What reports may ask: the counts, and nothing about any one transaction or person. One unit of work for one report. */
export interface TalliesLookup extends ReleasedAnswersLookup {
  transactions(unit: UnitOfWork, query: TallyQuery): Promise<readonly TransactionCount[]>;
  transactionMix(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">, by: "channel" | "segment" | "language"): Promise<readonly TransactionMixCount[]>;
  passages(unit: UnitOfWork, query: TallyQuery): Promise<readonly PassageCount[]>;
  /** Of every step reached, what a ranking of thousands of steps needs and no more: sums of sets of measures. */
  stepSums<K extends string>(unit: UnitOfWork, query: StepQuery, sums: MeasureSets<K>): Promise<readonly StepSums<K>[]>;
  /** @param turns of whose time; absent: everybody's */
  stepTimes(unit: UnitOfWork, query: StepQuery, kind: "SERVICE" | "WAITING", turns?: readonly Turn[]): Promise<readonly StepTime[]>;
  stepRatings(unit: UnitOfWork, query: PlainAnswerQuery & Pick<AnswerQuery, "byProcedure">, moment: Moment, instruments: readonly string[]): Promise<readonly StepRatingSums[]>;
  /** Released ratings that Yusr collected, of the best answered question of each service that has any. */
  mostAnswered(unit: UnitOfWork, query: PlainAnswerQuery, moment: Moment): Promise<readonly MostAnswered[]>;
  durations(unit: UnitOfWork, query: DurationQuery): Promise<readonly DurationCount[]>;
  /** Fates know no channel and no segment. */
  fates(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly FateCount[]>;
  /** @param grain `DAY`: whole months too are told by day, as far as days are kept */
  openSteps(unit: UnitOfWork, query: TallyQuery, grain?: "DAY"): Promise<readonly OpenStepCount[]>;
  heldTimes(unit: UnitOfWork, query: TallyQuery): Promise<readonly HeldTime[]>;
  /** Whatever the day they started, up to and with `today`. */
  openMonths(unit: UnitOfWork, query: Omit<TallyQuery, "period">, today: string): Promise<readonly OpenSince[]>;
  /** The same by day, of few services. Whatever the day they started; old ones know no day. @param today what ages are told from */
  openTransactions(unit: UnitOfWork, query: Omit<TallyQuery, "period">, today: string): Promise<readonly OpenTransactionCount[]>;
  /** Places are counted by whole months: others are left out. */
  places(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly PlaceCount[]>;
  /** Counts of edges and variants know no channel and no segment. */
  edges(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly EdgeCount[]>;
  variants(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly VariantCount[]>;
  invitations(unit: UnitOfWork, query: TallyQuery): Promise<readonly InvitationStateCount[]>;
  /** How far links got, month by month. How many answered is told as answers are: through `reports/domain/told-links`. */
  linkMonths(unit: UnitOfWork, query: LinkMonthsQuery): Promise<readonly LinkMonthCount[]>;
  latestDays(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly LatestDay[]>;
  /** Later transactions of the period's days. */
  returns(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly ReturnCount[]>;
  /** Ended transactions by channel, before a day of the period and from it on. */
  channelMix(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">, split: string): Promise<readonly ChannelMixCount[]>;
  /** As `datedAnswers`, added up over the services. */
  pooledAnswers(unit: UnitOfWork, query: PlainAnswerQuery, grain: "DAY" | "MONTH"): Promise<readonly Omit<DatedAnswerCount, "serviceId">[]>;
  /** Answers over time, by day or by month: about whole services, or about one step. */
  datedAnswers(unit: UnitOfWork, query: DatedAnswersQuery, grain: "DAY" | "MONTH", stepCode?: string): Promise<readonly DatedAnswerCount[]>;
}
