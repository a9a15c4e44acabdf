import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import { PageArgs, pageOf } from "../../graphql/connection";
import { Costs } from "../../graphql/field-cost";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import { selectedArguments, selectsAny } from "../../graphql/selected-arguments";
import type { PageRequest } from "../../shared/page";
import { PROFILES } from "../domain/effort-index/effort-policy";
import { ReportWindow } from "../domain/effort-index/report-window";
import { StepOrder } from "../domain/step-order";
import type { StepCut } from "../domain/step-cut";
import type { StepRanking } from "../domain/step-ranking";
import type { EffortReportService, TimesWanted } from "../effort-report.service";
import { EffortReportResult, EffortReportType, toEffortReportType } from "./effort-report.type";
import { ReportFilterInput } from "./report-filter.input";
import { ReportWindowType } from "./report-window.type";
import { RANKED_STEP_COST, rankingCost, REPORT_COST } from "./report-costs";
import { RankedStepType } from "./step-effort.type";
import { StepCutArgs, StepOrderArgs, StepRankingType, toRankedStepType, toStepRankingType } from "./step-ranking.type";

@Resolver(() => EffortReportType)
export class EffortReportResolver {
  constructor(private readonly reports: EffortReportService) {}

  @Costs({ own: REPORT_COST })
  @Query(() => EffortReportResult, {
    description:
      "Which step of which service costs people the most effort, and how sure that is. Takes period, agencies, services, channels, segments, stepKinds, automation, flagged and one of moments; answers are not told by channel or segment.",
  })
  async effortReport(
    @Ctx() { actor }: RequestContext,
    @Arg("filter", () => ReportFilterInput, { description: "What to narrow it down to." }) filter: ReportFilterInput,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("window", () => ReportWindowType, { defaultValue: ReportWindow.AS_ASKED, description: "Which days the services are about. Not with `steps` or `ranking`: steps are ranked over the same days only." }) window: ReportWindow,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EffortReportType | RefusalType> {
    const services = selectedArguments(info, "EffortReport", "services").length > 0;
    const wanted = { services: services ? pageOf(page) : NO_ROWS, steps: cutsOf(info), times: timesOf(info), window };
    const outcome = await this.reports.report(actor, filter, wanted);
    return toResult(outcome, toEffortReportType);
  }

  @Costs({ own: (args) => rankingCost(args) + RANKED_STEP_COST * Number(args["first"]) })
  @FieldResolver(() => [RankedStepType], {
    description:
      "The steps of all services in scope by one measure, the worst first. Steps with too little evidence have no place: `ranking` says how many and why. Not by ease, nor by an index that holds answers, together with channels or segments.",
  })
  steps(@Root() report: EffortReportType, @Args(() => StepCutArgs) order: StepCutArgs): RankedStepType[] {
    return rankingOf(report, order).rows.slice(0, order.first).map(toRankedStepType);
  }

  @Costs({ own: rankingCost })
  @FieldResolver(() => StepRankingType, { description: "What the ranking by a measure is made of: how many steps have a place, and why others have none." })
  ranking(@Root() report: EffortReportType, @Args(() => StepOrderArgs) order: StepOrderArgs): StepRankingType {
    return toStepRankingType(rankingOf(report, order));
  }
}

function timesOf(info: GraphQLResolveInfo): TimesWanted {
  if (selectsAny(info, ["serviceTime", "waiting", "waitingByTurn"])) return "ALL";
  return selectsAny(info, ["wholeTime"]) ? "WHOLE" : "NONE";
}

/** The rankings that are selected: one for each measure (and profile), with as many rows as the longest list of it shows. */
function cutsOf(info: GraphQLResolveInfo): readonly StepCut[] {
  const lists = selectedArguments(info, "EffortReport", "steps") as readonly unknown[] as readonly StepCutArgs[];
  const summaries = selectedArguments(info, "EffortReport", "ranking") as readonly unknown[] as readonly StepOrderArgs[];
  const cuts: readonly StepCut[] = [...lists, ...summaries.map(({ orderBy, profile }) => ({ orderBy, profile, first: 0 }))].map(({ orderBy, profile, first }) => ({ orderBy, profile: profile ?? null, first }));
  return Object.values(StepOrder).flatMap((orderBy) =>
    [...PROFILES, null].flatMap((profile) => {
      // A list that is longer than allowed, or shorter than nothing, is refused where it is resolved.
      const own = cuts.filter((cut) => cut.orderBy === orderBy && cut.profile === profile).map(({ first }) => Math.min(Math.max(first, 0), MOST_ROWS));
      return own.length === 0 ? [] : [{ orderBy, profile, first: Math.max(...own) }];
    }),
  );
}

const MOST_ROWS = 500;
const NO_ROWS: PageRequest = { first: 0, after: null };

function rankingOf({ rankings }: EffortReportType, { orderBy, profile = null }: StepOrderArgs): StepRanking {
  const ranking = rankings.find((made) => made.orderBy === orderBy && made.asked === profile);
  if (ranking === undefined) throw new Error(`no ranking by ${orderBy} was made`);
  return ranking;
}
