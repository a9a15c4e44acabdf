import type { Signal } from "../../../catalogue/domain/signal";
import type { Period } from "../../../shared/period";
import type { Texts } from "../../../shared/texts";
import type { Moment } from "../../../surveys/domain/moment";
import type { Outcome } from "../../../transactions/domain/outcome";
import type { Estimate } from "../estimate";
import type { ServiceName } from "../service-effort";
import type { Thresholds } from "../thresholds";

/** Whether the figures of services may be trusted: who stopped sending, and what is missing. */
export interface DataHealth {
  readonly period: Period;
  /** At which the links were handed over. */
  readonly moment: Moment;
  readonly thresholds: Thresholds;
  /** Portals that may report any of the services listed. */
  readonly portals: readonly PortalHealth[];
  readonly services: readonly ServiceHealth[];
  /** How many services the filter names; listed are the first of them. */
  readonly totalServices: number;
}

/** A portal, and when anything happened last in the services that it may report. */
export interface PortalHealth {
  readonly code: string;
  readonly names: Texts;
  /** How many of the services listed it may report, and how many of these another portal may report too. */
  readonly services: number;
  readonly sharedServices: number;
  readonly lastEvent: string | null;
  /** Days from then to the end of the period, or to today; null where nothing happened in the period. */
  readonly silentDays: number | null;
}

/** What is known of a service's own reporting. */
export interface ServiceHealth {
  readonly service: ServiceName;
  /** Day of the last thing that happened in the period, in the service's own zone; never the day it was sent. */
  readonly lastEvent: string | null;
  readonly silentDays: number | null;
  /** How many portals may report it. */
  readonly portals: number;
  readonly recorded: Estimate;
  /** What registers let expect in the period. */
  readonly declared: Estimate;
  /** Recorded ÷ declared. */
  readonly coverage: Estimate;
  readonly passages: Estimate;
  /** Share of passages through steps that nobody has mapped. */
  readonly unmapped: Estimate;
  /** Signals that no portal says it measures: unknown, which is not zero. */
  readonly undeclaredSignals: readonly Signal[];
  readonly links: LinkHealth;
  /** By the outcome of the transaction asked about; who hands links to the satisfied alone shows here. */
  readonly linksByOutcome: readonly (LinkHealth & { readonly outcome: Outcome })[];
  /** Of those who answered, who did so on the agency's own form; in no other figure. */
  readonly ownForm: Estimate;
}

/** How far links got. */
export interface LinkHealth {
  readonly invited: Estimate;
  /** Shares of those invited. */
  readonly delivered: Estimate;
  readonly opened: Estimate;
  readonly answered: Estimate;
}
