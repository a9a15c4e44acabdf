import { Refusal } from "../../shared/refusal";
import type { ProcedureState } from "./procedure-state";

/** What publishing needs to know of a service's versions. */
export interface VersionFacts {
  readonly version: number;
  readonly state: ProcedureState;
  readonly publishedAt: Date | null;
  /** The version every service starts on: in force until the first one that somebody modelled, whenever that one began. */
  readonly standard: boolean;
  readonly stepCount: number;
}

/**
 * Whether a version may be published as from an instant. Nothing is retired retroactively: transactions belong to the
 * version that was published when they started, so a version may begin in the past, but not before one that people
 * already went through. Codes: `PROCEDURE_PUBLISHED`, `PROCEDURE_RETIRED`, `STEPS_MISSING`, `PUBLISHED_AHEAD`,
 * `PUBLISHED_BEFORE_PREDECESSOR`. Untranslated texts block a survey, not a procedure.
 */
export function checkPublishable(draft: VersionFacts, others: readonly VersionFacts[], publishedAt: Date, now: Date): Refusal | undefined {
  if (draft.state === "PUBLISHED") return new Refusal("PROCEDURE_PUBLISHED", "This version is published already and never changes.", ["version"]);
  if (draft.state === "RETIRED") return new Refusal("PROCEDURE_RETIRED", "This version is retired; draft a new one.", ["version"]);
  if (draft.stepCount === 0) return new Refusal("STEPS_MISSING", "A procedure without steps cannot be published.", ["version"]);
  if (publishedAt > now) return new Refusal("PUBLISHED_AHEAD", "A version is published now or as from an earlier instant, never ahead of time.", ["publishedAt"]);
  const latest = latestModelled(others);
  if (latest !== null && publishedAt <= latest) {
    return new Refusal("PUBLISHED_BEFORE_PREDECESSOR", `An earlier version is in force since ${latest.toISOString()}; its successor begins later.`, ["publishedAt"]);
  }
  return undefined;
}

function latestModelled(others: readonly VersionFacts[]): Date | null {
  return others.filter((other) => !other.standard).reduce<Date | null>((latest, { publishedAt }) => (publishedAt !== null && (latest === null || publishedAt > latest) ? publishedAt : latest), null);
}
