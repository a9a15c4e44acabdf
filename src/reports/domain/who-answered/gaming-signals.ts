import type { ServiceFacts } from "../../../catalogue/domain/service-facts";
import { localDay } from "../../../shared/local-day";
import type { Period } from "../../../shared/period";
import { twoProportion } from "../../../statistics/two-proportion";
import { absentEstimate } from "../absent-estimate";
import { countEstimate } from "../count-estimate";
import type { Estimate } from "../estimate";
import { shareEstimate } from "../share-estimate";
import { NO, YES } from "../successes-only";
import type { Thresholds } from "../thresholds";
import type { ToldLinksBy } from "../told-links";

/** Ways in which a score gets better and the service does not. */
export const GamingSignal = {
  ONLY_GOOD_SENT: "ONLY_GOOD_SENT",
  LINKS_AFTER_YES: "LINKS_AFTER_YES",
  OWN_FORM: "OWN_FORM",
  COUNTER_ANSWERS: "COUNTER_ANSWERS",
  UNUSUAL_ANSWERS: "UNUSUAL_ANSWERS",
  OWN_EXPECTED_TIME: "OWN_EXPECTED_TIME",
  ERRORS_NOT_LOGGED: "ERRORS_NOT_LOGGED",
  STEPS_SPLIT: "STEPS_SPLIT",
  REOPENED: "REOPENED",
  ASKED_LESS: "ASKED_LESS",
  REPUBLISHED: "REPUBLISHED",
} as const;
export type GamingSignal = keyof typeof GamingSignal;

/** OBSERVED: its mark is there; that proves no intent. NOT_OBSERVED: looked for, not found. NOT_MEASURED: it cannot be seen here. */
export const SignalStatus = { OBSERVED: "OBSERVED", NOT_OBSERVED: "NOT_OBSERVED", NOT_MEASURED: "NOT_MEASURED" } as const;
export type SignalStatus = keyof typeof SignalStatus;

export interface SignalSeen {
  readonly signal: GamingSignal;
  readonly status: SignalStatus;
  /** What was looked at: a share, a ratio or a count; each signal says which. */
  readonly figure: Estimate;
}

/** What the signals are looked for in. */
export interface SignalFacts {
  readonly coverage: Estimate;
  readonly links: ToldLinksBy;
  readonly restsOnSuccesses: boolean;
  readonly ownForm: Estimate;
  /** Favourable answers and all, by channel. */
  readonly scoreByChannel: ReadonlyMap<string | null, readonly [favourable: number, n: number]>;
  /** Released answers to the question most answered, and those with a quality signal among them. */
  readonly answers: { readonly n: number; readonly flagged: number };
  readonly stepsWithOwnTime: number;
  readonly errorsDeclared: boolean;
  /** Passages of the period of which errors are known. */
  readonly errorsKnown: number;
  /** Of subjects who come again: transactions that followed a decided one, by how long after. */
  readonly returns: readonly { readonly gap: string; readonly n: number }[];
  readonly decided: number;
}

/** Recorded ÷ declared below this cannot be judged. */
export const LEAST_COVERAGE = 0.8;
/** Differences of shares count from here. */
const MARGIN = 0.1;
/** Shares that would be too many. */
const MANY = 0.05;
const STAFFED = ["SERVICE_CENTRE", "SERVICE_OFFICE", "KIOSK"];

/** Every signal, in a fixed order; none takes an answer away. PEOPLE 5. */
export function gamingSignals(service: ServiceFacts, facts: SignalFacts, period: Period, thresholds: Thresholds): readonly SignalSeen[] {
  const seen = (signal: GamingSignal, figure: Estimate, observed: boolean | null): SignalSeen => ({
    signal,
    status: observed === null ? "NOT_MEASURED" : observed ? "OBSERVED" : "NOT_OBSERVED",
    figure,
  });
  const { coverage, links, ownForm } = facts;
  const handed = handedByOutcome(links, thresholds);
  const counter = counterContrast(facts.scoreByChannel, thresholds);
  const unusual = facts.answers.n === 0 ? absentEstimate("SHARE", "WILSON", "NO_DATA") : shareEstimate(facts.answers.flagged, facts.answers.n, "ANSWERS", thresholds);
  const again = facts.returns.reduce((sum, { gap, n }) => sum + (gap === "D7" || gap === "D30" ? n : 0), 0);
  const reopened = facts.returns.length === 0 ? absentEstimate("SHARE", "WILSON", "NOT_MEASURED") : shareEstimate(Math.min(again, facts.decided), facts.decided, "LOG", thresholds);
  const errors = facts.errorsDeclared ? countEstimate(facts.errorsKnown) : absentEstimate("COUNT", "COUNT", "NOT_MEASURED");
  const versions = [...service.procedures].sort((a, b) => a.version - b.version);
  const published = versions.filter(({ publishedAt, standard }) => !standard && inPeriod(publishedAt, service.timeZone, period));
  const split = published.filter((version) => version.steps.length > (versions[versions.indexOf(version) - 1]?.steps.length ?? Infinity) && versions[versions.indexOf(version) - 1]?.standard === false);
  return [
    seen("ONLY_GOOD_SENT", coverage, coverage.value === null ? null : coverage.value < LEAST_COVERAGE),
    seen("LINKS_AFTER_YES", handed.figure, facts.restsOnSuccesses || handed.observed),
    seen("OWN_FORM", ownForm, ownForm.value === null ? null : (ownForm.low ?? 0) > MANY),
    seen("COUNTER_ANSWERS", counter, counter.value === null ? null : (counter.low ?? 0) > MARGIN),
    seen("UNUSUAL_ANSWERS", unusual, unusual.value === null ? null : (unusual.low ?? 0) > MANY),
    seen("OWN_EXPECTED_TIME", countEstimate(facts.stepsWithOwnTime), facts.stepsWithOwnTime > 0),
    seen("ERRORS_NOT_LOGGED", errors, facts.errorsDeclared ? false : facts.errorsKnown > 0 ? true : null),
    seen("STEPS_SPLIT", countEstimate(split.length), split.length > 0),
    seen("REOPENED", reopened, reopened.value === null ? null : (reopened.low ?? 0) > MANY),
    seen("ASKED_LESS", countEstimate(service.surveyPolicy === "NORMAL" ? 0 : 1), service.surveyPolicy !== "NORMAL"),
    seen("REPUBLISHED", countEstimate(published.length), published.length > 0),
  ];
}

/** Share delivered (else opened) after a yes less that after a no. */
function handedByOutcome(links: ToldLinksBy, thresholds: Thresholds): { readonly figure: Estimate; readonly observed: boolean | null } {
  const state = links.delivered > 0 ? "delivered" : links.opened > 0 ? "opened" : undefined;
  const none = (reason: "NOT_MEASURED" | "NO_DATA"): { figure: Estimate; observed: null } => ({ figure: absentEstimate("SHARE", "NEWCOMBE", reason), observed: null });
  if (state === undefined) return none("NOT_MEASURED");
  const sum = (which: readonly string[], of: "delivered" | "opened" | "invited" | "outOf"): number => which.reduce((total, outcome) => total + (links.by.get(outcome)?.[of] ?? 0), 0);
  const all = state === "delivered" ? "invited" : "outOf";
  const figure = gap([sum(YES, state), sum(YES, all)], [sum(NO, state), sum(NO, all)], thresholds);
  return figure === null ? none("NO_DATA") : { figure, observed: (figure.low ?? 0) > MARGIN };
}

/** Favourable share of answers about transactions at a counter less that of the others: where a clerk may look on, or answer. */
function counterContrast(scores: SignalFacts["scoreByChannel"], thresholds: Thresholds): Estimate {
  const sum = (staffed: boolean): [number, number] =>
    [...scores].reduce<[number, number]>(([x, n], [channel, [favourable, all]]) => (channel !== null && STAFFED.includes(channel) === staffed ? [x + favourable, n + all] : [x, n]), [0, 0]);
  const [counter, others] = [sum(true), sum(false)];
  if (counter[1] < thresholds.moderateFrom || others[1] < thresholds.moderateFrom) return absentEstimate("SHARE", "NEWCOMBE", counter[1] === 0 || others[1] === 0 ? "NO_DATA" : "SMALL_CELL");
  return gap(counter, others, thresholds) ?? absentEstimate("SHARE", "NEWCOMBE", "NO_DATA");
}

function gap([x1, n1]: readonly [number, number], [x2, n2]: readonly [number, number], thresholds: Thresholds): Estimate | null {
  const difference = twoProportion(Math.min(x1, n1), n1, Math.min(x2, n2), n2, thresholds.confidence);
  if (difference === null) return null;
  const n = n1 + n2;
  return {
    unit: "SHARE", method: "NEWCOMBE", value: difference.diff, ...difference.newcombe, confidence: thresholds.confidence, n, effectiveN: n,
    quality: n1 >= thresholds.fullFrom && n2 >= thresholds.fullFrom ? "FULL" : "LOW_CONFIDENCE", suppressed: false, reasons: [],
  };
}

function inPeriod(instant: Date, timeZone: string, { from, to }: Period): boolean {
  const day = localDay(instant, timeZone);
  return day >= from && day < to;
}
