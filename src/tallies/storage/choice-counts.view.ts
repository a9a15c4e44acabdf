import type { UnitOfWork } from "../../database/unit-of-work";
import type { AnswerQuery, ChoiceCount } from "../released-answers.lookup";
import { questionColumns, questionNamed } from "./released-question";
import { releasedRows, wanted } from "./released-rows";
import { CHOICE_MONTH_TALLY, CHOICE_TALLY } from "./released-tables";

/** Released choices by service and question; of those that still wait, only that there are some. */
export async function choiceCounts(unit: UnitOfWork, query: AnswerQuery): Promise<readonly ChoiceCount[]> {
  const question = questionColumns(query).join(", ");
  const released = releasedRows(CHOICE_TALLY, CHOICE_MONTH_TALLY, [question, "choice", "n"], query);
  const rows = await unit.query<(Omit<ChoiceCount, "counts"> & { readonly choices: readonly string[]; readonly found: readonly number[] })[]>(
    `/* choice-counts */
     SELECT ${questionNamed(query)},
       coalesce(choices, '{}') AS choices, coalesce(found, '{}') AS found, coalesce(waiting, false) AS waiting
     FROM (
       SELECT ${question}, array_agg(choice ORDER BY choice) AS choices, array_agg(n ORDER BY choice) AS found
       FROM (
         SELECT ${question}, choice, sum(n)::float8 AS n
         FROM ${released.sql} AS kept
         GROUP BY ${question}, choice
       ) AS per_choice
       GROUP BY ${question}
     ) AS released
     FULL JOIN (
       SELECT DISTINCT ${question}, true AS waiting FROM answer_delta WHERE ${wanted(query)} AND choice IS NOT NULL
     ) AS held USING (${question})
     ORDER BY ${question}`,
    [...released.parameters],
  );
  return rows.map(({ choices, found, ...asked }) => ({ ...asked, counts: new Map(choices.map((choice, i) => [choice, found[i] ?? 0])) }));
}
