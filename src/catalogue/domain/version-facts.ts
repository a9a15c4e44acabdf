import { Refusal } from "../../shared/refusal";
import type { ProcedureState } from "./procedure-state";

/** What drafting and publishing need to know of each of a service's versions. */
export interface VersionFacts {
  readonly id: string;
  readonly version: number;
  readonly state: ProcedureState;
  readonly publishedAt: Date | null;
  readonly stepCount: number;
}

/**
 * Which version a draft becomes: the service's draft where there is one (it is replaced, unless it is to be kept), else
 * the next. A version named by the caller must be that one. Codes: `PROCEDURE_PUBLISHED`, `PROCEDURE_RETIRED`,
 * `NOT_FOUND`, `DRAFT_IN_THE_WAY`.
 */
export function draftVersion(versions: readonly VersionFacts[], wanted: number | null, existing: "REPLACE" | "KEEP" = "REPLACE"): { readonly version: number; readonly replaces: string | null } | Refusal {
  const draft = versions.find((version) => version.state === "DRAFT");
  if (draft !== undefined && existing === "KEEP") {
    return new Refusal("DRAFT_IN_THE_WAY", `Somebody is drafting version ${String(draft.version)} of the procedure: publish it first, as from the first day it is to count for.`, ["service"]);
  }
  const next = Math.max(0, ...versions.map((version) => version.version)) + 1;
  const target = draft?.version ?? next;
  if (wanted === null || wanted === target) return { version: target, replaces: draft?.id ?? null };
  const named = versions.find((version) => version.version === wanted);
  return named === undefined ? noVersion() : fixed(named.state);
}

/**
 * Whether a version may be published as from an instant. Nothing is retired retroactively: transactions belong to the
 * version that was published when they started, so a version may begin in the past, but not before one that people
 * already went through. Codes: `NOT_FOUND`, `PROCEDURE_PUBLISHED`, `PROCEDURE_RETIRED`, `STEPS_MISSING`,
 * `PUBLISHED_AHEAD`, `PUBLISHED_BEFORE_PREDECESSOR`. Untranslated texts block a survey, not a procedure.
 */
export function checkPublishable(versions: readonly VersionFacts[], wanted: number, publishedAt: Date, now: Date): VersionFacts | Refusal {
  const draft = versions.find((version) => version.version === wanted);
  if (draft === undefined) return noVersion();
  if (draft.state !== "DRAFT") return fixed(draft.state);
  if (draft.stepCount === 0) return new Refusal("STEPS_MISSING", "A procedure without steps cannot be published.", ["version"]);
  if (publishedAt > now) return new Refusal("PUBLISHED_AHEAD", "A version is published now or as from an earlier instant, never ahead of time.", ["publishedAt"]);
  const predecessor = versions.find((version) => version.publishedAt !== null && publishedAt <= version.publishedAt);
  if (predecessor !== undefined) {
    return new Refusal("PUBLISHED_BEFORE_PREDECESSOR", `Version ${String(predecessor.version)} was published on ${predecessor.publishedAt?.toISOString() ?? ""}; its successor begins later.`, ["publishedAt"]);
  }
  return draft;
}

/** Whether a version may be retired without a successor. Codes: `NOT_FOUND`, `PROCEDURE_NOT_PUBLISHED`, `PROCEDURE_RETIRED`. */
export function checkRetirable(versions: readonly VersionFacts[], wanted: number): VersionFacts | Refusal {
  const version = versions.find((candidate) => candidate.version === wanted);
  if (version === undefined) return noVersion();
  if (version.state === "RETIRED") return fixed(version.state);
  if (version.state === "DRAFT") return new Refusal("PROCEDURE_NOT_PUBLISHED", "A draft is in force nowhere, so it cannot be retired; draft over it.", ["version"]);
  return version;
}

function noVersion(): Refusal {
  return new Refusal("NOT_FOUND", "The service has no such version of its procedure.", ["version"]);
}

function fixed(state: "PUBLISHED" | "RETIRED" | "DRAFT"): Refusal {
  if (state === "RETIRED") return new Refusal("PROCEDURE_RETIRED", "This version is retired and never changes; draft a new one.", ["version"]);
  return new Refusal("PROCEDURE_PUBLISHED", "This version is published and never changes; draft a new one.", ["version"]);
}
