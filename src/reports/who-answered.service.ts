import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import { sideBySide, type UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Fresh } from "../shared/freshness";
import { addDays } from "../shared/local-day";
import { checkPeriod, type Period } from "../shared/period";
import { Refusal } from "../shared/refusal";
import type { Moment } from "../surveys/domain/moment";
import type { FlaggedAnswers } from "../tallies/domain/flagged-answers";
import type { Dimension } from "../tallies/domain/publishable-cells";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import type { Thresholds } from "./domain/thresholds";
import { type WhoAnswered, whoAnswered, type WhoAnsweredCounts } from "./domain/who-answered/who-answered";
import { checkWholeMonths } from "./domain/whole-months";
import type { ReportScope } from "./report-scope";

/** Which answers of a service: of whole months, given at one moment. */
export interface AnswersWanted {
  readonly period: Period;
  readonly moment: Moment;
  /** Absent: answers with a quality signal count. */
  readonly flagged?: FlaggedAnswers;
}

type AnswerCount = Awaited<ReturnType<TalliesLookup["answers"]>>[number];

/** Who was asked and who answered, and whether the scores can be believed. Reads counts and released answers only. */
export class WhoAnsweredService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
  ) {}

  /**
   * Of one service, `CODE` or `AGENCY/CODE`.
   *
   * Refusals: `NOT_FOUND` (also for what is somebody else's), `AMBIGUOUS_SERVICE`, `INVALID_DAY`, `EMPTY_PERIOD`,
   * `NOT_WHOLE_MONTHS`.
   * @throws AccessDenied
   */
  async report(actor: Actor, name: string, { period, moment, flagged = "INCLUDE" }: AnswersWanted): Promise<Fresh<WhoAnswered & { readonly flagged: FlaggedAnswers }> | Refusal> {
    this.access.require(actor, "reports.read");
    const badPeriod = checkPeriod(period)?.under("period") ?? checkWholeMonths(period);
    if (badPeriod !== undefined) return badPeriod;
    return this.snapshots.read(async (unit, freshness) => {
      const service = await this.scope.facts(unit, actor, name);
      if (service instanceof Refusal) return service;
      const counts = await this.counts(unit, service.id, { period, moment, flagged });
      return { ...whoAnswered(service, { from: period.from, to: period.to }, moment, counts, this.thresholds), flagged, freshness };
    });
  }

  private async counts(unit: UnitOfWork, serviceId: string, { period, moment, flagged }: Required<AnswersWanted>): Promise<WhoAnsweredCounts> {
    const query = { serviceIds: [serviceId], period };
    const months = { serviceIds: [serviceId], months: period };
    const [ratings, breakdowns, states, links, transactions, channels, segments, languages, passages, returns, answers, declared, signals, traits] = await sideBySide(
      this.tallies.groups(unit, { ...months, flagged, by: ["channel", "segment", "language", "outcome"] }),
      this.tallies.breakdowns(unit, { ...months, flagged, dimensions: ["CHANNEL", "SEGMENT", "LANGUAGE"], wholeOnly: true }),
      this.tallies.invitations(unit, query),
      this.tallies.linkMonths(unit, { ...months, moment, by: "outcome" }),
      this.tallies.transactions(unit, query),
      this.tallies.transactionMix(unit, query, "channel"),
      this.tallies.transactionMix(unit, query, "segment"),
      this.tallies.transactionMix(unit, query, "language"),
      this.tallies.passages(unit, query),
      this.tallies.returns(unit, query),
      this.answersOf(unit, query, moment),
      this.catalogue.volumesOf(unit, [serviceId]),
      this.catalogue.signalsOf(unit, [serviceId], addDays(period.to, -1)),
      this.catalogue.stepTraits(unit, [serviceId], {}),
    );
    const told = (wanted: Dimension) => breakdowns.filter(({ dimension }) => dimension === wanted);
    return {
      states,
      links,
      breakdowns: { CHANNEL: told("CHANNEL"), SEGMENT: told("SEGMENT"), LANGUAGE: told("LANGUAGE") },
      transactions,
      mixes: { CHANNEL: channels, SEGMENT: segments, LANGUAGE: languages },
      ratings,
      declared,
      signals: {
        answers,
        stepsWithOwnTime: traits.filter(({ ownExpectedTime }) => ownExpectedTime).length,
        errorsDeclared: signals.some(({ signal }) => signal === "ERROR"),
        errorsKnown: passages.reduce((sum, { errorPassages }) => sum + errorPassages, 0),
        returns: returns.filter(({ outcomeBefore }) => ["GRANTED", "PARTLY_GRANTED", "REFUSED", "NOT_ELIGIBLE"].includes(outcomeBefore)),
      },
    };
  }

  /** Of the question most answered: a person who answers it once is counted once. */
  private async answersOf(unit: UnitOfWork, query: { readonly serviceIds: readonly string[]; readonly period: Period }, moment: Moment): Promise<{ readonly n: number; readonly flagged: number }> {
    const whole = (rows: readonly AnswerCount[]): readonly AnswerCount[] => rows.filter((row) => row.moment === moment && row.collector === "YUSR" && row.stepCode === null);
    const sum = ({ counts }: AnswerCount): number => counts.reduce((total, n) => total + n, 0);
    const key = ({ instrumentCode, instrumentVersion, mode }: AnswerCount): string => `${instrumentCode} ${String(instrumentVersion)} ${mode}`;
    const [unflagged, all] = await sideBySide(this.tallies.answers(unit, { ...query, flagged: "EXCLUDE" }), this.tallies.answers(unit, query));
    const without = new Map(whole(unflagged).map((row) => [key(row), sum(row)]));
    const [most] = [...whole(all)].sort((a, b) => sum(b) - sum(a));
    return most === undefined ? { n: 0, flagged: 0 } : { n: sum(most), flagged: sum(most) - (without.get(key(most)) ?? 0) };
  }
}
