import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import { Channel } from "../../catalogue/domain/channel";
import { Turn } from "../../catalogue/domain/turn";
import { oneOf } from "../../database/one-of";
import { ANSWERED_STATE } from "../../surveys/domain/collector";
import { Moment } from "../../surveys/domain/moment";
import { Outcome } from "../../transactions/domain/outcome";
import { DurationCalendar, DurationKind } from "../domain/duration-contributions";
import { EffortBand } from "../domain/effort-band";
import { Fate } from "../domain/fate";
import { type Grain, grainsOf, keyAt } from "../domain/grain";
import { LONGEST_CHAIN } from "../domain/return-chain";
import { ReturnGap } from "../domain/return-contributions";
import { INVITATION_TALLY, type KeyColumn, TALLIES, type Tally } from "../domain/tally";
import { columnName, deltaTable, tallyTable } from "./tally-table";

type Columns = Record<string, EntitySchemaColumnOptions>;

const INVITATION_STATES = ["INVITED", "INVITED_PANEL", "DELIVERED", "OPENED", ANSWERED_STATE.YUSR, "PARTIAL", ANSWERED_STATE.AGENCY, ANSWERED_STATE.UNLINKED, ANSWERED_STATE.PANEL, ANSWERED_STATE.UNTESTED, "NO_SURVEY", "NOT_REACHED", "SERVICE_EXCLUDED", "NOT_SAMPLED", "RECENTLY_ASKED", "QUOTA_FULL", "OPTED_OUT"];

const RETURN_OPPORTUNITIES = Object.fromEntries(Array.from({ length: LONGEST_CHAIN - 1 }, (_, i) => [String(i + 1), String(i + 1)]));

/** "Nobody said", or "the whole": a key column cannot be null. */
const UNSAID = { "": "" };

/** Closed lists of key columns. */
const LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  channel: { ...UNSAID, ...Channel },
  outcome: Outcome,
  kind: DurationKind,
  calendar: DurationCalendar,
  fate: Fate,
  turn: { ...UNSAID, ...Turn },
  moment: { ...UNSAID, ...Moment },
  opportunity: RETURN_OPPORTUNITIES,
  channelFirst: { ...UNSAID, ...Channel },
  channelBefore: { ...UNSAID, ...Channel },
  channelNow: { ...UNSAID, ...Channel },
  gap: ReturnGap,
  outcomeBefore: Outcome,
  band: EffortBand,
  state: Object.fromEntries(INVITATION_STATES.map((state) => [state, state])),
};

/** Whoever answered through a code at a counter is counted without an outcome. */
const OF_INVITATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = { outcome: { ...UNSAID, ...Outcome } };

/** The tables of a tally: counts by key, one table for each grain, and what writes have added since the last fold. */
function entitiesOf(tally: Tally): readonly EntitySchema[] {
  const added = deltaTable(tally);
  const inAdded = { primary: true, primaryKeyConstraintName: `${added}_pk` };
  return [
    ...grainsOf(tally).map((grain) => foldedEntity(tally, grain)),
    new EntitySchema({
      name: added,
      tableName: added,
      columns: { id: { type: "uuid", ...inAdded }, ...columnsOf(tally.key, (name) => (name === "serviceId" ? inAdded : {})), ...measuresOf(tally) },
      checks: checksOf(added, tally, tally.key),
    }),
  ];
}

function foldedEntity(tally: Tally, grain: Grain): EntitySchema {
  const table = tallyTable(tally, grain);
  const key = keyAt(tally, grain);
  const columns = { ...columnsOf(key, () => ({ primary: true, primaryKeyConstraintName: `${table}_pk` })), ...measuresOf(tally) };
  return new EntitySchema({ name: table, tableName: table, columns, checks: checksOf(table, tally, key) });
}

function columnsOf(key: readonly KeyColumn[], primary: (name: string) => object): Columns {
  return Object.fromEntries(key.map(({ name, type }) => [name, { name: columnName(name), type, ...primary(name) }]));
}

function measuresOf(tally: Tally): Columns {
  const measures: Columns = Object.fromEntries(tally.measures.map((name) => [name, { name: columnName(name), type: "bigint" }]));
  if (!tally.buckets) return measures;
  return { ...measures, bucketKeys: { name: "bucket_keys", type: "integer", array: true }, bucketCounts: { name: "bucket_counts", type: "bigint", array: true } };
}

function checksOf(table: string, tally: Tally, key: readonly KeyColumn[]): { name: string; expression: string }[] {
  return key.flatMap(({ name }) => {
    const list = (tally === INVITATION_TALLY ? OF_INVITATIONS[name] : undefined) ?? LISTS[name];
    return list === undefined ? [] : [{ name: `${table}_${columnName(name)}_ck`, expression: oneOf(columnName(name), list) }];
  });
}

/** Made from the descriptions of the tallies, so that the tables cannot drift from what the fold expects of them. */
export const TALLY_ENTITIES: readonly EntitySchema[] = TALLIES.flatMap(entitiesOf);
