import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import { Channel } from "../../catalogue/domain/channel";
import { oneOf } from "../../database/one-of";
import { Collector, Mode } from "../../surveys/domain/collector";
import { Moment } from "../../surveys/domain/moment";
import { CellState, Dimension } from "../domain/publishable-cells";
import { RELEASED_TABLES, type ReleasedTable } from "./released-tables";

type Columns = Record<string, EntitySchemaColumnOptions>;

/** Closed lists of key columns. */
const LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  moment: Moment, mode: Mode, collector: Collector, dimension: Dimension, state: CellState, channel: { "": "", ...Channel },
};

/** Every table of released answers also carries a service's name first, so that it lies with its service. */
function entityOf({ name: table, key, measures, spans }: ReleasedTable): EntitySchema {
  const columns: Columns = {
    ...Object.fromEntries(key.map(({ name, type }) => [name, { type, primary: true, primaryKeyConstraintName: `${table}_pk` }])),
    ...Object.fromEntries(measures.map((name) => [name, { type: "bigint" }])),
    ...(spans ? { first_day: { type: "date" }, last_day: { type: "date" } } : {}),
  };
  const checks = key.flatMap(({ name }) => {
    const list = LISTS[name];
    return list === undefined ? [] : [{ name: `${table}_${name}_ck`, expression: oneOf(name, list) }];
  });
  return new EntitySchema({ name: table, tableName: table, columns, checks });
}

/** Made from the descriptions of the tables, so that the tables cannot drift from what a release writes. */
export const RELEASED_ENTITIES: readonly EntitySchema[] = RELEASED_TABLES.map(entityOf);
