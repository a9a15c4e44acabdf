import type { ServiceFacts } from "../../catalogue/domain/service-facts";
import { UNMAPPED } from "../../catalogue/domain/unmapped-step";
import type { Texts } from "../../shared/texts";
import type { Collector } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";
import { isDecided, type Outcome } from "../../transactions/domain/outcome";
import { absentEstimate } from "./absent-estimate";
import { type AnswerScore, answerScores, type ScoreCounts, withoutHidden } from "./answer-score";
import { countEstimate } from "./count-estimate";
import { type DurationFigures, durationFigures, type Durations } from "./duration-figures";
import type { Estimate, Reason } from "./estimate";
import { effortIndex } from "./effort-index/effort-index";
import type { IndexBasis } from "./effort-index/index-basis";
import type { ChosenWindow } from "./effort-index/report-window";
import type { FamilyStage, StageOfKind } from "./effort-index/stage-family";
import { stageEvidence, stepEvidence, type StepEvidence, type StepSeen } from "./effort-index/step-evidence";
import { groupedBy } from "./grouped-by";
import { type Measure, readingsOf } from "./measure";
import { type OwnQuestion, ownQuestions } from "./own-questions";
import type { EffortFilter } from "./report-filter";
import { shareEstimate } from "./share-estimate";
import { type StageEffort, stageEffort, type StageFigures } from "./stage-effort";
import type { StepCounts } from "./step-counts";
import { type StepDurations, type StepEffort, stepEffort } from "./step-effort";
import { type ReportedStage, reportedSteps, type ReportedSteps, type ReportedStep } from "./reported-steps";
import type { Thresholds } from "./thresholds";
import { answeredEstimate, hasPartialMonths, type LinkCount, toldLinks } from "./told-links";

/** Everything counted about one service, in the filter's period, channels and segments. */
export interface ServiceCounts {
  readonly transactions: readonly OutcomeCount[];
  readonly passages: readonly (StepCounts & { readonly stepCode: string })[];
  readonly durations: readonly (Durations & { readonly stepCode: string | null; readonly kind: "SERVICE" | "WAITING" | "WHOLE" })[];
  readonly invitations: readonly InvitationCount[];
  /** Links of the filter's moment in the whole months of the period, in all channels and segments. Absent: not looked up. */
  readonly links?: readonly LinkCount[];
  /** Counts of answers know no channel and no segment. */
  readonly answers: readonly AnswerCounts[];
}

export interface OutcomeCount {
  readonly outcome: Outcome;
  readonly n: number;
  readonly withdrawnBeforeGovernment: number;
}

export interface InvitationCount {
  readonly moment: Moment | null;
  readonly state: string;
  readonly n: number;
}

export interface AnswerCounts extends ScoreCounts {
  readonly moment: Moment;
  readonly collector: Collector;
  readonly stepCode: string | null;
}

/** How a service is named in reports. */
export interface ServiceName {
  readonly code: string;
  readonly names: Texts;
  readonly agencyCode: string;
  readonly agencyNames: Texts;
}

/** A service's name, out of all that is known of it. */
export function serviceName({ code, names, agencyCode, agencyNames }: ServiceName): ServiceName {
  return { code, names, agencyCode, agencyNames };
}

/** What a service cost people, from its first step to what they say of it. */
export interface ServiceEffort {
  readonly service: ServiceName;
  /** Version of the procedure whose steps are listed; null before any was published. */
  readonly procedureVersion: number | null;
  /** Whether that is the standard procedure, which nobody has fitted to the service yet. */
  readonly standardProcedure: boolean;
  readonly transactions: Estimate;
  readonly outcomes: readonly { readonly outcome: Outcome; readonly transactions: Estimate }[];
  /** Decided ÷ (all − in flight − withdrawn before any step of the government). A "no" is a decision. */
  readonly completion: Estimate;
  /** From start to end. */
  readonly wholeTime: DurationFigures;
  readonly invited: Estimate;
  /** Answered through Yusr ÷ invited: how many of those invited stand behind the figures below. What the agency collected itself does not. */
  readonly responseRate: Estimate;
  /** Each never empty: one entry for each instrument version and mode, or one that says why there is none. */
  readonly ces: readonly AnswerScore[];
  readonly csat: readonly AnswerScore[];
  readonly nps: readonly AnswerScore[];
  /** Released answers that the agency collected itself, by instrument: in none of the other figures. */
  readonly collectedByAgency: readonly CollectedApart[];
  /** The same of those given through a code at a counter, without any transaction. */
  readonly collectedUnlinked: readonly CollectedApart[];
  /** The same of those that service offices gave to the monthly panel. */
  readonly collectedFromPanel: readonly CollectedApart[];
  /** The same of those given in a language whose words nobody has tested. */
  readonly collectedUntested: readonly CollectedApart[];
  /** What people answered to questions of the agency's own: in none of the other figures. */
  readonly ownQuestions: readonly OwnQuestion[];
  readonly stages: readonly StageEffort[];
  readonly steps: readonly StepEffort[];
  /** Which days the figures are about, where that was left to the answers; null: those of the report. */
  readonly window: ChosenWindow | null;
  /** Where the service is too small to tell: its stages as all the agency's services of their kind show them together. Else none. */
  readonly family: readonly FamilyStage[];
}

/** Stages of a service with what is known of their burden, each of the kind of its first step. */
export function stagesOfKind(service: ServiceFacts, counts: ServiceCounts, filter: EffortFilter, thresholds: Thresholds, basis: IndexBasis): readonly StageOfKind[] {
  const { stages, steps } = outlineOf(service, counts);
  const evidence = evidenceOf(steps, counts, filter, thresholds, basis);
  return stages.flatMap(({ code, names }) => {
    const own = steps.filter((step) => step.stage === code);
    const kind = own[0]?.kind ?? null;
    return kind === null ? [] : [{ code, names, kind, evidence: stageEvidence(own.flatMap((step) => evidence.get(step.code) ?? [])) }];
  });
}

export interface CollectedApart {
  readonly instrument: string;
  readonly version: number;
  readonly moment: Moment;
  readonly answers: Estimate;
}

/**
 * The effort report of one service. Answers are those that Yusr collected at the filter's moment; where the filter names
 * channels or segments they are not told (`FILTER_NOT_AVAILABLE`), because released answers are not counted by these here.
 */
export function serviceEffort(service: ServiceFacts, counts: ServiceCounts, filter: EffortFilter, thresholds: Thresholds, basis: IndexBasis): ServiceEffort {
  const invited = invitations(counts, filter, "INVITED");
  const score = scoring(counts, filter, thresholds, invited);
  const { stages, steps } = outlineOf(service, counts);
  const shown = steps.filter((step) => isShown(step, filter));
  const ease: Ease = (codes) => score("STEP_EASE", codes);
  const evidence = evidenceOf(shown, counts, filter, thresholds, basis);
  const current = service.procedures.reduce<number | null>((latest, { version }) => Math.max(latest ?? 0, version), null);
  return {
    service: serviceName(service),
    procedureVersion: current,
    standardProcedure: service.procedures.find(({ version }) => version === current)?.standard ?? false,
    ...transactionFigures(counts, thresholds),
    invited: countEstimate(invited),
    responseRate: responseRate(counts, filter, thresholds),
    ces: score("CES", null),
    csat: score("CSAT", null),
    nps: score("NPS", null),
    collectedByAgency: collectedApart("AGENCY", counts, filter, thresholds),
    collectedUnlinked: collectedApart("UNLINKED", counts, filter, thresholds),
    collectedFromPanel: collectedApart("PANEL", counts, filter, thresholds),
    collectedUntested: collectedApart("UNTESTED", counts, filter, thresholds),
    ownQuestions: ownQuestions(toldAnswers(counts, filter, thresholds).filter(({ stepCode }) => stepCode === null), filter.moment, thresholds),
    stages: stageFigures(stages, shown, counts, ease).map((stage) => {
      const own = shown.filter((step) => step.stage === stage.code).flatMap((step) => evidence.get(step.code) ?? []);
      return { ...stage, index: effortIndex(stageEvidence(own), basis.policy, thresholds, basis.reasons) };
    }),
    steps: stepFigures(shown, counts, thresholds, ease, evidence, basis),
    window: null,
    family: [],
  };
}

function transactionFigures({ transactions, durations }: ServiceCounts, thresholds: Thresholds): Pick<ServiceEffort, "transactions" | "outcomes" | "completion" | "wholeTime"> {
  const byOutcome = new Map<Outcome, number>();
  for (const row of transactions) byOutcome.set(row.outcome, (byOutcome.get(row.outcome) ?? 0) + row.n);
  const total = (of: readonly (readonly [Outcome, number])[]): number => of.reduce((sum, [, n]) => sum + n, 0);
  const all = [...byOutcome].filter(([, n]) => n > 0);
  const neverBegun = transactions.reduce((sum, row) => sum + row.withdrawnBeforeGovernment, 0);
  const ended = total(all.filter(([outcome]) => outcome !== "IN_FLIGHT")) - neverBegun;
  return {
    transactions: countEstimate(total(all)),
    outcomes: all.sort(([a], [b]) => a.localeCompare(b)).map(([outcome, n]) => ({ outcome, transactions: countEstimate(n) })),
    completion: shareEstimate(total(all.filter(([outcome]) => isDecided(outcome))), ended, "LOG", thresholds),
    wholeTime: durationFigures(durations.filter((row) => row.kind === "WHOLE"), thresholds),
  };
}

function invitations({ invitations: rows }: ServiceCounts, { moment }: EffortFilter, state: string): number {
  return rows.filter((row) => row.moment === moment && row.state === state).reduce((sum, row) => sum + row.n, 0);
}

/** Who answered is told as answers are: not by channel or segment, and in whole months only. */
function responseRate({ links = [] }: ServiceCounts, filter: EffortFilter, thresholds: Thresholds): Estimate {
  if (filter.channels !== undefined || filter.segments !== undefined) return absentEstimate("SHARE", "WILSON", "FILTER_NOT_AVAILABLE");
  return answeredEstimate(toldLinks(links, thresholds), hasPartialMonths(filter.period), thresholds);
}

type Scoring = (measure: Measure, steps: readonly string[] | null) => readonly AnswerScore[];

/** Reads answers to a measure about the whole service (`null`) or about any of the steps. */
function scoring(counts: ServiceCounts, filter: EffortFilter, thresholds: Thresholds, invited: number): Scoring {
  const ifNone: Reason = isCut(filter) ? "FILTER_NOT_AVAILABLE" : invited === 0 ? "NOT_ASKED" : "NO_DATA";
  const counted = toldAnswers(counts, filter, thresholds);
  return (measure, steps) => {
    const about = counted.filter(({ stepCode }) => (steps === null ? stepCode === null : stepCode !== null && steps.includes(stepCode)));
    return answerScores(measure, about, filter.moment, thresholds, ifNone);
  };
}

/** Answers are not told by channel or segment. */
function isCut({ channels, segments }: EffortFilter): boolean {
  return channels !== undefined || segments !== undefined;
}

/** Answers of the filter's moment that Yusr collected, without the cells too small to be told. */
function toldAnswers({ answers }: ServiceCounts, filter: EffortFilter, thresholds: Thresholds): readonly AnswerCounts[] {
  if (isCut(filter)) return [];
  return answers.filter((row) => row.collector === "YUSR" && row.moment === filter.moment).map((row) => withoutHidden(row, thresholds));
}

function collectedApart(collector: Collector, { answers }: ServiceCounts, filter: EffortFilter, thresholds: Thresholds): CollectedApart[] {
  if (isCut(filter)) return [];
  const rows = answers.filter((row) => row.collector === collector && row.moment === filter.moment).map((row) => withoutHidden(row, thresholds));
  const sums = new Map<string, { instrument: string; version: number; n: number }>();
  for (const row of rows) {
    const key = `${row.instrumentCode} ${String(row.instrumentVersion)}`;
    const sum = sums.get(key) ?? { instrument: row.instrumentCode, version: row.instrumentVersion, n: 0 };
    sums.set(key, { ...sum, n: sum.n + row.counts.reduce((total, count) => total + count, 0) });
  }
  return [...sums.values()]
    .filter(({ n }) => n > 0)
    .sort((a, b) => a.instrument.localeCompare(b.instrument) || a.version - b.version)
    .map(({ n, ...sum }) => ({ ...sum, moment: filter.moment, answers: countEstimate(n) }));
}

/**
 * The figures of these steps of a service, as its effort report tells them. Of the durations those of the steps are
 * enough; the transactions are not looked at.
 */
export function chosenSteps(service: ServiceFacts, counts: ServiceCounts, filter: EffortFilter, thresholds: Thresholds, basis: IndexBasis, codes: ReadonlySet<string>): readonly StepEffort[] {
  const score = scoring(counts, filter, thresholds, invitations(counts, filter, "INVITED"));
  const chosen = outlineOf(service, counts).steps.filter((step) => codes.has(step.code));
  return stepFigures(chosen, counts, thresholds, (steps) => score("STEP_EASE", steps), evidenceOf(chosen, counts, filter, thresholds, basis), basis);
}

function outlineOf(service: ServiceFacts, counts: ServiceCounts): ReportedSteps {
  return reportedSteps(service, new Set(counts.passages.filter((row) => row.passages > 0).map((row) => row.stepCode)));
}

type Ease = (steps: readonly string[]) => readonly AnswerScore[];

type Evidence = ReadonlyMap<string, { readonly seen: StepSeen; readonly evidence: StepEvidence }>;

/** What is known of the burden of each step. Passages that nobody has mapped are no step. */
function evidenceOf(steps: readonly ReportedStep[], counts: ServiceCounts, filter: EffortFilter, thresholds: Thresholds, { measured, timed }: IndexBasis): Evidence {
  const passages = new Map(counts.passages.map((row) => [row.stepCode, row]));
  const answers = groupedBy(toldAnswers(counts, filter, thresholds), (row) => row.stepCode ?? "");
  return new Map(
    steps.filter(({ code }) => code !== UNMAPPED).map(({ code }) => {
      const about = (answers.get(code) ?? []).filter(({ instrumentCode }) => EASE_INSTRUMENTS.includes(instrumentCode));
      const read = about.map((row) => ({ ...row, n: row.counts.reduce((n, count) => n + count, 0), sum: row.counts.reduce((sum, count, value) => sum + count * value, 0) }));
      const seen = { counts: passages.get(code), answers: read.filter(({ n }) => n > 0), measured, timed: timed.has(code) };
      return [code, { seen, evidence: stepEvidence(seen) }];
    }),
  );
}

const EASE_INSTRUMENTS = readingsOf("STEP_EASE").map(({ instrument }) => instrument);
const NOTHING_KNOWN: StepEvidence = { shares: {}, declared: new Set(), reading: null };

function stepFigures(steps: readonly ReportedStep[], counts: ServiceCounts, thresholds: Thresholds, ease: Ease, evidence: Evidence, { policy, reasons }: IndexBasis): readonly StepEffort[] {
  const logged = isLogged(counts);
  const passages = new Map(counts.passages.map((row) => [row.stepCode, row]));
  return steps.map((step) => ({
    ...stepEffort(step, passages.get(step.code), durationsOf(counts, [step.code]), ease([step.code]), logged, thresholds),
    index: effortIndex(evidence.get(step.code)?.evidence ?? NOTHING_KNOWN, policy, thresholds, reasons),
  }));
}

/** Stages with the steps that are shown of them; one without any is left out. */
function stageFigures(stages: readonly ReportedStage[], shown: readonly ReportedStep[], counts: ServiceCounts, ease: Ease): readonly StageFigures[] {
  const logged = isLogged(counts);
  return stages.flatMap((stage) => {
    const own = shown.filter((step) => step.stage === stage.code);
    if (own.length === 0) return [];
    const codes = own.map((step) => step.code);
    const unlogged = own.every((step) => step.unlogged);
    const passages = counts.passages.filter((row) => codes.includes(row.stepCode));
    return stageEffort(stage, passages, durationsOf(counts, codes), ease(codes), logged && !unlogged, unlogged ? "NOT_MEASURED" : "NO_DATA");
  });
}

function isLogged({ passages }: ServiceCounts): boolean {
  return passages.some((row) => row.passages > 0);
}

function durationsOf({ durations }: ServiceCounts, codes: readonly string[]): StepDurations[] {
  return durations.filter(isOfStep).filter((row) => codes.includes(row.stepCode));
}

function isOfStep(row: ServiceCounts["durations"][number]): row is StepDurations & { readonly stepCode: string } {
  return row.stepCode !== null && row.kind !== "WHOLE";
}

function isShown(step: ReportedStep, { stepKinds, automation }: EffortFilter): boolean {
  return (stepKinds === undefined || (step.kind !== null && stepKinds.includes(step.kind))) && (automation === undefined || (step.automation !== null && automation.includes(step.automation)));
}
