import { Presets, SingleBar } from "cli-progress";
import { userInfo } from "node:os";
import { ConfigError } from "../config/config";
import { DataDirectoryInUse } from "../database/embedded";
import { RestoreUnderWay } from "../database/restore-mark";
import type { CliContext, Progress } from "./cli-context";

/** Ends a command with exit code 1 after its reason was said. */
export class CommandFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The terminal of this process: results on standard output, everything else on standard error. */
export const terminal: Omit<CliContext, "withHouse" | "withDatabase" | "withBareDatabase"> = {
  operator: { kind: "operator", user: userName() },
  print: (text) => {
    process.stdout.write(`${text}\n`);
  },
  say: (text) => {
    process.stderr.write(`${text}\n`);
  },
  progress: (what, total) => (process.stderr.isTTY ? bar(what, total) : milestones(what, total)),
  fail: (code, message) => {
    throw new CommandFailed(code, message);
  },
};

function bar(what: string, total: number | undefined): Progress {
  const format = total === undefined ? `${what} {value}` : `${what} {bar} {percentage}% {value}/{total} {eta_formatted}`;
  const drawn = new SingleBar({ format, stream: process.stderr, hideCursor: true, etaBuffer: 100 }, Presets.shades_classic);
  drawn.start(total ?? 0, 0);
  return {
    to: (done) => {
      drawn.update(done);
    },
    end: () => {
      drawn.stop();
    },
  };
}

/** Where nobody watches (a pipe, a service's journal), a line at every tenth and at the end. */
function milestones(what: string, total: number | undefined): Progress {
  let said = 0;
  let last = 0;
  return {
    to: (done) => {
      last = done;
      if (total === undefined || total === 0) return;
      const tenth = Math.floor((10 * done) / total);
      if (tenth > said && tenth < 10) process.stderr.write(`${what} ${String(tenth * 10)} %\n`);
      said = Math.max(said, tenth);
    },
    end: () => {
      process.stderr.write(`${what} done: ${String(last)}\n`);
    },
  };
}

/** What an error means to the person who started us: what they can mend is said in a sentence, everything else in full. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof DataDirectoryInUse || error instanceof RestoreUnderWay) return error.message;
  switch ((error as NodeJS.ErrnoException).code) {
    case "EADDRINUSE":
      return `Another program listens on that port already (${error.message}). Choose another one with PORT.`;
    case "ECONNREFUSED":
    case "ENOTFOUND":
      return `The database does not answer (${error.message}). Check DATABASE_URL and whether the server runs.`;
    case "28P01":
    case "28000":
      return `The database does not let us in (${error.message}). Check the user and password in DATABASE_URL.`;
    default:
      return error.stack ?? error.message;
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user need not have a name.
    return String(process.getuid?.() ?? "unknown");
  }
}
