import type { UnitOfWork } from "../database/unit-of-work";
import type { SurveysLookup } from "../surveys/surveys.lookup";
import { answeredAs } from "./domain/waiting-answer";
import { type AnsweredCount, releasedAndWaiting } from "./storage/released-and-waiting.view";
import { releasedDifferences } from "./storage/released-differences.view";

/** Version of a procedure of what was released before versions were counted. */
const BEFORE_VERSIONS = "00000000-0000-0000-0000-000000000000";

/**
 * Compares what is kept of answers with the answers themselves: every answer is counted once, released or waiting; months
 * are the sums of their days; breakdowns (shown and hidden), groups and drivers hold the same answers. Where some answers
 * to a question were released before versions of procedures were counted, its versions are compared together.
 */
export class ReleasedAnswersAudit {
  constructor(private readonly surveys: Pick<SurveysLookup, "answerTotals">) {}

  /**
   * What does not agree, each in words; empty where all is well.
   *
   * @param unit must see one snapshot: facts and counts that belong together
   */
  async differences(unit: UnitOfWork, serviceId: string): Promise<readonly string[]> {
    const counted = await releasedAndWaiting(unit, serviceId);
    const together = new Set(counted.filter(({ procedureId }) => procedureId === BEFORE_VERSIONS).map(({ question }) => question));
    const sums = new Map<string, { n: number; weight: number; weightSquares: number }>();
    const add = ({ procedureId, question, value, n, weight, weightSquares }: AnsweredCount, sign: 1 | -1): void => {
      const key = `${question} ${together.has(question) ? "" : procedureId} = ${value}`;
      const sum = sums.get(key) ?? { n: 0, weight: 0, weightSquares: 0 };
      sums.set(key, { n: sum.n + sign * n, weight: sum.weight + sign * weight, weightSquares: sum.weightSquares + sign * weightSquares });
    };
    for (const one of counted) add(one, 1);
    for (const one of await this.facts(unit, serviceId)) add(one, -1);
    const wrong = [...sums].filter(([, { n, weight, weightSquares }]) => n !== 0 || weight !== 0 || weightSquares !== 0);
    return [
      ...wrong.map(([key, { n, weight, weightSquares }]) => `answers ${key}: ${String(n)} too many, weight ${String(weight)}, squares ${String(weightSquares)}`),
      ...(await releasedDifferences(unit, serviceId)),
    ];
  }

  private async facts(unit: UnitOfWork, serviceId: string): Promise<readonly AnsweredCount[]> {
    const totals = await this.surveys.answerTotals(unit, serviceId);
    return totals.flatMap((total) => {
      const { procedureId, instrumentCode, instrumentVersion, moment, mode, collector, flagged, n, weight, weightSquares } = total;
      const { stepCode, choice } = answeredAs(total);
      const question = [instrumentCode, instrumentVersion, moment, mode, collector, flagged, stepCode].join(" ");
      if (choice !== null) return [{ procedureId, question, value: choice, n, weight, weightSquares }];
      return [{ procedureId, question, value: String(total.score), n, weight, weightSquares: 0 }, { procedureId, question, value: "", n: 0, weight: 0, weightSquares }];
    });
  }
}
