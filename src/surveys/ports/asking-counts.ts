import type { UnitOfWork } from "../../database/unit-of-work";
import type { Period } from "../../shared/period";
import type { Outcome } from "../../transactions/domain/outcome";
import type { DecisionState } from "../domain/decision";
import type { Moment } from "../domain/moment";

/** How many people of one outcome were decided about in one way, at one moment. */
export interface AskingCount {
  readonly serviceId: string;
  readonly moment: Moment;
  readonly outcome: Outcome;
  readonly state: DecisionState;
  readonly n: number;
  /** The first of the days that are added up here. */
  readonly since: string;
}

/** What surveys ask of the counts, so that rates are set without reading a single decision. Implemented by `tallies/`. */
export interface AskingCounts {
  /** Those to whom a moment came, by the day on which it is counted whether they were asked. */
  askingCounts(unit: UnitOfWork, query: { readonly serviceIds: readonly string[]; readonly period: Period }): Promise<readonly AskingCount[]>;
}
