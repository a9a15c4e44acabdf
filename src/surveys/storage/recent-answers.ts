import { randomUUID } from "node:crypto";
import type { Insertions } from "../../database/insertions";
import type { UnitOfWork } from "../../database/unit-of-work";
import type { UnnestColumn } from "../../database/unnest";

/** That an answer came from somewhere. */
export interface RecentAnswer {
  readonly serviceId: string;
  readonly source: string;
  readonly at: Date;
  readonly hurried: boolean;
}

/** How many answers came from a source: since a time, or on its whole day; and the hurried ones among them. */
export interface SourceCount {
  readonly source: string;
  readonly n: number;
  readonly hurried: number;
}

const MINUTE_MS = 60_000;

const COLUMNS: readonly UnnestColumn<RecentAnswer>[] = [
  { name: "service_id", type: "uuid", of: (answer) => answer.serviceId },
  { name: "source", type: "text", of: (answer) => answer.source },
  // Coarse on purpose: the second would match it to a line of some other log.
  { name: "minute", type: "timestamptz", of: ({ at }) => new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS) },
  { name: "id", type: "uuid", of: () => randomUUID() },
  { name: "day", type: "date", of: ({ at }) => at.toISOString().slice(0, 10) },
  { name: "hurried", type: "boolean", of: (answer) => answer.hurried },
];

/** Leaves the writing to whoever gathers. */
export function gatherRecentAnswers(into: Insertions, answers: readonly RecentAnswer[]): void {
  into.add("recent_answer", COLUMNS, answers);
}

/** Whose answers are counted from when on, and up to how many: nobody asks how far beyond. `atMost` null: all. */
export interface RecentSource {
  readonly source: string;
  readonly since: Date | null;
  readonly atMost: number | null;
}

/** The answers of one source, the service and the source's own parameters being numbered as given: never more rows than are asked for. */
export function recentAnswersSql(serviceId: string, source: string, since: string, atMost: string): string {
  return `SELECT hurried FROM recent_answer r WHERE r.service_id = ${serviceId} AND r.source = ${source} AND r.minute >= ${since}::timestamptz LIMIT ${atMost}::integer`;
}

/** Of sources of one service, each up to so many; `since` and `atMost` are those of all. */
export async function countRecentAnswers(unit: UnitOfWork, serviceId: string, sources: readonly string[], since: Date | null, atMost: number | null): Promise<readonly SourceCount[]> {
  return unit.query<SourceCount[]>(
    `/* count-recent-answers */
     SELECT s.source, counted.n, counted.hurried
     FROM unnest($2::text[]) AS s (source)
     CROSS JOIN LATERAL (
       SELECT count(*)::integer AS n, count(*) FILTER (WHERE hurried)::integer AS hurried FROM (${recentAnswersSql("$1", "s.source", "$3", "$4")}) AS recent
     ) AS counted`,
    [serviceId, sources, since ?? "-infinity", atMost],
  );
}

/** Forgets the answers of days before this one; answers how many. */
export async function deleteRecentAnswers(unit: UnitOfWork, day: string): Promise<number> {
  const [, deleted] = await unit.query<[unknown[], number]>("/* delete-recent-answers */ DELETE FROM recent_answer WHERE day < $1", [day]);
  return deleted;
}
