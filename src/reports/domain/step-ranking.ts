import type { Moment } from "../../surveys/domain/moment";
import type { EffortProfile } from "./effort-index/effort-policy";
import type { IndexPlace } from "./effort-index/rank-indexes";
import type { Estimate } from "./estimate";
import type { ScoreReading, UnrankedReason } from "./rank-steps";
import type { ServiceName } from "./service-effort";
import type { StepEffort } from "./step-effort";
import type { StepOrder } from "./step-order";

/** The steps of all services in scope by one measure, the worst first. */
export interface StepRanking {
  readonly orderBy: StepOrder;
  /** The profile that was asked for. */
  readonly asked: EffortProfile | null;
  /** The profile that the steps share whose indexes are compared; null where they are ranked by something else, or none has one. */
  readonly profile: EffortProfile | null;
  /** How many steps have a place; the rows are the first of them. */
  readonly ranked: number;
  /** How many that people passed have none, and why; reasons without any are left out. */
  readonly unranked: readonly { readonly reason: UnrankedReason; readonly steps: number }[];
  /** What the answers share by which steps are compared; null where they are ranked by something else, or nobody answered. */
  readonly reading: (ScoreReading & { readonly moment: Moment }) | null;
  readonly rows: readonly RankedStep[];
}

/** A step and its place. */
export interface RankedStep {
  /** From 1 on. */
  readonly rank: number;
  /** What put it there: the end of the interval that a small sample cannot push to the top; a total itself. */
  readonly bound: number;
  readonly service: ServiceName;
  readonly figures: StepEffort;
  /** Only where steps are ranked by their index. */
  readonly place: RankedPlace | null;
}

/** What is known of a ranked step from all the others. */
export interface RankedPlace extends Pick<IndexPlace, "expectedRank" | "staysInTop"> {
  /** The best confirmed step of its kind elsewhere; null: no other is surely not hard. */
  readonly bestOfKind: { readonly service: ServiceName; readonly step: string; readonly index: Estimate } | null;
}
