import { Command } from "commander";
import type { House } from "../../src/app";
import type { AddCommand, CliContext } from "../../src/cli/cli-context";
import type { Connections } from "../../src/database/connections";
import { CommandFailed, terminal } from "../../src/cli/terminal";
import { OPERATOR } from "./test-app";

export interface CliRun {
  /** Standard output. */
  readonly out: string;
  /** Standard error, progress left out. */
  readonly err: string;
  /** The refusal it ended with. */
  readonly failed: CommandFailed | undefined;
}

/** Runs one command line over an open house: the real commands, only the terminal is ours. */
export function runCommand(house: House, commands: readonly AddCommand[], ...args: readonly string[]): Promise<CliRun> {
  return run({ withHouse: (work) => work(house), withDatabase: () => Promise.reject(new Error("a house is open, no database alone")) }, commands, args);
}

/** The same over a database without a house. */
export function runOnDatabase(connections: Connections, commands: readonly AddCommand[], ...args: readonly string[]): Promise<CliRun> {
  return run({ withHouse: () => Promise.reject(new Error("no house is open")), withDatabase: (work) => work(connections) }, commands, args);
}

async function run(opened: Pick<CliContext, "withHouse" | "withDatabase">, commands: readonly AddCommand[], args: readonly string[]): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const context: CliContext = {
    operator: OPERATOR,
    print: (text) => out.push(text),
    say: (text) => err.push(text),
    progress: () => ({ to: () => undefined, end: () => undefined }),
    fail: terminal.fail,
    ...opened,
  };
  const program = new Command("yusr").exitOverride().configureOutput({ writeErr: (text) => err.push(text), writeOut: (text) => out.push(text) });
  for (const add of commands) add(program, context);
  try {
    await program.parseAsync(args, { from: "user" });
    return { out: out.join("\n"), err: err.join("\n"), failed: undefined };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { out: out.join("\n"), err: err.join("\n"), failed: error };
  }
}
