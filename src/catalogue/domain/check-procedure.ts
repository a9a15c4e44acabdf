import { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";
import { checkCode } from "./code";
import { checkNames, presentTexts } from "./names";
import type { ProcedureOutline, StageOutline, StepOutline } from "./procedure-outline";
import { AFTER_APPLYING, BEFORE_APPLYING, withStandingStages } from "./standing-stages";
import { UNMAPPED } from "./unmapped-step";

/** What a procedure may have at most; one beyond this is several. */
export const PROCEDURE_LIMITS = { stages: 40, steps: 300, documents: 50, askAsWords: 6, abandonAfterDays: 366, overTimeTolerance: 10 } as const;

/** Ten years: longer than any step takes. */
const LONGEST_EXPECTED_SECONDS = 315_360_000;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

type Path = readonly (string | number)[];

/**
 * Everything that is wrong with a procedure as somebody wrote it down; empty: nothing. The two standing stages may be
 * left out, and a draft may still be without steps. Paths start at the procedure.
 *
 * Codes: `TOO_MANY_STAGES`, `TOO_MANY_STEPS`, `TOO_MANY_DOCUMENTS`; `INVALID_CODE`, `STAGE_CODE_REPEATED`,
 * `STEP_CODE_REPEATED`, `STEP_CODE_RESERVED`; `STAGE_ORDER` (a standing stage out of its place), `STAGE_UNKNOWN`;
 * `TEXT_REQUIRED`, `TEXT_TOO_LONG`, `TEXT_INVALID`, `ASK_AS_TOO_LONG`; `EXPECTED_TIME_OUT_OF_RANGE`,
 * `FEE_OUT_OF_RANGE`, `CURRENCY_UNKNOWN`, `ABANDON_AFTER_DAYS_OUT_OF_RANGE`, `TOLERANCE_OUT_OF_RANGE`.
 */
export function checkProcedure(procedure: ProcedureOutline): readonly Refusal[] {
  const tooMany = [
    ...atMost(procedure.stages, PROCEDURE_LIMITS.stages, "TOO_MANY_STAGES", ["stages"]),
    ...atMost(procedure.steps, PROCEDURE_LIMITS.steps, "TOO_MANY_STEPS", ["steps"]),
  ];
  // A list out of all bounds is refused by its length alone: nobody reads ten thousand problems.
  return tooMany.length > 0 ? tooMany : [...settingProblems(procedure), ...stageProblems(procedure.stages), ...stepsProblems(procedure)];
}

function settingProblems({ abandonAfterDays, overTimeTolerance }: ProcedureOutline): Refusal[] {
  const { abandonAfterDays: mostDays, overTimeTolerance: mostTolerance } = PROCEDURE_LIMITS;
  const problems: Refusal[] = [];
  if (!Number.isInteger(abandonAfterDays) || abandonAfterDays < 1 || abandonAfterDays > mostDays) {
    problems.push(new Refusal("ABANDON_AFTER_DAYS_OUT_OF_RANGE", `A transaction counts as given up after 1 to ${String(mostDays)} whole days.`, ["abandonAfterDays"]));
  }
  if (!(overTimeTolerance >= 0 && overTimeTolerance <= mostTolerance)) {
    problems.push(new Refusal("TOLERANCE_OUT_OF_RANGE", `The tolerance is a share from 0 to ${String(mostTolerance)}; 0.25 allows a quarter more than expected.`, ["overTimeTolerance"]));
  }
  return problems;
}

function stageProblems(stages: readonly StageOutline[]): Refusal[] {
  const problems = stages.flatMap((stage, i) => known(checkCode(stage.code, ["stages", i, "code"]), checkNames(stage.names, ["stages", i, "names"])));
  problems.push(...repeated(stages).map((i) => new Refusal("STAGE_CODE_REPEATED", "An earlier stage of this procedure has the code already.", ["stages", i, "code"])));
  for (const [{ code }, place, word] of [[BEFORE_APPLYING, 0, "first"], [AFTER_APPLYING, stages.length - 1, "last"]] as const) {
    const found = stages.findIndex((stage) => stage.code === code);
    if (found !== -1 && found !== place) problems.push(new Refusal("STAGE_ORDER", `${code} is the ${word} stage.`, ["stages", found, "code"]));
  }
  return problems;
}

function stepsProblems({ stages, steps }: ProcedureOutline): Refusal[] {
  const stageCodes = new Set(withStandingStages(stages).map((stage) => stage.code));
  return [
    ...steps.flatMap((step, i) => stepProblems(step, stageCodes).map((problem) => problem.under("steps", i))),
    ...repeated(steps).map((i) => new Refusal("STEP_CODE_REPEATED", "An earlier step of this procedure has the code already.", ["steps", i, "code"])),
  ];
}

function stepProblems(step: StepOutline, stageCodes: ReadonlySet<string>): Refusal[] {
  const problems = known(checkCode(step.code, ["code"]), checkNames(step.names, ["names"]));
  if (step.code === UNMAPPED) problems.push(new Refusal("STEP_CODE_RESERVED", `${UNMAPPED} is where passages wait whose step nobody knows: no procedure may define it.`, ["code"]));
  if (!stageCodes.has(step.stageCode)) problems.push(new Refusal("STAGE_UNKNOWN", "The procedure has no such stage.", ["stage"]));
  return [...problems, ...askAsProblems(step.askAs), ...documentProblems(step), ...feeProblems(step), ...expectedTimeProblems(step)];
}

/** Empty is allowed: the step is then not asked about. */
function askAsProblems(askAs: Texts): Refusal[] {
  const texts = Object.entries(presentTexts(askAs));
  if (texts.length === 0) return [];
  const tooLong = texts
    .filter(([, text]) => text.split(/\s+/u).length > PROCEDURE_LIMITS.askAsWords)
    .map(([language]) => new Refusal("ASK_AS_TOO_LONG", `A step is named to people in at most ${String(PROCEDURE_LIMITS.askAsWords)} words.`, ["askAs", language]));
  return [...known(checkNames(askAs, ["askAs"])), ...tooLong];
}

function documentProblems({ documents }: StepOutline): Refusal[] {
  const tooMany = atMost(documents, PROCEDURE_LIMITS.documents, "TOO_MANY_DOCUMENTS", ["documents"]);
  if (tooMany.length > 0) return tooMany;
  return documents.flatMap(({ names, heldByAgency }, i) =>
    known(checkNames(names, ["documents", i, "names"]), heldByAgency === undefined ? undefined : checkCode(heldByAgency, ["documents", i, "heldByAgency"])),
  );
}

function feeProblems({ fee }: StepOutline): Refusal[] {
  if (fee === null) return [];
  const problems: Refusal[] = [];
  if (!Number.isInteger(fee.amount) || fee.amount < 0 || fee.amount > 2_147_483_647) {
    problems.push(new Refusal("FEE_OUT_OF_RANGE", "A fee is 0 or more, in whole units of the smallest coin: 12.500 OMR is 12500.", ["fee", "amount"]));
  }
  if (!CURRENCIES.has(fee.currency)) problems.push(new Refusal("CURRENCY_UNKNOWN", "The currency is an ISO 4217 code in capital letters, such as OMR.", ["fee", "currency"]));
  return problems;
}

function expectedTimeProblems({ expectedTime }: StepOutline): Refusal[] {
  const seconds = expectedTime?.seconds ?? 1;
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_EXPECTED_SECONDS) return [];
  return [new Refusal("EXPECTED_TIME_OUT_OF_RANGE", "An expected time is 1 second to ten years, in whole seconds.", ["expectedTime", "seconds"])];
}

function atMost(list: readonly unknown[], limit: number, code: string, path: Path): Refusal[] {
  return list.length <= limit ? [] : [new Refusal(code, `At most ${String(limit)} are allowed here.`, path)];
}

function known(...problems: readonly (Refusal | undefined)[]): Refusal[] {
  return problems.filter((problem) => problem !== undefined);
}

/** Positions of the rows whose code stands further up already. */
function repeated(rows: readonly { readonly code: string }[]): number[] {
  const seen = new Set<string>();
  return rows.flatMap(({ code }, i) => (seen.has(code) ? [i] : (seen.add(code), [])));
}
