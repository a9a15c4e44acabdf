import type { Texts } from "../../shared/texts";
import type { ActedBy } from "./acted-by";
import type { Automation } from "./automation";
import type { BeneficiaryKind } from "./beneficiary-kind";
import type { Signal } from "./signal";
import type { StepKind } from "./step-kind";
import type { SeenBy, Turn } from "./turn";

/** Whether and how a service may be asked about; set by the office. */
export const SurveyPolicy = { NORMAL: "NORMAL", DISCREET: "DISCREET", NEVER: "NEVER" } as const;
export type SurveyPolicy = keyof typeof SurveyPolicy;

/** What the modules downstream need to know about a service; one snapshot, read in one go. */
export interface ServiceFacts {
  readonly id: string;
  /** Small integer, unique nationwide; the first four bytes of a survey token. */
  readonly number: number;
  readonly code: string;
  readonly names: Texts;
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly agencyNames: Texts;
  /** IANA name of the zone in which the agency's days begin. */
  readonly timeZone: string;
  /** The newest revision of the agency's calendar; as fresh as the unit of work that asks. */
  readonly calendarRevision: number;
  readonly surveyPolicy: SurveyPolicy;
  readonly segments: readonly SegmentRule[];
  /** Published and retired versions, oldest first; never drafts. */
  readonly procedures: readonly ProcedureFacts[];
}

/** A transaction belongs to the first segment all of whose stated conditions hold; null conditions always hold. */
export interface SegmentRule {
  readonly code: string;
  readonly beneficiary: BeneficiaryKind | null;
  readonly actedBy: ActedBy | null;
  readonly firstTime: boolean | null;
}

export interface ProcedureFacts {
  readonly id: string;
  readonly version: number;
  readonly publishedAt: Date;
  /** True for the version every service starts on before anybody modelled it. */
  readonly standard: boolean;
  /** Days without a sign of life in a beneficiary's step after which a transaction counts as abandoned. */
  readonly abandonAfterDays: number;
  /** Share by which a passage may exceed the expected time before it counts as over time (0.25 = 25 %). */
  readonly overTimeTolerance: number;
  readonly stages: readonly StageFacts[];
  readonly steps: readonly StepFacts[];
}

export interface StageFacts {
  readonly code: string;
  readonly names: Texts;
  readonly position: number;
}

export interface StepFacts {
  readonly code: string;
  readonly names: Texts;
  readonly position: number;
  readonly stageCode: string;
  readonly kind: StepKind;
  readonly seenBy: SeenBy;
  /** How to name the step to a person; empty where a survey may not ask about it. */
  readonly askAs: Texts;
  readonly turn: Turn;
  readonly automation: Automation;
  /** Whether the procedure allows to leave it out. */
  readonly optional: boolean;
  readonly expectedSeconds: number | null;
}

/** From when to when (days, half-open; null: still) a portal says that it measures a signal of a service. */
export interface DeclaredSignal {
  readonly signal: Signal;
  readonly from: string;
  readonly to: string | null;
}
