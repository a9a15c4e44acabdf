import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import { Refusal } from "../../shared/refusal";
import { untranslated } from "../../shared/texts";
import { isAboutStep } from "./instrument";
import { asksAboutSteps, type Survey } from "./survey";

/**
 * Refuses to ask in the name of a service that people could not read: `UNTRANSLATED` (the names of the service and of its
 * agency must be there in Arabic and English; the message lists what is missing).
 */
export function namesProblem({ code, names, agencyCode, agencyNames }: ServiceFacts): Refusal | undefined {
  return missing([{ what: `service ${code}`, texts: names }, { what: `agency ${agencyCode}`, texts: agencyNames }]);
}

/**
 * Refuses to ask about steps that cannot be named to a person; undefined for a survey that asks about none. Codes:
 * `NO_ASKABLE_STEP` (no step that people see says how to name it to them), `STEP_WITHOUT_ASK_AS` (one of them does not),
 * `UNTRANSLATED` (one of them does so in one language only).
 *
 * @param service its latest published procedure is the one whose steps count
 */
export function stepsProblem(survey: Pick<Survey, "questions">, { procedures }: ServiceFacts): Refusal | undefined {
  if (!asksAboutSteps(survey)) return undefined;
  const path = ["questions", survey.questions.findIndex(({ instrument }) => isAboutStep({ code: instrument }))];
  const seen = (procedures.at(-1)?.steps ?? []).filter(({ seenBy }) => seenBy !== "GOVERNMENT");
  const unnamed = seen.filter(({ askAs }) => Object.keys(askAs).length === 0).map(({ code }) => code);
  if (unnamed.length === seen.length) return new Refusal("NO_ASKABLE_STEP", "The survey asks about steps, but no step that people see has an `askAs`.", path);
  if (unnamed.length > 0) return new Refusal("STEP_WITHOUT_ASK_AS", `The survey asks about steps, but these, which people see, have no \`askAs\`: ${unnamed.join(", ")}.`, path);
  return missing(seen.map(({ code, askAs }) => ({ what: `step ${code} (askAs)`, texts: askAs })));
}

function missing(named: readonly { readonly what: string; readonly texts: ServiceFacts["names"] }[]): Refusal | undefined {
  const gaps = named.flatMap(({ what, texts }) => untranslated(texts).map((language) => `${what}: ${language}`));
  return gaps.length === 0 ? undefined : new Refusal("UNTRANSLATED", `People are asked in Arabic and in English; these names are missing: ${gaps.join("; ")}.`, ["service"]);
}
