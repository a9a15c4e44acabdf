import type { Logger } from "pino";

/** How long it may take to end; what is broken may keep the process from it. A container is given half a minute, mostly. */
const PATIENCE_MS = 25_000;

/**
 * What nobody caught. A promise that fails with nobody waiting for it is a bug of one piece of work, which ends there: it
 * is logged, and the process goes on. After an exception out of a timer or an emitter nobody knows what was left half-done
 * in memory: the process ends as if it were told to, when what is under way is answered, but with a code, so that whoever
 * watches it starts another.
 */
export function lastResort(log: Logger): void {
  process.on("unhandledRejection", (reason) => {
    log.error({ thrown: placeOf(reason) }, "a promise failed and nobody waited for it");
  });
  process.on("uncaughtException", (error) => {
    log.fatal({ thrown: placeOf(error) }, "nobody caught an exception: finishing what is under way, then ending");
    if (process.exitCode === 1) return;
    process.exitCode = 1;
    setTimeout(() => process.exit(), PATIENCE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
}

/** Errors of the database carry what people sent; none of that is for a log. */
function placeOf(thrown: unknown): unknown {
  return thrown instanceof Error ? { type: thrown.name, stack: thrown.stack } : { type: typeof thrown };
}
