import type { Client } from "pg";
import { Refusal } from "../shared/refusal";
import type { Connection } from "./connections";
import { DISTRIBUTED_OTHERWISE, REFERENCE_TABLES } from "./reference-tables";
import { withClient } from "./roles";

/** The table that the others lie with; any fact table would do. */
const ANCHOR = "transaction";
/** What is shared out by: the first column of every fact table's key. */
const DISTRIBUTION_COLUMN = "service_id";

export type DistributionStep = "DROP_FOREIGN_KEY" | "REFERENCE_TABLE" | "DISTRIBUTED_TABLE" | "ADD_FOREIGN_KEY";

export interface DistributionStatement {
  readonly step: DistributionStep;
  readonly table: string;
  readonly sql: string;
}

/** What turns a database into a distributed one. */
export interface DistributionPlan {
  /** In the order in which they must run, all in one unit of work. Empty: there is nothing left to do. */
  readonly statements: readonly DistributionStatement[];
  /** Tables that were distributed before. */
  readonly alreadyDistributed: number;
}

/**
 * Works out, from PostgreSQL's own catalogues, what is left to be done: foreign keys go first (one between a local and a
 * distributed table cannot be), then the reference tables, then the fact tables, all with each other so that what is about
 * one service lies on one node; then the foreign keys come back as they were. Changes nothing; also works where Citus is
 * missing, for looking ahead.
 */
export async function distributionPlan(client: Client): Promise<DistributionPlan> {
  const citus = await client.query("SELECT 1 FROM pg_extension WHERE extname = 'citus'");
  const { rows: done } = citus.rowCount === 0 ? { rows: [] } : await client.query<{ oid: number }>("SELECT logicalrelid::oid AS oid FROM pg_dist_partition");
  const { rows: tables } = await client.query<{ name: string; quoted: string; reference: boolean; done: boolean }>(
    `SELECT c.relname AS name, quote_ident(c.relname) AS quoted, c.relname = ANY ($1) AS reference, c.oid = ANY ($2::oid[]) AS done
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
     ORDER BY c.relname = ANY ($1) DESC, c.relname <> $3, c.relname`,
    [REFERENCE_TABLES, done.map(({ oid }) => oid), ANCHOR],
  );
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT quote_ident(c.relname) AS table, quote_ident(f.conname) AS name, pg_get_constraintdef(f.oid) AS definition
     FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
     WHERE f.contype = 'f' AND c.relnamespace = 'public'::regnamespace AND (NOT f.conrelid = ANY ($1::oid[]) OR NOT f.confrelid = ANY ($1::oid[]))
     ORDER BY c.relname, f.conname`,
    [done.map(({ oid }) => oid)],
  );
  const left = tables.filter((table) => !table.done);
  const statements: DistributionStatement[] = [
    ...keys.map(({ table, name }) => ({ step: "DROP_FOREIGN_KEY" as const, table, sql: `ALTER TABLE public.${table} DROP CONSTRAINT ${name}` })),
    ...left.map(({ name, quoted, reference }) =>
      reference
        ? { step: "REFERENCE_TABLE" as const, table: quoted, sql: `SELECT create_reference_table('public.${quoted}')` }
        : {
            step: "DISTRIBUTED_TABLE" as const,
            table: quoted,
            sql: `SELECT create_distributed_table('public.${quoted}', '${DISTRIBUTED_OTHERWISE[name] ?? DISTRIBUTION_COLUMN}', colocate_with => '${name === ANCHOR || name in DISTRIBUTED_OTHERWISE ? "none" : `public.${ANCHOR}`}')`,
          },
    ),
    ...keys.map(({ table, name, definition }) => ({ step: "ADD_FOREIGN_KEY" as const, table, sql: `ALTER TABLE public.${table} ADD CONSTRAINT ${name} ${definition}` })),
  ];
  return { statements, alreadyDistributed: tables.length - left.length };
}

export interface DistributeOptions {
  /** Only say what would be done. */
  readonly dryRun: boolean;
  /** Told after every statement, with how many there are. */
  progress(done: number, total: number): void;
}

/**
 * Turns a migrated database on a Citus coordinator into a distributed one, whole or not at all; a second run finds nothing
 * to do, one after an upgrade distributes the new tables. Refusals: `CITUS_MISSING`, `NOT_A_COORDINATOR`, `NOT_THE_OWNER`.
 */
export async function distribute(owner: Connection, options: DistributeOptions): Promise<DistributionPlan | Refusal> {
  return withClient(owner, async (client) => {
    const plan = await distributionPlan(client);
    if (options.dryRun) return plan;
    const refused = await whyNot(client);
    if (refused !== undefined) return refused;
    await client.query("BEGIN");
    // Foreign keys to reference tables and parallel work on shards do not go together in one unit of work.
    await client.query("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'");
    for (const [index, { sql }] of plan.statements.entries()) {
      await client.query(sql);
      options.progress(index + 1, plan.statements.length);
    }
    await client.query("COMMIT");
    return plan;
  });
}

async function whyNot(client: Client): Promise<Refusal | undefined> {
  const { rows: extensions } = await client.query("SELECT 1 FROM pg_extension WHERE extname = 'citus'");
  if (extensions.length === 0) {
    return new Refusal("CITUS_MISSING", "This database has no Citus: have its administrator install it on every node and run CREATE EXTENSION citus here. Nothing was changed.");
  }
  const { rows: nodes } = await client.query<{ coordinator: boolean }>("SELECT citus_is_coordinator() AS coordinator");
  if (nodes[0]?.coordinator !== true) return new Refusal("NOT_A_COORDINATOR", "This is a worker of a Citus cluster: give the address of its coordinator. Nothing was changed.");
  const { rows: strangers } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT pg_has_role(current_user, relowner, 'USAGE') ORDER BY relname LIMIT 1",
  );
  const [stranger] = strangers;
  if (stranger === undefined) return undefined;
  return new Refusal("NOT_THE_OWNER", `The user of DATABASE_MIGRATION_URL does not own the table ${stranger.name}, and only an owner may distribute a table. Nothing was changed.`);
}
