import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import { Refusal } from "../../shared/refusal";
import { untranslated } from "../../shared/texts";
import { askableSteps } from "./askable-steps";
import { asksAboutSteps, type Survey } from "./survey";

/**
 * Refuses to publish what people could not read. Codes: `UNTRANSLATED` (the names of the service, its agency, and every
 * step a person may be asked about must be there in Arabic and English; the message lists what is missing),
 * `NO_ASKABLE_STEP` (the survey asks about steps, and no step that people see says how to name it to them).
 *
 * @param service its latest published procedure is the one whose steps count
 */
export function readinessProblem(survey: Pick<Survey, "questions">, service: ServiceFacts): Refusal | undefined {
  const steps = service.procedures.at(-1)?.steps ?? [];
  const named = [
    ...steps.filter((step) => step.seenBy !== "GOVERNMENT" && Object.keys(step.askAs).length > 0).map((step) => ({ what: `step ${step.code} (askAs)`, texts: step.askAs })),
  ];
  const missing = [{ what: `service ${service.code}`, texts: service.names }, { what: `agency ${service.agencyCode}`, texts: service.agencyNames }, ...named].flatMap(({ what, texts }) =>
    untranslated(texts).map((language) => `${what}: ${language}`),
  );
  if (missing.length > 0) return new Refusal("UNTRANSLATED", `People are asked in Arabic and in English; these names are missing: ${missing.join("; ")}.`, ["service"]);
  if (asksAboutSteps(survey) && askableSteps(steps).length === 0) {
    return new Refusal("NO_ASKABLE_STEP", "The survey asks about steps, but no step that people see has an `askAs`.", ["questions"]);
  }
  return undefined;
}
