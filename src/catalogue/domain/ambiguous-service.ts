import { Refusal } from "../../shared/refusal";

/** Refuses a bare code that several agencies use, with `AMBIGUOUS_SERVICE`; `candidates` (`AGENCY/CODE`) must be known to whoever asks. */
export function ambiguousService(candidates: readonly string[], path: readonly (string | number)[] = ["service"]): Refusal {
  return new Refusal("AMBIGUOUS_SERVICE", `Several agencies use this code; write one of: ${candidates.join(", ")}.`, path);
}
