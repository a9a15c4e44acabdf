import type { Automation } from "../../catalogue/domain/automation";
import type { Channel } from "../../catalogue/domain/channel";
import type { StepKind } from "../../catalogue/domain/step-kind";
import { textProblem } from "../../shared/clean-text";
import { checkPeriod, type Period } from "../../shared/period";
import { Refusal } from "../../shared/refusal";
import type { Moment } from "../../surveys/domain/moment";
import type { FlaggedAnswers } from "../../tallies/domain/flagged-answers";
import type { Outcome } from "../../transactions/domain/outcome";
import { isIndexOrder } from "./step-order";
import type { StepCut } from "./step-cut";

/** What a reader may narrow a report down to. The vocabulary of all reports; each report takes some of it. Absent or null: everything. */
export interface ReportFilter {
  readonly period: Period;
  /** Codes. */
  readonly agencies?: readonly string[] | null;
  /** `CODE` or `AGENCY/CODE`. */
  readonly services?: readonly string[] | null;
  readonly channels?: readonly Channel[] | null;
  /** Codes. */
  readonly touchpoints?: readonly string[] | null;
  readonly governorates?: readonly string[] | null;
  /** Codes. */
  readonly segments?: readonly string[] | null;
  readonly stepKinds?: readonly StepKind[] | null;
  readonly automation?: readonly Automation[] | null;
  readonly languages?: readonly string[] | null;
  readonly outcomes?: readonly Outcome[] | null;
  readonly moments?: readonly Moment[] | null;
  readonly flagged?: FlaggedAnswers | null;
}

/** The filter of an effort report, found sound. */
export interface EffortFilter {
  readonly period: Period;
  readonly agencies: readonly string[] | undefined;
  readonly services: readonly string[] | undefined;
  readonly channels: readonly Channel[] | undefined;
  readonly segments: readonly string[] | undefined;
  readonly stepKinds: readonly StepKind[] | undefined;
  readonly automation: readonly Automation[] | undefined;
  readonly moment: Moment;
  readonly flagged: FlaggedAnswers;
}

/** What the counts behind an effort report cannot be told apart by. */
const UNAVAILABLE = ["touchpoints", "governorates", "languages", "outcomes"] as const;
const NAMED = ["agencies", "services", "segments"] as const;
/** Letters of the longest name of an agency, service or segment: `AGENCY/CODE`. */
export const LONGEST_NAME = 130;
const MOST_NAMES = 500;

/**
 * Whether an effort report can be narrowed down like this. Answers of different moments are never pooled, so a report is
 * about one: the outcome, unless another is asked for.
 *
 * Codes, with the path inside the filter: `INVALID_DAY`, `EMPTY_PERIOD`, `FILTER_NOT_AVAILABLE` for a part that the
 * counts do not know, `DIFFERENT_MOMENT` for more than one moment, `LIST_TOO_LONG`, and those of `textProblem`.
 */
export function checkEffortFilter(filter: ReportFilter): EffortFilter | Refusal {
  const badPeriod = checkPeriod(filter.period);
  if (badPeriod !== undefined) return badPeriod.under("period");
  for (const name of UNAVAILABLE) {
    if ((filter[name] ?? null) !== null) return new Refusal("FILTER_NOT_AVAILABLE", `An effort report cannot be narrowed down by ${name}.`, [name]);
  }
  for (const name of NAMED) {
    const problem = checkNames(filter[name] ?? []);
    if (problem !== undefined) return problem.under(name);
  }
  const moments = [...new Set(filter.moments ?? [])];
  if (moments.length > 1) return new Refusal("DIFFERENT_MOMENT", "Answers given at different moments are not added up: ask for one moment at a time.", ["moments"]);
  return {
    period: { from: filter.period.from, to: filter.period.to },
    agencies: filter.agencies ?? undefined,
    services: filter.services ?? undefined,
    channels: filter.channels ?? undefined,
    segments: filter.segments ?? undefined,
    stepKinds: filter.stepKinds ?? undefined,
    automation: filter.automation ?? undefined,
    moment: moments[0] ?? "AFTER_OUTCOME",
    flagged: filter.flagged ?? "INCLUDE",
  };
}

/**
 * Whether steps can be ranked like this under a filter. Answers are not told by channel or segment, so there ease, and a
 * profile that holds answers, is refused with `FILTER_NOT_AVAILABLE`.
 */
export function checkStepCut({ orderBy, profile = null }: StepCut, { channels, segments }: EffortFilter): Refusal | undefined {
  const named = channels !== undefined ? "channels" : segments !== undefined ? "segments" : undefined;
  const asks = orderBy === "EASE" || (isIndexOrder(orderBy) && profile !== null && profile !== "LOG");
  if (!asks || named === undefined) return undefined;
  return new Refusal("FILTER_NOT_AVAILABLE", `Answers are not told by ${named}: rank the steps by something else.`, [named]);
}

function checkNames(names: readonly string[]): Refusal | undefined {
  if (names.length > MOST_NAMES) return new Refusal("LIST_TOO_LONG", `Name at most ${String(MOST_NAMES)} at once.`);
  for (const [index, name] of names.entries()) {
    const problem = textProblem(name, LONGEST_NAME);
    if (problem !== undefined) return new Refusal(problem, "This is not a name of anything.", [index]);
  }
  return undefined;
}
