import type { Texts } from "../../shared/texts";
import type { SurveyPolicy } from "./service-facts";

/** What a beneficiary applies for. */
export interface Service {
  readonly id: string;
  readonly agencyId: string;
  readonly code: string;
  readonly names: Texts;
  readonly nationalCode: string | null;
  readonly surveyPolicy: SurveyPolicy;
}
