import type { ActedBy } from "../../../catalogue/domain/acted-by";
import type { Automation } from "../../../catalogue/domain/automation";
import type { BeneficiaryKind } from "../../../catalogue/domain/beneficiary-kind";
import type { Channel } from "../../../catalogue/domain/channel";
import type { Signal } from "../../../catalogue/domain/signal";
import type { StepKind } from "../../../catalogue/domain/step-kind";
import type { ResponsibleParty } from "../../../catalogue/domain/turn";

/** Every text of the demonstration is written in both languages, side by side. */
export interface Both {
  readonly ar: string;
  readonly en: string;
}

export interface DemoAgency {
  readonly code: string;
  readonly names: Both;
  readonly portal: DemoPortal;
  readonly touchpoints: readonly DemoTouchpoint[];
  readonly services: readonly DemoService[];
}

/** The system that reports the agency's services. */
export interface DemoPortal {
  readonly code: string;
  readonly names: Both;
  /** What it measures about a passage beyond its times; what is not listed is unknown, never zero. */
  readonly signals: readonly Signal[];
}

export interface DemoTouchpoint {
  readonly code: string;
  readonly channel: Channel;
  readonly names: Both;
  readonly governorate?: string;
  readonly wilayat?: string;
}

export interface DemoService {
  readonly code: string;
  readonly names: Both;
  /** Transactions that start within the ninety days. */
  readonly volume: number;
  /** Shares of the channels; they add up to 1. */
  readonly channels: Readonly<Partial<Record<Channel, number>>>;
  /** Shares of those whom the service is for; they add up to 1. */
  readonly beneficiaries: Readonly<Partial<Record<BeneficiaryKind, number>>>;
  readonly segments: readonly DemoSegment[];
  readonly personas?: readonly { readonly code: string; readonly names: Both; readonly segments: readonly string[] }[];
  readonly stages: readonly { readonly code: string; readonly names: Both }[];
  /** In the order in which an ordinary transaction goes through them. */
  readonly steps: readonly DemoStep[];
  /** Days within which the beneficiary is promised a decision; absent: no promise. */
  readonly promisedDays?: number;
}

export interface DemoSegment {
  readonly code: string;
  readonly names: Both;
  readonly beneficiary?: BeneficiaryKind;
  readonly actedBy?: ActedBy;
}

/** What a step is and is called. How people fare in it stands in `step-habits.ts` and `planted-truths.ts`. */
export interface DemoStep {
  readonly code: string;
  readonly stage: string;
  readonly kind: StepKind;
  readonly names: Both;
  /** How people are asked about it, at most six words; absent: they are not. */
  readonly askAs?: Both;
  readonly automation: Automation;
  readonly party?: ResponsibleParty;
  /** Code of the agency that holds it, where it is not the service's own. */
  readonly heldBy?: string;
  readonly inPerson?: boolean;
  /** Baisas (thousandths of a rial). */
  readonly fee?: number;
  readonly documents?: readonly { readonly names: Both; readonly heldByAgency?: string }[];
  /** What the agency has published that the step takes. */
  readonly publishedSeconds?: number;
}
