import type { ExpectedTimeSource, RequiredDocument } from "./procedure-outline";
import type { ResponsibleParty } from "./turn";

/** What one step of one version of a procedure asks of people, as published. */
export interface StepDemand {
  readonly serviceId: string;
  readonly procedureId: string;
  readonly stepCode: string;
  readonly optional: boolean;
  /** Whether the beneficiary has to be there in person. */
  readonly inPerson: boolean;
  readonly documents: readonly RequiredDocument[];
  /** In the smallest unit of the currency; null: none. */
  readonly feeAmount: number | null;
  readonly feeCurrency: string | null;
  /** Code of the agency that carries it out, where it is not the service's own. */
  readonly responsibleAgency: string | null;
  readonly responsibleParty: ResponsibleParty;
  readonly expectedSource: ExpectedTimeSource | null;
}
