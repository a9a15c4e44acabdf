import type { Signal } from "../../../catalogue/domain/signal";
import type { Reason } from "../estimate";
import type { EffortPolicy } from "./effort-policy";

/** What the indexes of a service's steps rest on beside its counts. */
export interface IndexBasis {
  readonly policy: EffortPolicy;
  /** Signals that some portal says it measures of the service. */
  readonly measured: ReadonlySet<Signal>;
  /** Codes of the steps of which somebody other than the owner says how long they should take. */
  readonly timed: ReadonlySet<string>;
  /** What goes with every index of the service. */
  readonly reasons: readonly Reason[];
}
