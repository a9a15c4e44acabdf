import { Command } from "commander";
import type { House } from "../../src/app";
import type { AddCommand, CliContext } from "../../src/cli/cli-context";
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
export async function runCommand(house: House, commands: readonly AddCommand[], ...args: readonly string[]): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const context: CliContext = {
    operator: OPERATOR,
    print: (text) => out.push(text),
    say: (text) => err.push(text),
    progress: () => ({ to: () => undefined, end: () => undefined }),
    fail: terminal.fail,
    withHouse: (work) => work(house),
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
