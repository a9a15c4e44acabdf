import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import { Channel } from "../../catalogue/domain/channel";
import { Turn } from "../../catalogue/domain/turn";
import { oneOf } from "../../database/one-of";
import { Moment } from "../../surveys/domain/moment";
import { Outcome } from "../../transactions/domain/outcome";
import { DurationKind } from "../domain/duration-contributions";
import { TALLIES, type Tally } from "../domain/tally";
import { columnName, deltaTable, tallyTable } from "./tally-table";

type Columns = Record<string, EntitySchemaColumnOptions>;

const INVITATION_STATES = ["INVITED", "ANSWERED", "ANSWERED_AGENCY", "NO_SURVEY", "NOT_REACHED", "SERVICE_EXCLUDED", "NOT_SAMPLED", "RECENTLY_ASKED", "QUOTA_FULL", "OPTED_OUT"];

/** "Nobody said", or "the whole": a key column cannot be null. */
const UNSAID = { "": "" };

/** Closed lists of key columns. */
const LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  channel: { ...UNSAID, ...Channel },
  outcome: Outcome,
  kind: DurationKind,
  turn: { ...UNSAID, ...Turn },
  moment: { ...UNSAID, ...Moment },
  state: Object.fromEntries(INVITATION_STATES.map((state) => [state, state])),
};

/** The two tables of a tally: counts by key, and what writes have added since the last fold. */
function entitiesOf(tally: Tally): readonly EntitySchema[] {
  const measures: Columns = Object.fromEntries(tally.measures.map((name) => [name, { name: columnName(name), type: "bigint" }]));
  const buckets: Columns = tally.buckets
    ? { bucketKeys: { name: "bucket_keys", type: "integer", array: true }, bucketCounts: { name: "bucket_counts", type: "bigint", array: true } }
    : {};
  const key = (primary: (name: string) => EntitySchemaColumnOptions | object): Columns =>
    Object.fromEntries(tally.key.map(({ name, type }) => [name, { name: columnName(name), type, ...primary(name) }]));
  const checks = (table: string): { name: string; expression: string }[] =>
    tally.key.flatMap(({ name }) => {
      const list = LISTS[name];
      return list === undefined ? [] : [{ name: `${table}_${columnName(name)}_ck`, expression: oneOf(columnName(name), list) }];
    });
  const folded = tallyTable(tally);
  const added = deltaTable(tally);
  const inFolded = { primary: true, primaryKeyConstraintName: `${folded}_pk` };
  const inAdded = { primary: true, primaryKeyConstraintName: `${added}_pk` };
  return [
    new EntitySchema({ name: folded, tableName: folded, columns: { ...key(() => inFolded), ...measures, ...buckets }, checks: checks(folded) }),
    new EntitySchema({
      name: added,
      tableName: added,
      columns: { id: { type: "uuid", ...inAdded }, ...key((name) => (name === "serviceId" ? inAdded : {})), ...measures, ...buckets },
      checks: checks(added),
    }),
  ];
}

/** Made from the descriptions of the tallies, so that the tables cannot drift from what the fold expects of them. */
export const TALLY_ENTITIES: readonly EntitySchema[] = TALLIES.flatMap(entitiesOf);
