import { Refusal } from "../../shared/refusal";
import { checkEffortFilter, type EffortFilter, type ReportFilter } from "./report-filter";

/** The filter of a report that is made of what happened alone, not of answers nor of kinds of steps. */
export type LogFilter = Pick<EffortFilter, "period" | "agencies" | "services" | "channels" | "segments">;

const NEITHER = ["stepKinds", "automation", "moments"] as const;

/** Whether such a report can be narrowed down like this. Codes: those of `checkEffortFilter`; `FILTER_NOT_AVAILABLE` also for kinds, automation and moments, and for leaving out flagged answers. */
export function checkLogFilter(filter: ReportFilter): LogFilter | Refusal {
  for (const name of NEITHER) {
    if ((filter[name] ?? null) !== null) return new Refusal("FILTER_NOT_AVAILABLE", `This report cannot be narrowed down by ${name}.`, [name]);
  }
  if (filter.flagged === "EXCLUDE") return new Refusal("FILTER_NOT_AVAILABLE", "This report counts no answers, so it can leave none out.", ["flagged"]);
  return checkEffortFilter(filter);
}
