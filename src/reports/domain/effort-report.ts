import type { Page } from "../../shared/page";
import type { Period } from "../../shared/period";
import type { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { ServiceEffort } from "./service-effort";
import type { StepRanking } from "./step-ranking";
import type { Thresholds } from "./thresholds";

/** Where the effort of people goes, service by service. */
export interface EffortReport {
  readonly period: Period;
  /** The moment that the answers in it were given at. */
  readonly moment: Moment;
  /** Whether answers with a quality signal count. */
  readonly flagged: FlaggedAnswers;
  readonly thresholds: Thresholds;
  /** One page of the services in scope, in the order in which they entered the catalogue. */
  readonly services: Page<ServiceRow>;
  /** One for each that was asked for. */
  readonly rankings: readonly StepRanking[];
}

/** A service and the key it stands under in the list. */
export interface ServiceRow {
  readonly serviceId: string;
  readonly effort: ServiceEffort;
}
