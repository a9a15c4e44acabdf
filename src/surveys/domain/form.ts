import type { StepFacts } from "../../catalogue/domain/service-facts";
import type { Texts } from "../../shared/texts";
import type { Transaction } from "../../transactions/domain/transaction";
import type { DrawnStep } from "./askable-steps";
import { HARDEST_STEP, type Instrument, isAboutStep, ROLE, type ScalePoint, STEP_CHOICE, STEP_OPTIONS } from "./instrument";
import { stepHeading } from "./heading";
import type { ShowIf } from "./show-if";
import type { Item } from "./survey";

/** One question as it is put to one person. */
export interface FormQuestion {
  readonly instrument: Instrument;
  /** The step it is about. */
  readonly step: string | null;
  /** Stands above a question about a step. */
  readonly heading: Texts | null;
  readonly options: readonly FormOption[];
  readonly showIf: ShowIf | null;
  /** Probability with which this question was put to this person, given that the person was asked at all. */
  readonly probability: number;
}

/** One answer to choose from. A step is chosen by `STEP` and its code. */
export interface FormOption {
  readonly value: number | string;
  readonly step: string | null;
  readonly label: Texts;
}

/**
 * The questions of one person: those about a step once for each step asked about, and the steps they went through in the
 * place of the placeholder. Who went through no step is not asked which was the hardest; who carried the transaction out
 * is asked only where the portal did not say.
 *
 * @param asked the steps to ask about; one that the person never came to is left out
 * @param walked the askable steps the person went through, in order
 * @param transaction the one it is about
 */
export function formQuestions(items: readonly Item[], asked: readonly DrawnStep[], walked: readonly StepFacts[], { actedBy }: Pick<Transaction, "actedBy">): readonly FormQuestion[] {
  const known = new Map(walked.map((step) => [step.code, step]));
  return items.flatMap(({ instrument, showIf }): readonly FormQuestion[] => {
    if ((instrument.code === HARDEST_STEP && walked.length === 0) || (instrument.code === ROLE && actedBy !== null)) return [];
    const options = instrument.points.flatMap((point) => optionsOf(point, walked));
    if (!isAboutStep(instrument)) return [{ instrument, step: null, heading: null, options, showIf, probability: 1 }];
    return asked.flatMap(({ step, probability }) => {
      const facts = known.get(step);
      return facts === undefined ? [] : [{ instrument, step, heading: stepHeading(facts.askAs), options, showIf, probability }];
    });
  });
}

function optionsOf({ value, label }: ScalePoint, walked: readonly StepFacts[]): readonly FormOption[] {
  if (value !== STEP_OPTIONS) return [{ value, step: null, label }];
  return walked.map((step) => ({ value: STEP_CHOICE, step: step.code, label: step.askAs }));
}
