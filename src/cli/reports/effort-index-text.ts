import type { EffortIndex, EffortVerdict } from "../../reports/domain/effort-index/effort-index";
import type { EffortSignalName } from "../../reports/domain/effort-index/effort-policy";
import type { GapLabel } from "../../reports/domain/effort-index/felt-gap";
import type { ServiceEffort } from "../../reports/domain/service-effort";
import type { RankedPlace } from "../../reports/domain/step-ranking";

const VERDICTS: Readonly<Record<EffortVerdict, string>> = { CONFIRMED: "confirmed hard", POSSIBLE: "may be hard: collect evidence", NOT_HIGH: "not hard" };
const SIGNALS: Readonly<Record<EffortSignalName, string>> = {
  DIFFICULTY: "felt difficulty",
  COMPLAINT: "complaints",
  NEGATIVE_COMMENT: "negative comments",
  OVER_TIME: "over time",
  DROP_OFF: "given up",
  HELP: "asked for help",
  CHANNEL_SWITCH: "changed channel",
  ERROR: "errors",
  RETRY: "attempts",
  RETURNED: "returned",
};
const GAPS: Readonly<Record<GapLabel, string>> = { FEELS_HARDER: "feels harder than it behaves", HIDDEN_EFFORT: "behaves harder than it feels" };

const points = (value: number): string => value.toFixed(1);
const percent = (value: number | null): string => (value === null ? "–" : `${(100 * value).toFixed(0)} %`);

/** What an index rests on, below its figures: verdict, what adds most, red flags, sensitivity, gap. None without an index. */
export function indexLines({ estimate, profile, verdict, grade, missingPoints, signals, redFlags, sensitivity, gap }: EffortIndex): string[] {
  const flags = redFlags.map(({ signal, share }) => `${SIGNALS[signal]} ${percent(share.value)}`);
  const flagged = flags.length === 0 ? [] : [`  ! broken, whatever the index: ${flags.join(", ")}`];
  if (profile === null || estimate.value === null || verdict === null) return flagged;
  const name = profile === "LOG" ? "friction in the log, not effort" : profile;
  const most = [...signals].sort((a, b) => (b.contribution ?? 0) - (a.contribution ?? 0)).filter(({ contribution }) => (contribution ?? 0) > 0);
  const made = most.map(({ signal, contribution }) => `${SIGNALS[signal]} ${points(contribution ?? 0)}`);
  const missing = missingPoints < 0.05 ? "" : `, ${points(missingPoints)} points of the interval not measured`;
  const weights = sensitivity === null ? "" : ` · otherwise weighed ${points(sensitivity.min)}–${points(sensitivity.max)}`;
  return [
    `  ${VERDICTS[verdict]} (${name}, grade ${grade ?? "–"}${missing}): ${made.length === 0 ? "no burden" : made.join(" + ")}${weights}`,
    ...(gap?.label == null ? [] : [`  ${GAPS[gap.label]}: ${points(gap.difference.value ?? 0)} [${points(gap.difference.low ?? 0)}–${points(gap.difference.high ?? 0)}]`]),
    ...flagged,
  ];
}

/** What is known of a ranked step from all the others. */
export function placeLines({ expectedRank, staysInTop, bestOfKind }: RankedPlace): string[] {
  const expected = expectedRank === null ? "" : `expected place ${points(expectedRank)}; `;
  const best = bestOfKind === null ? "none of its kind elsewhere is surely easy" : `easiest of its kind: ${bestOfKind.service.agencyCode}/${bestOfKind.service.code} ${bestOfKind.step} ${points(bestOfKind.index.value ?? 0)} [${points(bestOfKind.index.low ?? 0)}–${points(bestOfKind.index.high ?? 0)}]`;
  return [`  ${expected}stays in the list in ${percent(staysInTop)} of other weightings; ${best}`];
}

/** Over which days a service is told, where that was left open, and what its family shows where it is too small. */
export function windowLines({ window, family }: Pick<ServiceEffort, "window" | "family">): string[] {
  if (window === null) return [];
  const { period, length, answers } = window;
  const told = { ENOUGH: "enough answers", FEW: "few answers: look at the intervals, no rank", TOO_FEW: "too few answers to show, even in a year" }[answers];
  const pooled = family.filter(({ index }) => index.estimate.value !== null).map(({ code, kind, services, index: { estimate } }) =>
    `  of ${String(services)} services of the agency together, not of this one: ${code} (${kind}) ${points(estimate.value ?? 0)} [${points(estimate.low ?? 0)}–${points(estimate.high ?? 0)}]`);
  return [`  over a ${length.toLowerCase()}, ${period.from} up to ${period.to}: ${told}`, ...pooled];
}
