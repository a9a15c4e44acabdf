import type { Moment } from "../../surveys/domain/moment";
import type { ScoreReading, UnrankedReason } from "./rank-steps";
import type { ServiceName } from "./service-effort";
import type { StepEffort } from "./step-effort";
import type { StepOrder } from "./step-order";

/** How many rows of a ranking are shown, and by which measure. */
export interface StepCut {
  readonly orderBy: StepOrder;
  /** 1–500. */
  readonly first: number;
}

/** The steps of all services in scope by one measure, the worst first. */
export interface StepRanking {
  readonly orderBy: StepOrder;
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
}
