import type { Duplex } from "node:stream";
import { HeardClient } from "./heard-client";

/** Texts that are remembered as prepared; more than the house has. What varies without end is sent as it is. */
const LIMIT = 1_000;

/** Statement → the name under which each connection prepares it. */
const names = new Map<string, string>();

/**
 * A connection that prepares each statement that says its name: PostgreSQL reads and plans it once for a connection, not
 * each time. TypeORM has no word for this: docs/decisions/0014. Statements sent at once (`Promise.all`) leave in one
 * packet, so that those which do not need each other's answers cost one round trip: docs/decisions/0021.
 */
export class PreparingClient extends HeardClient {
  constructor(...settings: ConstructorParameters<typeof HeardClient>) {
    super(...settings);
    const send = this.query.bind(this) as (statement: unknown, ...more: readonly unknown[]) => unknown;
    const { connection } = this as unknown as { readonly connection: { readonly stream: Duplex } };
    let held = false;
    this.query = ((statement: unknown, ...more: readonly unknown[]) => {
      if (!held) {
        held = true;
        const { stream } = connection;
        stream.cork();
        // Once everybody who had something to send has done so.
        process.nextTick(() => {
          held = false;
          stream.uncork();
        });
      }
      return send(prepared(statement, more[0]), ...more);
    }) as typeof this.query;
  }
}

/** The statement with its name, where it has parameters and begins with a comment that names it. */
function prepared(statement: unknown, parameters: unknown): unknown {
  if (typeof statement !== "string" || !Array.isArray(parameters) || parameters.length === 0 || !statement.startsWith("/* ")) return statement;
  let name = names.get(statement);
  if (name === undefined) {
    if (names.size >= LIMIT) return statement;
    name = `${statement.slice(3, statement.indexOf(" */")).slice(0, 48)} ${String(names.size)}`;
    names.set(statement, name);
  }
  return { name, text: statement };
}
