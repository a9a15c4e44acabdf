import type { House } from "../../src/app";
import type { EffectiveCalendar } from "../../src/catalogue/domain/effective-calendar";
import { contributions } from "../../src/tallies/domain/contributions";
import { DeltaSum } from "../../src/tallies/domain/delta";
import { INVITATION_TALLY, TALLIES, type Tally } from "../../src/tallies/domain/tally";
import { columnName } from "../../src/tallies/storage/tally-table";

/** Key of a row of a tally, without its service, to measures and buckets. */
export type Counted = Record<string, readonly number[]>;

const FROM_TRANSACTIONS: readonly Tally[] = TALLIES.filter((tally) => tally !== INVITATION_TALLY);

/** What the tables hold of a service: tallies and deltas, added up here and not by the code under test. */
export async function countedOf({ dataSource }: House, serviceId: string): Promise<Counted> {
  const counted: Counted = {};
  for (const tally of FROM_TRANSACTIONS) {
    const keys = tally.key.slice(1).map(({ name }) => columnName(name));
    const measures = tally.measures.map(columnName);
    const buckets = tally.buckets ? ", bucket_keys, bucket_counts::float8[] AS bucket_counts" : "";
    const select = (kind: string): string => `SELECT ${keys.map((key) => `${key}::text`).join(", ")}, ${measures.map((measure) => `${measure}::float8`).join(", ")}${buckets} FROM ${tally.name}_${kind} WHERE service_id = $1`;
    const sums = new Map<string, { measures: number[]; buckets: Map<number, number> }>();
    for (const row of await dataSource.query<any[]>(`${select("tally")} UNION ALL ${select("delta")}`, [serviceId])) {
      const id = [tally.name, ...keys.map((key) => String(row[key]))].join(" ");
      const sum = sums.get(id) ?? { measures: measures.map(() => 0), buckets: new Map<number, number>() };
      for (const [i, measure] of measures.entries()) sum.measures[i] = (sum.measures[i] ?? 0) + Number(row[measure]);
      for (const [i, bucket] of ((row.bucket_keys ?? []) as number[]).entries()) sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + Number(row.bucket_counts[i]));
      sums.set(id, sum);
    }
    for (const [id, sum] of sums) {
      const full = [...sum.buckets].filter(([, n]) => n !== 0).toSorted(([a], [b]) => a - b);
      if (full.length > 0 || sum.measures.some((n) => n !== 0)) counted[id] = [...sum.measures, ...full.flat()];
    }
  }
  return counted;
}

/** What the facts of a service contribute as they are stored: each by the calendar it names, or all by one revision. */
export async function factsOf({ units, catalogue, transactions, dataSource }: House, serviceId: string, revision?: number): Promise<Counted> {
  const ids = await dataSource.query<{ id: string }[]>("SELECT id FROM transaction WHERE service_id = $1", [serviceId]);
  return units.read(async (unit) => {
    const facts = (await catalogue.lookup.services(unit, [serviceId])).get(serviceId);
    const sum = new DeltaSum();
    const calendars = new Map<number, EffectiveCalendar | null>([[0, null]]);
    for (const one of (await transactions.lookup.byId(unit, serviceId, ids.map(({ id }) => id))).values()) {
      const procedure = facts?.procedures.find(({ id }) => id === one.procedureId);
      if (facts === undefined || procedure === undefined) throw new Error("no procedure");
      const by = revision ?? one.calendarRevision;
      if (!calendars.has(by)) calendars.set(by, (await catalogue.lookup.calendars(unit, [{ agencyId: facts.agencyId, revision: by }]))[0] ?? null);
      sum.count(contributions(one, procedure, facts.timeZone, calendars.get(by) ?? null), 1);
    }
    return Object.fromEntries(sum.deltas().map(({ tally, key, measures, buckets }) =>
      [[tally.name, ...key.slice(1)].join(" "), [...measures, ...[...buckets].toSorted(([a], [b]) => a - b).flat()]]));
  });
}
