import type { EffortProfile } from "./effort-index/effort-policy";
import type { StepOrder } from "./step-order";

/** How many rows of a ranking are shown, and by which measure. */
export interface StepCut {
  readonly orderBy: StepOrder;
  /** Of an order by index: in which profile. Null or absent: the one that most steps can be ranked in. */
  readonly profile?: EffortProfile | null;
  /** 1–500. */
  readonly first: number;
}
