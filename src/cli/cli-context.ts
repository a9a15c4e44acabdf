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

export interface Progress {
  to(done: number): void;
  end(): void;
}

/** Adds a command to the program: one file `src/cli/<name>.command.ts` exports one of these. */
export type AddCommand = (program: Command, context: CliContext) => void;
