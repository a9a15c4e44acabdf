import type { UnitOfWork } from "../../database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../../database/unnest";
import type { Posting, Postings } from "../domain/postings";
import {
  addedUp, ANSWER_BREAKDOWN_DELTA, ANSWER_GROUP_TALLY, ANSWER_MONTH_TALLY, ANSWER_TALLY, CHOICE_MONTH_TALLY, CHOICE_TALLY, type ReleasedTable,
} from "./released-tables";

const RELEASE_LOCKS = 7_208_531;

/** Posts batches of answers to what reports read, and ends their waiting. */
export class ReleasedAnswerRepository {
  /** One release of a service at a time; another waits until this unit of work ends and then finds nothing left to do. */
  async lock(unit: UnitOfWork, serviceId: string): Promise<void> {
    await unit.query(`/* lock-release */ SELECT pg_advisory_xact_lock($1, hashtext($2))`, [RELEASE_LOCKS, serviceId]);
  }

  /** Adds batches to every table that is kept of them. */
  async post(unit: UnitOfWork, postings: Postings): Promise<void> {
    await this.add(unit, ANSWER_TALLY, postings.answers);
    await this.add(unit, ANSWER_MONTH_TALLY, postings.answerMonths);
    await this.add(unit, CHOICE_TALLY, postings.choices);
    await this.add(unit, CHOICE_MONTH_TALLY, postings.choiceMonths);
    await this.add(unit, ANSWER_GROUP_TALLY, postings.groups);
    await this.add(unit, ANSWER_BREAKDOWN_DELTA, postings.breakdowns);
    await this.addDrivers(unit, postings.drivers);
  }

  /** Postings under the same key add up; their span of days widens. */
  private async add(unit: UnitOfWork, { name, key, measures, spans }: ReleasedTable, rows: readonly Posting[]): Promise<void> {
    if (rows.length === 0) return;
    const columns: readonly UnnestColumn<Posting>[] = [
      ...key.map(({ name: column, type }, i) => ({ name: column, type, of: (row: Posting) => row.key[i] ?? "" })),
      ...measures.map((column, i) => ({ name: column, type: "bigint" as const, of: (row: Posting) => row.measures[i] ?? 0 })),
      ...(spans ? SPAN : []),
    ];
    await unit.query(
      `/* post-to-${name} */
       INSERT INTO ${name} AS kept (${columnNames(columns)})
       SELECT ${columnNames(columns)} FROM ${unnestOf(columns)} AS posted (${columnNames(columns)})
       ON CONFLICT (${key.map((column) => column.name).join(", ")}) DO UPDATE SET ${addedUp(measures)}${spans ? ", first_day = least(kept.first_day, excluded.first_day), last_day = greatest(kept.last_day, excluded.last_day)" : ""}`,
      unnestParameters(columns, rows),
    );
  }

  /** Arrays do not add up by themselves: the kept rows are read with the new ones, summed place by place, and replaced. */
  private async addDrivers(unit: UnitOfWork, rows: readonly Posting[]): Promise<void> {
    if (rows.length === 0) return;
    const key = columnNames(DRIVER_KEY);
    const columns = columnNames(DRIVER_COLUMNS);
    await unit.query(
      `/* post-to-driver_tally */
       INSERT INTO driver_tally (${columns})
       SELECT ${key}, max(n), array_agg(product ORDER BY place)
       FROM (
         SELECT ${key}, sum(n)::bigint AS n, place, sum(product)::bigint AS product
         FROM (
           SELECT ${key}, n, products::bigint[] AS products FROM ${unnestOf(DRIVER_COLUMNS)} AS posted (${columns})
           UNION ALL
           SELECT ${columns} FROM driver_tally
           WHERE service_id = ANY ($${String(DRIVER_COLUMNS.length + 1)}::uuid[]) AND (${key}) IN (SELECT ${key} FROM ${unnestOf(DRIVER_COLUMNS)} AS posted (${columns}))
         ) AS both_rows CROSS JOIN LATERAL unnest(products) WITH ORDINALITY AS p (product, place)
         GROUP BY ${key}, place
       ) AS summed
       GROUP BY ${key}
       ON CONFLICT (${key}) DO UPDATE SET n = excluded.n, products = excluded.products`,
      [...unnestParameters(DRIVER_COLUMNS, rows), [...new Set(rows.map((row) => row.key[0]))]],
    );
  }

  /** Removes answers that were posted. Answers how many there were. */
  async remove(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<number> {
    const [, removed] = await unit.query<[unknown, number]>(
      `/* remove-released-answers */ DELETE FROM answer_delta WHERE service_id = $1 AND id = ANY ($2::uuid[])`,
      [serviceId, ids],
    );
    return removed;
  }
}

const SPAN: readonly UnnestColumn<Posting>[] = [
  { name: "first_day", type: "date", of: (row) => row.firstDay },
  { name: "last_day", type: "date", of: (row) => row.lastDay },
];

const DRIVER_KEY: readonly UnnestColumn<Posting>[] = [
  ...ANSWER_GROUP_TALLY.key.slice(0, ANSWER_GROUP_TALLY.key.findIndex(({ name }) => name === "jackknife_group") + 1),
].map(({ name, type }, i) => ({ name, type, of: (row: Posting) => row.key[i] ?? "" }));

const DRIVER_COLUMNS: readonly UnnestColumn<Posting>[] = [
  ...DRIVER_KEY,
  { name: "n", type: "bigint", of: (row) => row.measures[0] ?? 0 },
  // An array of arrays must be a rectangle: arrays of their own length travel as the text of one.
  { name: "products", type: "text", of: (row) => `{${row.measures.slice(1).join(",")}}` },
];
