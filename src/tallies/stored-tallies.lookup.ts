import type { Turn } from "../catalogue/domain/turn";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Moment } from "../surveys/domain/moment";
import type {
  AnswerBreakdown, AnswerCount, AnswerMonthsQuery, AnswerQuery, BreakdownQuery, ChoiceCount, DatedAnswersQuery, DriverMaterial, GroupRatings, PlainAnswerQuery, RakingColumn,
} from "./released-answers.lookup";
import { answerBreakdowns } from "./storage/answer-breakdowns.view";
import { answerCounts } from "./storage/answer-counts.view";
import { channelMix } from "./storage/channel-mix.view";
import { choiceCounts } from "./storage/choice-counts.view";
import { datedAnswers } from "./storage/dated-answers.view";
import { driverMaterial } from "./storage/driver-material.view";
import { durationCounts } from "./storage/duration-counts.view";
import { edgeCounts } from "./storage/edge-counts.view";
import { fateCounts } from "./storage/fate-counts.view";
import { heldTimes } from "./storage/held-times.view";
import { groupRatings } from "./storage/group-ratings.view";
import { invitationCounts } from "./storage/invitation-counts.view";
import { latestDays } from "./storage/latest-days.view";
import { linkMonths } from "./storage/link-months.view";
import { mostAnswered } from "./storage/most-answered.view";
import { openSteps } from "./storage/open-steps.view";
import { openMonths } from "./storage/open-months.view";
import { openTransactions } from "./storage/open-transactions.view";
import { passageCounts } from "./storage/passage-counts.view";
import { placeCounts } from "./storage/place-counts.view";
import { pooledAnswers } from "./storage/pooled-answers.view";
import { returnCounts } from "./storage/return-counts.view";
import { stepRatings } from "./storage/step-ratings.view";
import { stepSums } from "./storage/step-sums.view";
import { stepTimes } from "./storage/step-times.view";
import { transactionCounts } from "./storage/transaction-counts.view";
import { transactionMix } from "./storage/transaction-mix.view";
import { variantCounts } from "./storage/variant-counts.view";
import type {
  ChannelMixCount, DatedAnswerCount, DurationCount, DurationQuery, EdgeCount, FateCount, HeldTime, InvitationStateCount, LatestDay, LinkMonthCount, LinkMonthsQuery, MeasureSets, MostAnswered, OpenSince, OpenStepCount, OpenTransactionCount, PassageCount, PlaceCount, ReturnCount, StepQuery, StepRatingSums, StepSums, StepTime,
  TalliesLookup, TallyQuery, TransactionCount, TransactionMixCount, VariantCount,
} from "./tallies.lookup";

type UnfilteredQuery = Pick<TallyQuery, "serviceIds" | "period">;

/** Answers from the counts: the tallies and what was added since the last fold, in one statement each. */
export class StoredTalliesLookup implements TalliesLookup {
  async transactions(unit: UnitOfWork, query: TallyQuery): Promise<readonly TransactionCount[]> {
    return transactionCounts(unit, query);
  }

  async transactionMix(unit: UnitOfWork, query: UnfilteredQuery, by: "channel" | "segment" | "language"): Promise<readonly TransactionMixCount[]> {
    return transactionMix(unit, query, by);
  }

  async passages(unit: UnitOfWork, query: TallyQuery): Promise<readonly PassageCount[]> {
    return passageCounts(unit, query);
  }

  async stepSums<K extends string>(unit: UnitOfWork, query: StepQuery, sums: MeasureSets<K>): Promise<readonly StepSums<K>[]> {
    return stepSums(unit, query, sums);
  }

  async stepTimes(unit: UnitOfWork, query: StepQuery, kind: "SERVICE" | "WAITING", turns?: readonly Turn[]): Promise<readonly StepTime[]> {
    return stepTimes(unit, query, kind, turns);
  }

  async stepRatings(unit: UnitOfWork, query: PlainAnswerQuery & Pick<AnswerQuery, "byProcedure">, moment: Moment, instruments: readonly string[]): Promise<readonly StepRatingSums[]> {
    return stepRatings(unit, query, moment, instruments);
  }

  async mostAnswered(unit: UnitOfWork, query: PlainAnswerQuery, moment: Moment): Promise<readonly MostAnswered[]> {
    return mostAnswered(unit, query, moment);
  }

  async durations(unit: UnitOfWork, query: DurationQuery): Promise<readonly DurationCount[]> {
    return durationCounts(unit, query);
  }

  async fates(unit: UnitOfWork, query: UnfilteredQuery): Promise<readonly FateCount[]> {
    return fateCounts(unit, query);
  }

  async openSteps(unit: UnitOfWork, query: TallyQuery, grain?: "DAY"): Promise<readonly OpenStepCount[]> {
    return openSteps(unit, query, grain);
  }

  async heldTimes(unit: UnitOfWork, query: TallyQuery): Promise<readonly HeldTime[]> {
    return heldTimes(unit, query);
  }

  async openMonths(unit: UnitOfWork, query: Omit<TallyQuery, "period">, today: string): Promise<readonly OpenSince[]> {
    return openMonths(unit, query, today);
  }

  async openTransactions(unit: UnitOfWork, query: Omit<TallyQuery, "period">, today: string): Promise<readonly OpenTransactionCount[]> {
    return openTransactions(unit, query, today);
  }

  async places(unit: UnitOfWork, query: UnfilteredQuery): Promise<readonly PlaceCount[]> {
    return placeCounts(unit, query);
  }

  async edges(unit: UnitOfWork, query: UnfilteredQuery): Promise<readonly EdgeCount[]> {
    return edgeCounts(unit, query);
  }

  async variants(unit: UnitOfWork, query: UnfilteredQuery): Promise<readonly VariantCount[]> {
    return variantCounts(unit, query);
  }

  async invitations(unit: UnitOfWork, query: TallyQuery): Promise<readonly InvitationStateCount[]> {
    return invitationCounts(unit, query);
  }

  async linkMonths(unit: UnitOfWork, query: LinkMonthsQuery): Promise<readonly LinkMonthCount[]> {
    return query.months.from < query.months.to ? linkMonths(unit, query) : [];
  }

  async latestDays(unit: UnitOfWork, query: UnfilteredQuery): Promise<readonly LatestDay[]> {
    return latestDays(unit, query);
  }

  async returns(unit: UnitOfWork, query: UnfilteredQuery): Promise<readonly ReturnCount[]> {
    return returnCounts(unit, query);
  }

  async answers(unit: UnitOfWork, query: AnswerQuery): Promise<readonly AnswerCount[]> {
    return answerCounts(unit, query);
  }

  async datedAnswers(unit: UnitOfWork, query: DatedAnswersQuery, grain: "DAY" | "MONTH", stepCode = ""): Promise<readonly DatedAnswerCount[]> {
    return datedAnswers(unit, query, grain, stepCode);
  }

  async pooledAnswers(unit: UnitOfWork, query: PlainAnswerQuery, grain: "DAY" | "MONTH"): Promise<readonly Omit<DatedAnswerCount, "serviceId">[]> {
    return pooledAnswers(unit, query, grain);
  }

  async channelMix(unit: UnitOfWork, query: UnfilteredQuery, split: string): Promise<readonly ChannelMixCount[]> {
    return channelMix(unit, query, split);
  }

  async choices(unit: UnitOfWork, query: AnswerQuery): Promise<readonly ChoiceCount[]> {
    return choiceCounts(unit, query);
  }

  async breakdowns(unit: UnitOfWork, query: BreakdownQuery): Promise<readonly AnswerBreakdown[]> {
    return answerBreakdowns(unit, query);
  }

  async groups(unit: UnitOfWork, query: AnswerMonthsQuery & { readonly by: readonly RakingColumn[] }): Promise<readonly GroupRatings[]> {
    return groupRatings(unit, query);
  }

  async drivers(unit: UnitOfWork, query: Omit<AnswerMonthsQuery, "byProcedure">): Promise<readonly DriverMaterial[]> {
    return driverMaterial(unit, query);
  }
}
