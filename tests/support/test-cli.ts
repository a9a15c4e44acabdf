import { Command } from "commander";
import { pino } from "pino";
import { type House, openHouse } from "../../src/app";
import type { AddCommand, CliContext } from "../../src/cli/cli-context";
import type { Connections } from "../../src/database/connections";
import { CommandFailed, terminal } from "../../src/cli/terminal";
import { type Clock, systemClock } from "../../src/shared/clock";
import { OPERATOR, TEST_KEYS } from "./test-app";

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
  return run({ ...NOTHING_OPEN, withHouse: (work) => work(house) }, commands, args);
}

/** The same over a database without a house. */
export function runOnDatabase(connections: Connections, commands: readonly AddCommand[], ...args: readonly string[]): Promise<CliRun> {
  return run({ ...NOTHING_OPEN, withDatabase: (work) => work(connections) }, commands, args);
}

/** The same over a database as it stands, in which a house may be opened. */
export function runOnBareDatabase(connections: Connections, commands: readonly AddCommand[], args: readonly string[], clock: Clock = systemClock): Promise<CliRun> {
  const withHouse = async <T>(work: (house: House) => Promise<T>): Promise<T> => {
    const house = await openHouse({ connections, secretKeys: TEST_KEYS, log: pino({ level: "silent" }), publicUrl: "https://yusr.example", minimumCell: 10, development: false, poolSize: 5, clock });
    return work(house).finally(() => house.close());
  };
  return run({ ...NOTHING_OPEN, withBareDatabase: (work) => work({ connections, withHouse }) }, commands, args);
}

const notOpen = (): Promise<never> => Promise.reject(new Error("this test opened something else"));
const NOTHING_OPEN: Opened = { withHouse: notOpen, withDatabase: notOpen, withBareDatabase: notOpen };

type Opened = Pick<CliContext, "withHouse" | "withDatabase" | "withBareDatabase">;

async function run(opened: Opened, commands: readonly AddCommand[], args: readonly string[]): Promise<CliRun> {
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
