import type { UnitOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { addDays, localDay } from "../shared/local-day";
import type { AskingCount, AskingCounts } from "../surveys/ports/asking-counts";
import type { StepUncertainty, StepWidth } from "../surveys/ports/step-uncertainty";
import { Moment } from "../surveys/domain/moment";
import { intervalWidth } from "./domain/interval-width";
import { askingCounts } from "./storage/asking-counts.view";
import { stepRatings } from "./storage/step-ratings.view";
import type { TallyQuery } from "./tallies.lookup";

/** The question that steps are rated by. */
const STEP_RATING = "STEP_EASE5";
/** Days whose ratings say how much is known about a step. */
const KNOWN_DAYS = 90;

/** What the counts say to those who decide whom to ask about what. */
export class AskingLookup implements AskingCounts, StepUncertainty {
  constructor(private readonly clock: Clock) {}

  async askingCounts(unit: UnitOfWork, query: Pick<TallyQuery, "serviceIds" | "period">): Promise<readonly AskingCount[]> {
    return askingCounts(unit, query);
  }

  /** Of the ratings of the last ninety days, of all moments together; only released ones, as in any report. */
  async intervalWidths(unit: UnitOfWork, serviceIds: readonly string[]): Promise<readonly StepWidth[]> {
    const today = localDay(this.clock(), "UTC");
    const period = { from: addDays(today, -KNOWN_DAYS), to: addDays(today, 1) };
    const steps = new Map<string, { readonly serviceId: string; readonly procedureId: string; readonly stepCode: string; n: number; sum: number; squares: number }>();
    for (const moment of Object.values(Moment)) {
      for (const { serviceId, procedureId = "", stepCode, n, sum, squares } of await stepRatings(unit, { serviceIds, period, byProcedure: true }, moment, [STEP_RATING])) {
        const key = `${procedureId} ${stepCode}`;
        const step = steps.get(key) ?? { serviceId, procedureId, stepCode, n: 0, sum: 0, squares: 0 };
        steps.set(key, step);
        step.n += n;
        step.sum += sum;
        step.squares += squares;
      }
    }
    return [...steps.values()].map(({ serviceId, procedureId, stepCode, n, sum, squares }) => ({ serviceId, procedureId, stepCode, width: intervalWidth(n, sum, squares) }));
  }
}
