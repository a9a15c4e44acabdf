import { Refusal } from "../../../shared/refusal";
import { checkEffortFilter, type EffortFilter, type ReportFilter } from "../report-filter";

/** The filter of data health, found sound. */
export type HealthFilter = Pick<EffortFilter, "period" | "agencies" | "services" | "moment">;

/** What would cut a service's reporting into pieces of which nobody declares how many there are. */
const UNAVAILABLE = ["channels", "touchpoints", "governorates", "segments", "stepKinds", "automation", "languages", "outcomes"] as const;

/** Whether data health can be narrowed down like this. Codes: those of `checkEffortFilter`. */
export function checkHealthFilter(filter: ReportFilter): HealthFilter | Refusal {
  for (const name of UNAVAILABLE) {
    if ((filter[name] ?? null) !== null) return new Refusal("FILTER_NOT_AVAILABLE", `Data health cannot be narrowed down by ${name}.`, [name]);
  }
  return checkEffortFilter(filter);
}
