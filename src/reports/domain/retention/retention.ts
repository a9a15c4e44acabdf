import { Channel } from "../../../catalogue/domain/channel";
import type { ServiceFacts } from "../../../catalogue/domain/service-facts";
import type { Period } from "../../../shared/period";
import { EffortBand } from "../../../tallies/domain/effort-band";
import { isDecided, type Outcome } from "../../../transactions/domain/outcome";
import { absentEstimate } from "../absent-estimate";
import { countEstimate } from "../count-estimate";
import type { Estimate } from "../estimate";
import { type RiskEstimates, riskEstimates } from "../risk-estimates";
import { type ServiceName, serviceName } from "../service-effort";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";

/** Who stays digital, who leaves a channel or gives up, and who must come again (METHODS 9). */
export interface Retention {
  readonly service: ServiceName;
  readonly period: Period;
  readonly thresholds: Thresholds;
  /** Of decided transactions of known channel: those of a digital one. */
  readonly takeUp: Estimate;
  /** Of the same: those through a service office. */
  readonly assisted: Estimate;
  readonly channels: readonly ChannelRetention[];
  /** By the subject's first digital channel and later opportunity. */
  readonly cohorts: readonly RetentionCohort[];
  /** All cohorts together, by opportunity. */
  readonly pooled: readonly OpportunityRetention[];
  /** Transactions followed by another of the same subject within so many days, of those that ended at least 30 days ago. */
  readonly repeatWithin7: Estimate;
  readonly repeatWithin30: Estimate;
  /** Leaving the digital channels at the next opportunity, by how much effort the transaction before had cost. */
  readonly leaving: readonly BandLeaving[];
  /** Much effort against none. */
  readonly risk: RiskEstimates;
}

/** What became of the transactions of one channel. */
export interface ChannelRetention {
  readonly channel: Channel;
  /** That ended. */
  readonly ended: Estimate;
  /** Ended without a decision: given up, withdrawn, expired, failed. */
  readonly undecided: Estimate;
  readonly failed: Estimate;
  /** Started here, ended undecided, and taken up again within 30 days in a channel that is not digital. Digital channels only; else not measured. */
  readonly leaked: Estimate;
}

export interface RetentionCohort {
  readonly channelFirst: Channel;
  readonly opportunities: readonly OpportunityRetention[];
}

export interface OpportunityRetention {
  /** 1 for the first transaction after the subject's first. */
  readonly opportunity: number;
  /** Digital again, of those who came. */
  readonly digital: Estimate;
}

export interface BandLeaving {
  readonly band: EffortBand;
  readonly left: Estimate;
}

export interface ReturnRow {
  readonly opportunity: number;
  readonly channelFirst: Channel | null;
  readonly channelBefore: Channel | null;
  readonly channelNow: Channel | null;
  readonly gap: string;
  readonly outcomeBefore: Outcome;
  readonly band: EffortBand;
  readonly n: number;
}

export interface RetentionCounts {
  /** Of the period. */
  readonly returns: readonly ReturnRow[];
  readonly transactions: readonly { readonly outcome: Outcome; readonly value: string | null; readonly n: number }[];
  /** Of those of its days that are at least 30 days ago. */
  readonly oldReturns: readonly ReturnRow[];
  readonly oldTransactions: readonly { readonly outcome: Outcome; readonly n: number }[];
}

/** Channels in which nobody sits on the other side. A channel that nobody named is neither. */
const DIGITAL: readonly (string | null)[] = ["WEB", "MOBILE_APP", "SMS", "CHAT"];
/** Opportunities that are listed. */
const LISTED = 6;
const WITHIN_7 = ["D7"];
const WITHIN_30 = ["D7", "D30"];

/** The retention of one service. Where no returns are known at all, nobody told whose transactions they were: not measured, not none. */
export function retention(service: ServiceFacts, period: Period, counts: RetentionCounts, thresholds: Thresholds): Retention {
  const { returns, transactions, oldReturns, oldTransactions } = counts;
  const sum = <R extends { readonly n: number }>(rows: readonly R[], wanted: (row: R) => boolean): number => rows.reduce((total, row) => total + (wanted(row) ? row.n : 0), 0);
  const share = (x: number, n: number): Estimate => shareEstimate(Math.min(x, n), n, "LOG", thresholds);
  const known = transactions.filter(({ value, outcome }) => value !== null && outcome !== "IN_FLIGHT");
  const decided = sum(known, ({ outcome }) => isDecided(outcome));
  const subjectsKnown = returns.length > 0 || oldReturns.length > 0;
  const unknown = absentEstimate("SHARE", "WILSON", "NOT_MEASURED");
  const opportunities = (rows: readonly ReturnRow[]): readonly OpportunityRetention[] =>
    Array.from({ length: LISTED }, (_, index) => {
      const own = rows.filter((row) => row.opportunity === index + 1 && row.channelNow !== null);
      const n = sum(own, () => true);
      return { opportunity: index + 1, digital: n === 0 ? absentEstimate("SHARE", "WILSON", subjectsKnown ? "IMMATURE" : "NOT_MEASURED") : share(sum(own, ({ channelNow }) => DIGITAL.includes(channelNow)), n) };
    });
  const fromDigital = returns.filter(({ channelFirst }) => DIGITAL.includes(channelFirst));
  const ended = sum(oldTransactions, ({ outcome }) => outcome !== "IN_FLIGHT");
  const repeat = (gaps: readonly string[]): Estimate => (!subjectsKnown ? unknown : ended === 0 ? absentEstimate("SHARE", "WILSON", "IMMATURE") : share(sum(oldReturns, ({ gap }) => gaps.includes(gap)), ended));
  const leavers = returns.filter(({ channelBefore, channelNow }) => DIGITAL.includes(channelBefore) && channelNow !== null);
  const departures = (band: EffortBand): { n: number; left: number } => {
    const own = leavers.filter((row) => row.band === band);
    return { n: sum(own, () => true), left: sum(own, ({ channelNow }) => !DIGITAL.includes(channelNow)) };
  };
  return {
    service: serviceName(service),
    period,
    thresholds,
    takeUp: share(sum(known, ({ value, outcome }) => isDecided(outcome) && DIGITAL.includes(value)), decided),
    assisted: share(sum(known, ({ value, outcome }) => isDecided(outcome) && value === "SERVICE_OFFICE"), decided),
    channels: Object.values(Channel).flatMap((channel) => {
      const own = known.filter(({ value }) => value === channel);
      const n = sum(own, () => true);
      if (n === 0) return [];
      const leaked = sum(returns, (row) => row.channelBefore === channel && !isDecided(row.outcomeBefore) && WITHIN_30.includes(row.gap) && row.channelNow !== null && !DIGITAL.includes(row.channelNow));
      return [{
        channel,
        ended: countEstimate(n),
        undecided: share(sum(own, ({ outcome }) => !isDecided(outcome)), n),
        failed: share(sum(own, ({ outcome }) => outcome === "FAILED"), n),
        leaked: DIGITAL.includes(channel) && subjectsKnown ? share(leaked, n) : unknown,
      }];
    }),
    cohorts: Object.values(Channel).filter((channel) => fromDigital.some(({ channelFirst }) => channelFirst === channel)).map((channelFirst) => ({ channelFirst, opportunities: opportunities(fromDigital.filter((row) => row.channelFirst === channelFirst)) })),
    pooled: opportunities(fromDigital),
    repeatWithin7: repeat(WITHIN_7),
    repeatWithin30: repeat(WITHIN_30),
    leaving: Object.values(EffortBand).map((band) => {
      const { n, left } = departures(band);
      return { band, left: !subjectsKnown ? unknown : share(left, n) };
    }),
    risk: riskEstimates(departures("MUCH"), departures("NONE"), thresholds),
  };
}
