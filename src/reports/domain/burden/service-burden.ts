import { UNMAPPED } from "../../../catalogue/domain/unmapped-step";
import type { ProcedureFacts, ServiceFacts } from "../../../catalogue/domain/service-facts";
import type { StepDemand } from "../../../catalogue/domain/step-demand";
import { Turn } from "../../../catalogue/domain/turn";
import type { SumPart } from "../../../statistics/mean-of-sum";
import { isDecided, type Outcome } from "../../../transactions/domain/outcome";
import { absentEstimate } from "../absent-estimate";
import { countEstimate } from "../count-estimate";
import { durationFigures } from "../duration-figures";
import type { Estimate, Reason } from "../estimate";
import { meanOfSumEstimate, yearlyEstimate } from "../mean-of-sum-estimate";
import { publishedEstimate } from "../published-estimate";
import { type ReportedStep, reportedSteps } from "../reported-steps";
import { scaledEstimate } from "../scaled-estimate";
import { type ServiceName, serviceName } from "../service-effort";
import { shareEstimate } from "../share-estimate";
import type { StepCounts } from "../step-counts";
import type { Thresholds } from "../thresholds";
import { type BurdenLine, burdenLine } from "./burden-line";
import { publishedDemands } from "./published-demands";
import { activePart, heldParts, type PassedStep, type StepTimes } from "./time-parts";

/** What a service costs people: their time, their trips, their papers, their money, their days. */
export interface ServiceBurden {
  readonly service: ServiceName;
  /** Version of the procedure that the published lines are of; null before any was published. */
  readonly procedureVersion: number | null;
  /** Whether that is the standard procedure, of which nothing is published. */
  readonly standardProcedure: boolean;
  readonly lines: readonly BurdenLine[];
  readonly steps: readonly StepBurden[];
}

/** The same of one step; means are per transaction that reached it. */
export interface StepBurden extends Pick<ReportedStep, "code" | "names" | "stage" | "kind" | "automation" | "turn" | "retired"> {
  /** Code of the agency that carries it out; null: the beneficiary, a third party, another agency that nobody named, or nobody said. */
  readonly heldBy: string | null;
  readonly lines: readonly BurdenLine[];
}

/** Everything counted about one service, in the period: of one version of its procedure, or of all. */
export interface BurdenCounts {
  readonly transactions: readonly { readonly outcome: Outcome; readonly n: number; readonly withPromise: number; readonly promiseKept: number }[];
  readonly passages: readonly (Pick<StepCounts, "reached" | "passages"> & { readonly stepCode: string })[];
  /** Passages of each step in each version: whether one is a trip depends on it. */
  readonly versions: readonly { readonly stepCode: string; readonly procedureId?: string; readonly x: number; readonly n: number }[];
  /** By the clock. */
  readonly durations: readonly StepTimes[];
}

const DAY = 86_400;
const HOUR = 3_600;

/**
 * The burden of a service.
 *
 * Per transaction means per transaction counted: those in flight have not yet cost all they will, so where they are many
 * the figures say so (`MANY_UNRESOLVED`). What happens before applying and after the decision no portal logs; a procedure
 * that has steps of the beneficiary there says that its time is `PARTLY_MEASURED`.
 *
 * @param procedure the version whose demands are told
 * @param days how many days of the period are over
 */
export function serviceBurden(service: ServiceFacts, procedure: ProcedureFacts | undefined, demands: readonly StepDemand[], counts: BurdenCounts, days: number, thresholds: Thresholds): ServiceBurden {
  const passed = counts.passages.filter(({ passages }) => passages > 0);
  const { steps } = reportedSteps(service, new Set(passed.map(({ stepCode }) => stepCode)));
  const turns = new Map(steps.map(({ code, turn }) => [code, turn]));
  const walked = passed.map(({ stepCode, reached, passages }): PassedStep => ({ stepCode, reached, passages, turn: turns.get(stepCode) ?? "AGENCY" }));
  const trips = tripsOf(demands, counts);
  const own = procedure?.standard === true ? [] : demands.filter(({ procedureId }) => procedureId === procedure?.id);
  return {
    service: serviceName(service),
    procedureVersion: procedure?.version ?? null,
    standardProcedure: procedure?.standard ?? false,
    lines: serviceLines(publishedDemands(service.agencyCode, procedure, demands), { counts, walked, trips, unlogged: unloggedWork(procedure) }, days, thresholds),
    steps: steps
      .filter(({ code }) => code !== UNMAPPED)
      .map((step) => stepBurden(step, service.agencyCode, { counts, walked: walked.filter(({ stepCode }) => stepCode === step.code), trips: trips.filter(({ stepCode }) => stepCode === step.code) }, own, days, thresholds)),
  };
}

interface Walked {
  readonly counts: BurdenCounts;
  readonly walked: readonly PassedStep[];
  readonly trips: readonly Trips[];
}

/** Passages in which somebody had to be there in person. */
interface Trips {
  readonly stepCode: string;
  readonly part: SumPart;
}

function tripsOf(demands: readonly StepDemand[], { versions }: BurdenCounts): readonly Trips[] {
  const inPerson = new Set(demands.filter((demand) => demand.inPerson).map(({ procedureId, stepCode }) => `${procedureId} ${stepCode}`));
  return versions
    .filter(({ procedureId = "", stepCode, n }) => n > 0 && inPerson.has(`${procedureId} ${stepCode}`))
    .map(({ stepCode, x, n }) => ({ stepCode, part: { total: x, squares: x * Math.max(1, x / n) } }));
}

/** Whether the procedure has steps of the beneficiary where no portal looks. */
function unloggedWork(procedure: ProcedureFacts | undefined): boolean {
  return procedure !== undefined && reportedSteps({ procedures: [procedure] }, new Set()).steps.some((step) => step.unlogged && step.turn === "BENEFICIARY");
}

function serviceLines(published: ReturnType<typeof publishedDemands>, seen: Walked & { readonly unlogged: boolean }, days: number, thresholds: Thresholds): readonly BurdenLine[] {
  const { counts, unlogged } = seen;
  const n = counts.transactions.reduce((sum, row) => sum + row.n, 0);
  const inFlight = counts.transactions.filter(({ outcome }) => outcome === "IN_FLIGHT").reduce((sum, row) => sum + row.n, 0);
  const many: readonly Reason[] = inFlight > thresholds.manyUnresolved * n ? ["MANY_UNRESOLVED"] : [];
  const whole = durationFigures(counts.durations.filter(({ kind }) => kind === "WHOLE"), thresholds);
  return [
    burdenLine("TRANSACTIONS", countEstimate(n)),
    burdenLine("STEPS", published.steps),
    burdenLine("OWN_STEPS", published.ownSteps),
    ...costs(seen, n, unlogged ? [...many, "PARTLY_MEASURED"] : many, days, thresholds),
    burdenLine("IN_PERSON_STEPS", published.inPersonSteps),
    burdenLine("DOCUMENTS", published.documents),
    burdenLine("DOCUMENTS_HELD", published.documentsHeld),
    burdenLine("AGENCIES", published.agencies),
    ...published.fees.map(({ currency, amount }) => burdenLine("FEE", amount, { currency })),
    burdenLine("PROMISED_DAYS", published.promisedDays),
    burdenLine("PROMISES_KEPT", promisesKept(counts.transactions, thresholds)),
    burdenLine("DAYS_MEDIAN", scaledEstimate(whole.median, "DAYS", DAY)),
    burdenLine("DAYS_P90", scaledEstimate(whole.p90, "DAYS", DAY)),
    ...waitingLines(seen, n, many, thresholds),
  ];
}

function stepBurden(step: ReportedStep, agency: string, seen: Walked, demands: readonly StepDemand[], counted: number, thresholds: Thresholds): StepBurden {
  const { code, names, stage, kind, automation, turn, retired, unlogged } = step;
  const reached = seen.walked[0]?.reached ?? 0;
  const demand = demands.find(({ stepCode }) => stepCode === code);
  const own = { code, names, stage, kind, automation, turn, retired, heldBy: turn === "AGENCY" ? agency : turn === "OTHER_AGENCY" ? (demand?.responsibleAgency ?? null) : null };
  const published = publishedLines(demand, turn === "BENEFICIARY" ? null : step.expectedSeconds);
  const inside = durationFigures(seen.counts.durations.filter((row) => row.stepCode === code && row.kind === "SERVICE"), thresholds, "NOT_MEASURED");
  const days = turn === "BENEFICIARY" ? [] : [burdenLine("DAYS_MEDIAN", scaledEstimate(inside.median, "DAYS", DAY)), burdenLine("DAYS_P90", scaledEstimate(inside.p90, "DAYS", DAY))];
  if (reached === 0) {
    const none = absentEstimate("COUNT", "COUNT", unlogged ? "NOT_MEASURED" : "NO_DATA");
    return { ...own, lines: [burdenLine("REACHED", none), ...published] };
  }
  return { ...own, lines: [burdenLine("REACHED", countEstimate(reached)), ...costs(seen, reached, [], counted, thresholds), ...published, ...days, ...waitingLines(seen, reached, [], thresholds).filter(({ estimate }) => estimate.value !== 0)] };
}

/** What the version in force says of a step; `expectedSeconds` of one that somebody else carries out. */
function publishedLines(demand: StepDemand | undefined, expectedSeconds: number | null): readonly BurdenLine[] {
  if (demand === undefined) {
    const none = absentEstimate("COUNT", "PUBLISHED", "NOT_PUBLISHED");
    return [burdenLine("DOCUMENTS", none), burdenLine("DOCUMENTS_HELD", none)];
  }
  const { documents, feeAmount, feeCurrency, expectedSource } = demand;
  return [
    burdenLine("DOCUMENTS", publishedEstimate("COUNT", documents.length, 1)),
    burdenLine("DOCUMENTS_HELD", publishedEstimate("COUNT", documents.filter(({ heldByAgency }) => heldByAgency !== undefined).length, 1)),
    ...(feeAmount === null || feeCurrency === null ? [] : [burdenLine("FEE", publishedEstimate("MINOR_UNITS", feeAmount, 1), { currency: feeCurrency })]),
    ...(expectedSeconds === null || expectedSource !== "PUBLISHED" ? [] : [burdenLine("PROMISED_DAYS", publishedEstimate("DAYS", expectedSeconds / DAY, 1))]),
  ];
}

/** People's time and trips: each per transaction, and in a year. */
function costs({ counts, walked, trips }: Walked, n: number, reasons: readonly Reason[], days: number, thresholds: Thresholds): readonly BurdenLine[] {
  const active = walked.flatMap((step) => activePart(step, counts.durations) ?? []);
  const inPerson = trips.map(({ part }) => part);
  const work = { parts: active, n, reasons };
  const visits = { parts: inPerson, n, reasons: reasons.filter((reason) => reason !== "PARTLY_MEASURED") };
  return [
    burdenLine("ACTIVE_TIME", meanOfSumEstimate("SECONDS", work, thresholds)),
    burdenLine("HOURS_A_YEAR", yearlyEstimate("HOURS", { ...work, scale: 1 / HOUR }, days, thresholds)),
    burdenLine("TRIPS", meanOfSumEstimate("RATIO", visits, thresholds)),
    burdenLine("TRIPS_A_YEAR", yearlyEstimate("COUNT", visits, days, thresholds)),
  ];
}

/** Days per transaction in which each holder had the turn. */
function waitingLines({ counts, walked }: Walked, n: number, reasons: readonly Reason[], thresholds: Thresholds): readonly BurdenLine[] {
  return Object.values(Turn).map((turn) => {
    const parts = heldParts(turn, walked, counts.durations);
    // Steps of theirs were passed, and nobody knows how long they took.
    const unknown = parts.length === 0 && turn !== "BENEFICIARY" && walked.some((step) => step.turn === turn);
    const estimate = unknown ? absentEstimate("DAYS", "MEAN_OF_SUM", "NOT_MEASURED") : meanOfSumEstimate("DAYS", { parts, n, scale: 1 / DAY, reasons }, thresholds);
    return burdenLine("WAITING_DAYS", estimate, { turn });
  });
}

/** Of the transactions that were decided and had a promised date, those decided no later. One in flight has neither kept nor broken it. */
export function promisesKept(transactions: BurdenCounts["transactions"], thresholds: Thresholds): Estimate {
  const decided = transactions.filter(({ outcome }) => isDecided(outcome));
  const promised = (rows: BurdenCounts["transactions"]): number => rows.reduce((sum, { withPromise }) => sum + withPromise, 0);
  const open = promised(transactions.filter(({ outcome }) => outcome === "IN_FLIGHT"));
  const kept = decided.reduce((sum, { promiseKept }) => sum + promiseKept, 0);
  const many = open > thresholds.manyUnresolved * (open + promised(decided));
  return shareEstimate(kept, promised(decided), "LOG", thresholds, { ifNone: transactions.some(({ n }) => n > 0) ? "NOT_MEASURED" : "NO_DATA", reasons: many ? ["MANY_UNRESOLVED"] : [] });
}
