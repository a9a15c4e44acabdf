import { Refusal } from "../../../shared/refusal";
import { sameValue } from "../../../shared/same-value";
import type { ProcedureOutline } from "../procedure-outline";
import type { ProcedureState } from "../procedure-state";

/** A version that is already stored. */
export interface StoredVersion {
  readonly id: string;
  readonly version: number;
  readonly state: ProcedureState;
  readonly standard: boolean;
  readonly publishedAt: Date | null;
  /** Null where it was not read because nothing is compared with it. */
  readonly outline: ProcedureOutline | null;
}

/** A version that a file brings. */
export interface BroughtVersion {
  readonly publishedAt: Date | null;
  readonly tentative: boolean;
  readonly outline: ProcedureOutline;
}

/** What is to be done about one of them. */
export type ProcedureStep =
  | { readonly act: "KEEP" }
  | { readonly act: "INSERT"; readonly version: number; readonly publishedAt: Date | null; readonly outline: ProcedureOutline }
  | { readonly act: "REPLACE"; readonly id: string; readonly outline: ProcedureOutline }
  | { readonly act: "REFUSE"; readonly refusal: Refusal };

/**
 * What is to be done about the versions of one service that a file brings, in their order; with the same file again,
 * nothing. What was published is compared by its instant and never changed; a draft is replaced by the file's; a
 * register's guess is dropped where anybody has modelled the service. Codes: `PUBLISHED_AHEAD`, `PROCEDURE_PUBLISHED`
 * (another content since the same instant), `PUBLISHED_BEFORE_PREDECESSOR`.
 */
export function planProcedures(brought: readonly BroughtVersion[], stored: readonly StoredVersion[], now: Date): readonly ProcedureStep[] {
  let next = Math.max(0, ...stored.map((version) => version.version)) + 1;
  let latest = stored.reduce((last, { publishedAt }) => Math.max(last, publishedAt?.getTime() ?? 0), 0);
  return brought.map((version): ProcedureStep => {
    const step = version.publishedAt === null ? planDraft(version, stored, next) : planPublished(version, version.publishedAt, stored, latest, next, now);
    if (step.act === "INSERT") {
      next += 1;
      latest = Math.max(latest, step.publishedAt?.getTime() ?? 0);
    }
    return step;
  });
}

function planDraft({ tentative, outline }: BroughtVersion, stored: readonly StoredVersion[], next: number): ProcedureStep {
  if (tentative && stored.some((version) => !version.standard)) return { act: "KEEP" };
  const draft = stored.find((version) => version.state === "DRAFT");
  if (stored.some((version) => sameValue(version.outline, outline))) return { act: "KEEP" };
  return draft === undefined ? { act: "INSERT", version: next, publishedAt: null, outline } : { act: "REPLACE", id: draft.id, outline };
}

function planPublished({ outline }: BroughtVersion, publishedAt: Date, stored: readonly StoredVersion[], latest: number, next: number, now: Date): ProcedureStep {
  const same = stored.find((version) => version.publishedAt?.getTime() === publishedAt.getTime());
  if (same !== undefined) {
    if (sameValue(same.outline, outline)) return { act: "KEEP" };
    return refuse("PROCEDURE_PUBLISHED", `Version ${String(same.version)} was published at this instant with another content, and never changes; publish this one as from a later instant.`);
  }
  if (publishedAt > now) return refuse("PUBLISHED_AHEAD", "A version is published now or as from an earlier instant, never ahead of time.");
  if (publishedAt.getTime() <= latest) return refuse("PUBLISHED_BEFORE_PREDECESSOR", `A later version is published already, as from ${new Date(latest).toISOString()}.`);
  return { act: "INSERT", version: next, publishedAt, outline };
}

function refuse(code: string, message: string): ProcedureStep {
  return { act: "REFUSE", refusal: new Refusal(code, message, ["publishedAt"]) };
}
