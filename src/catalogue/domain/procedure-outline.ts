import type { Texts } from "../../shared/texts";
import type { Automation } from "./automation";
import type { StepKind } from "./step-kind";
import type { ResponsibleParty, SeenBy } from "./turn";

/** Days without a sign of life in a beneficiary's step after which a transaction counts as abandoned, unless a version says otherwise. */
export const ABANDON_AFTER_DAYS = 14;

/** Share by which a passage may exceed the expected time, unless a version says otherwise. */
export const OVER_TIME_TOLERANCE = 0.25;

/** Where an expected time comes from. An owner's own never counts in a ranking. */
export const ExpectedTimeSource = { PUBLISHED: "PUBLISHED", PEERS: "PEERS", OWNER: "OWNER" } as const;
export type ExpectedTimeSource = keyof typeof ExpectedTimeSource;

/** What a procedure version says, without its identity and state. Order of the lists is order in the procedure. */
export interface ProcedureOutline {
  readonly abandonAfterDays: number;
  readonly overTimeTolerance: number;
  readonly stages: readonly StageOutline[];
  readonly steps: readonly StepOutline[];
}

export interface StageOutline {
  readonly code: string;
  readonly names: Texts;
}

export interface StepOutline {
  readonly code: string;
  readonly stageCode: string;
  readonly names: Texts;
  readonly kind: StepKind;
  readonly seenBy: SeenBy;
  /** How to name the step to a person; empty where a survey may not ask about it. */
  readonly askAs: Texts;
  readonly automation: Automation;
  /** Null: the service's own agency. */
  readonly responsibleAgencyId: string | null;
  readonly responsibleParty: ResponsibleParty;
  readonly documents: readonly RequiredDocument[];
  /** Whether the beneficiary has to be there in person. */
  readonly inPerson: boolean;
  readonly fee: Fee | null;
  readonly optional: boolean;
  readonly expectedTime: ExpectedTime | null;
}

/** A document the beneficiary has to bring. */
export interface RequiredDocument {
  readonly names: Texts;
  /** Code of the agency that already holds it, where one does. */
  readonly heldByAgency?: string;
}

export interface Fee {
  /** In the smallest unit of the currency: 12.500 OMR is 12500. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface ExpectedTime {
  readonly seconds: number;
  readonly source: ExpectedTimeSource;
}
