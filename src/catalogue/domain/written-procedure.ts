import { Refusal } from "../../shared/refusal";
import { checkProcedure } from "./check-procedure";
import { isCode } from "./code";
import { presentTexts } from "./names";
import type { ProcedureOutline, StepOutline } from "./procedure-outline";
import { withStandingStages } from "./standing-stages";

/** A procedure as somebody wrote it down: agencies by their codes, the standing stages perhaps left out. */
export interface WrittenProcedure extends Omit<ProcedureOutline, "steps"> {
  readonly steps: readonly WrittenStep[];
}

export interface WrittenStep extends Omit<StepOutline, "responsibleAgencyId"> {
  /** Code of the agency that carries the step out; null: the service's own. */
  readonly responsibleAgency: string | null;
}

/** Everything that is wrong with it, but for agencies that do not exist; see `checkProcedure`. */
export function checkWritten(written: WrittenProcedure): readonly Refusal[] {
  return checkProcedure({ ...written, steps: written.steps.map(({ responsibleAgency: _, ...step }) => ({ ...step, responsibleAgencyId: null })) });
}

/** Codes of the agencies it names, each once, that may be looked for: what is no code is nobody's. */
export function agenciesNamed({ steps }: WrittenProcedure): readonly string[] {
  const codes = steps.flatMap((step) => [step.responsibleAgency, ...step.documents.map((document) => document.heldByAgency)]);
  return [...new Set(codes.filter((code) => code !== null && code !== undefined).filter(isCode))];
}

/** Refuses agencies that nobody entered, with `AGENCY_UNKNOWN`. Paths start at the procedure. */
export function checkAgencies({ steps }: WrittenProcedure, known: ReadonlyMap<string, string>): readonly Refusal[] {
  const unknown = (code: string | null | undefined): boolean => code !== null && code !== undefined && !known.has(code);
  const refusal = (path: readonly (string | number)[]): Refusal => new Refusal("AGENCY_UNKNOWN", "There is no agency with this code.", path);
  return steps.flatMap((step, i) => [
    ...(unknown(step.responsibleAgency) ? [refusal(["steps", i, "responsibleAgency"])] : []),
    ...step.documents.flatMap((document, j) => (unknown(document.heldByAgency) ? [refusal(["steps", i, "documents", j, "heldByAgency"])] : [])),
  ]);
}

/** What is stored of it: with the standing stages, blank texts left out, agencies by their ids. */
export function outlineOf(written: WrittenProcedure, agencyIds: ReadonlyMap<string, string>): ProcedureOutline {
  return {
    abandonAfterDays: written.abandonAfterDays,
    overTimeTolerance: written.overTimeTolerance,
    stages: withStandingStages(written.stages).map(({ code, names }) => ({ code, names: presentTexts(names) })),
    steps: written.steps.map(({ responsibleAgency, ...step }) => ({
      ...step,
      names: presentTexts(step.names),
      askAs: presentTexts(step.askAs),
      documents: step.documents.map(({ names, heldByAgency }) => ({ names: presentTexts(names), ...(heldByAgency === undefined ? {} : { heldByAgency }) })),
      responsibleAgencyId: responsibleAgency === null ? null : (agencyIds.get(responsibleAgency) ?? null),
    })),
  };
}
