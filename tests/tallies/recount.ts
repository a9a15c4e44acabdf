import type { House } from "../../src/app";
import type { EffectiveCalendar } from "../../src/catalogue/domain/effective-calendar";
import { contributions } from "../../src/tallies/domain/contributions";
import { DeltaSum } from "../../src/tallies/domain/delta";
import { type History, historyOf } from "../../src/tallies/domain/history";
import { returnContributions } from "../../src/tallies/domain/return-contributions";
import { INVITATION_TALLY, TALLIES, type Tally } from "../../src/tallies/domain/tally";
import { columnName } from "../../src/tallies/storage/tally-table";

export type Rows = Record<string, readonly number[]>;
const FROM_TRANSACTIONS: readonly Tally[] = TALLIES.filter((tally) => tally !== INVITATION_TALLY);

/** What the facts of a service, as they are stored, contribute: each by the calendar it names, or all by one revision. */
export async function fromFacts(house: House, serviceId: string, revision?: number): Promise<Rows> {
  return house.units.read(async (unit) => {
    const ids = await unit.query<{ id: string }[]>("SELECT id FROM transaction WHERE service_id = $1", [serviceId]);
    const facts = (await house.catalogue.lookup.services(unit, [serviceId])).get(serviceId);
    const sum = new DeltaSum();
    const chains = new Map<string, History[]>();
    const calendars = new Map<number, EffectiveCalendar | null>([[0, null]]);
    for (const one of (await house.transactions.lookup.byId(unit, serviceId, ids.map(({ id }) => id))).values()) {
      const procedure = facts?.procedures.find(({ id }) => id === one.procedureId);
      if (facts === undefined || procedure === undefined) throw new Error("no procedure");
      const by = revision ?? one.calendarRevision;
      if (!calendars.has(by)) calendars.set(by, (await house.catalogue.lookup.calendars(unit, [{ agencyId: facts.agencyId, revision: by }]))[0] ?? null);
      sum.count(contributions(one, procedure, facts.timeZone, calendars.get(by) ?? null), 1);
      if (one.subjectKey !== null) chains.set(one.subjectKey, [...(chains.get(one.subjectKey) ?? []), historyOf(one, procedure, facts.timeZone)]);
    }
    for (const chain of chains.values()) sum.count(returnContributions(chain), 1);
    return Object.fromEntries(sum.deltas().map(({ tally, key, measures, buckets }) =>
      [`${tally.name} ${key.join(" ")}`, [...measures, ...[...buckets].toSorted(([a], [b]) => a - b).flat()]]));
  });
}

/** What the tables hold: tallies and deltas, added up here and not by the code under test. */
export async function fromCounts(house: House, serviceId: string): Promise<Rows> {
  const rows: Rows = {};
  for (const tally of FROM_TRANSACTIONS) {
    const keys = tally.key.map(({ name }) => columnName(name));
    const measures = tally.measures.map(columnName);
    const buckets = tally.buckets ? ", bucket_keys, bucket_counts::float8[] AS bucket_counts" : "";
    const stored: Record<string, any>[] = await house.dataSource.query(
      ["tally", "delta"].map((kind) => `SELECT ${keys.map((key) => `${key}::text`).join(", ")}, ${measures.map((measure) => `${measure}::float8`).join(", ")}${buckets} FROM ${tally.name}_${kind} WHERE service_id = $1`).join(" UNION ALL "),
      [serviceId],
    );
    const sums = new Map<string, { measures: number[]; buckets: Map<number, number> }>();
    for (const row of stored) {
      const id = `${tally.name} ${keys.map((key) => String(row[key])).join(" ")}`;
      const sum = sums.get(id) ?? { measures: measures.map(() => 0), buckets: new Map<number, number>() };
      for (const [i, measure] of measures.entries()) sum.measures[i] = (sum.measures[i] ?? 0) + Number(row[measure]);
      for (const [i, bucket] of ((row["bucket_keys"] ?? []) as number[]).entries()) sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + Number(row["bucket_counts"][i]));
      sums.set(id, sum);
    }
    for (const [id, sum] of sums) {
      const full = [...sum.buckets].filter(([, n]) => n !== 0).toSorted(([a], [b]) => a - b);
      if (full.length > 0 || sum.measures.some((n) => n !== 0)) rows[id] = [...sum.measures, ...full.flat()];
    }
  }
  return rows;
}
