import { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";
import { checkCode } from "./code";
import { checkNames } from "./names";

/** More archetypes than people can keep in mind are none. */
export const MOST_PERSONAS = 4;

/** A research archetype; never a key of data. */
export interface Persona {
  readonly code: string;
  readonly names: Texts;
  /** Codes of the segments it stands for. */
  readonly segmentCodes: readonly string[];
}

/**
 * Everything that is wrong with a list of personas; empty: nothing. `segments` are the codes of the service's segments
 * now. Paths start at the list.
 *
 * Codes: `TOO_MANY_PERSONAS`, `INVALID_CODE`, `PERSONA_REPEATED`, `TEXT_REQUIRED` (and the other text codes), `SEGMENT_UNKNOWN`.
 */
export function checkPersonas(personas: readonly Persona[], segments: readonly string[]): readonly Refusal[] {
  if (personas.length > MOST_PERSONAS) return [new Refusal("TOO_MANY_PERSONAS", `A service has at most ${String(MOST_PERSONAS)} personas.`)];
  return personas.flatMap((persona, i) => {
    const problems = [checkCode(persona.code, [i, "code"]), checkNames(persona.names, [i, "names"])];
    if (personas.findIndex((other) => other.code === persona.code) < i) {
      problems.push(new Refusal("PERSONA_REPEATED", "An earlier persona of the list has this code.", [i, "code"]));
    }
    const unknown = persona.segmentCodes.findIndex((code) => !segments.includes(code));
    if (unknown !== -1) problems.push(new Refusal("SEGMENT_UNKNOWN", "The service has no such segment.", [i, "segments", unknown]));
    return problems.filter((problem) => problem !== undefined);
  });
}
