import type { Command } from "commander";
import type { House } from "../app";
import type { Connections } from "../database/connections";
import type { Actor } from "../security/actor";

/** What a command works with. */
export interface CliContext {
  /** Opens the house over the configured database (starting the embedded one where nobody runs it) and closes it afterwards. */
  withHouse<T>(work: (house: House) => Promise<T>): Promise<T>;
  /** Opens the configured database alone, migrated, for what is done to its tables. */
  withDatabase<T>(work: (connections: Connections) => Promise<T>): Promise<T>;
  /** Opens the configured database as it stands, for what copies it whole or fills it. */
  withBareDatabase<T>(work: (database: BareDatabase) => Promise<T>): Promise<T>;
  /** The person at the keyboard: role `operator`, named by the operating system. */
  readonly operator: Actor;
  /** Results: standard output, nothing else goes there. */
  print(text: string): void;
  /** Everything else: standard error. */
  say(text: string): void;
  /** A bar on standard error, drawn only where a person watches; `total` undefined where it is not known. */
  progress(what: string, total?: number): Progress;
  /** Ends with exit code 1 after saying why; for refusals. Thrown errors end with 2. */
  fail(code: string, message: string): never;
}

/** A database that need not be ready to work with. */
export interface BareDatabase {
  readonly connections: Connections;
  /** Opens the house over it, once it is. */
  withHouse<T>(work: (house: House) => Promise<T>): Promise<T>;
}

export interface Progress {
  to(done: number): void;
  end(): void;
}

/** Adds a command to the program: one file `src/cli/<name>.command.ts` exports one of these. */
export type AddCommand = (program: Command, context: CliContext) => void;

/** A bar that appears when it is known how much there is to do. */
export function barOf(context: CliContext, what: string): { readonly to: (done: number, of: number) => void; readonly end: () => void } {
  let bar: Progress | undefined;
  return {
    to: (done, of) => {
      bar ??= context.progress(what, of);
      bar.to(done);
    },
    end: () => bar?.end(),
  };
}
