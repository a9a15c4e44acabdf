import type { ProcedureFacts } from "../../../catalogue/domain/service-facts";
import type { StepDemand } from "../../../catalogue/domain/step-demand";
import { absentEstimate } from "../absent-estimate";
import type { Estimate, Unit } from "../estimate";
import { publishedEstimate, publishedInPart } from "../published-estimate";

/** What a version of a procedure asks of people, as published. Steps that are optional ask for nothing. */
export interface PublishedDemands {
  readonly steps: Estimate;
  /** Of these, those that the beneficiary does. */
  readonly ownSteps: Estimate;
  readonly inPersonSteps: Estimate;
  /** The same document asked for twice is one. */
  readonly documents: Estimate;
  /** Of these, those that an agency already holds. */
  readonly documentsHeld: Estimate;
  /** The service's own and those that carry out steps. */
  readonly agencies: Estimate;
  /** By currency, in its smallest units; no fee at all: empty. */
  readonly fees: readonly { readonly currency: string; readonly amount: Estimate }[];
  /** Published times of the steps that somebody else carries out, added up. */
  readonly promisedDays: Estimate;
}

const DAY_SECONDS = 86_400;

/** Of no version, or of the standard procedure, which nobody has fitted to the service, nothing is published. */
export function publishedDemands(agency: string, procedure: ProcedureFacts | undefined, demands: readonly StepDemand[]): PublishedDemands {
  if (procedure === undefined || procedure.standard) {
    const none = (unit: Unit): Estimate => absentEstimate(unit, "PUBLISHED", "NOT_PUBLISHED");
    const count = none("COUNT");
    return { steps: count, ownSteps: count, inPersonSteps: count, documents: count, documentsHeld: count, agencies: count, fees: [], promisedDays: none("DAYS") };
  }
  const required = demands.filter(({ procedureId, optional }) => procedureId === procedure.id && !optional);
  const codes = new Set(required.map(({ stepCode }) => stepCode));
  const steps = procedure.steps.filter(({ code }) => codes.has(code));
  const count = (value: number): Estimate => publishedEstimate("COUNT", value, steps.length);
  const documents = new Map(required.flatMap((step) => step.documents).map((document) => [JSON.stringify(sorted(document.names)), document]));
  return {
    steps: count(steps.length),
    ownSteps: count(steps.filter(({ turn }) => turn === "BENEFICIARY").length),
    inPersonSteps: count(required.filter(({ inPerson }) => inPerson).length),
    documents: count(documents.size),
    documentsHeld: count([...documents.values()].filter(({ heldByAgency }) => heldByAgency !== undefined).length),
    agencies: count(agencies(agency, required).size),
    fees: fees(required, steps.length),
    promisedDays: promisedDays(procedure, required),
  };
}

/** Names in a fixed order of languages, so that the same document is known again however it was written. */
function sorted(names: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Another agency that nobody named still counts as one. */
function agencies(own: string, steps: readonly StepDemand[]): ReadonlySet<string> {
  return new Set([own, ...steps.flatMap(({ responsibleAgency, responsibleParty }) => responsibleAgency ?? (responsibleParty === "OTHER_AGENCY" ? "?" : []))]);
}

function fees(steps: readonly StepDemand[], n: number): PublishedDemands["fees"] {
  const sums = new Map<string, number>();
  for (const { feeAmount, feeCurrency } of steps) if (feeAmount !== null && feeCurrency !== null) sums.set(feeCurrency, (sums.get(feeCurrency) ?? 0) + feeAmount);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ currency, amount: publishedEstimate("MINOR_UNITS", amount, n) }));
}

/** An owner's own guess and the median of peers promise nothing to anybody. */
function promisedDays(procedure: ProcedureFacts, required: readonly StepDemand[]): Estimate {
  const published = new Set(required.filter(({ expectedSource }) => expectedSource === "PUBLISHED").map(({ stepCode }) => stepCode));
  const codes = new Set(required.map(({ stepCode }) => stepCode));
  const others = procedure.steps.filter(({ code, turn }) => codes.has(code) && turn !== "BENEFICIARY");
  const told = others.filter(({ code, expectedSeconds }) => published.has(code) && expectedSeconds !== null);
  const days = told.reduce((sum, { expectedSeconds }) => sum + (expectedSeconds ?? 0), 0) / DAY_SECONDS;
  if (told.length === 0) return absentEstimate("DAYS", "PUBLISHED", others.length === 0 ? "NO_DATA" : "NOT_PUBLISHED");
  return told.length === others.length ? publishedEstimate("DAYS", days, told.length) : publishedInPart("DAYS", days, told.length, "PARTLY_PUBLISHED");
}
