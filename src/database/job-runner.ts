import { Logger, run, type Runner, type TaskList } from "graphile-worker";
import { Pool } from "pg";
import type { Logger as Pino } from "pino";
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, sessionOptions } from "./connections";
import { type Observer, UNOBSERVED } from "../shared/observer";
import { HeardClient } from "./heard-client";
import { LIMITS, sessionTimeouts } from "./limits";
import { databaseTrouble } from "./trouble";

/** Something done again and again in the background, by whichever process is free; never twice at once for one tick. */
export interface Job {
  /** Unique in the house; letters, digits and dashes. */
  readonly name: string;
  /** When: five fields of cron, in UTC. */
  readonly schedule: string;
  /** True where it deletes what is past its time: a restored backup brings that back, so it runs there before anybody works. */
  readonly forgets?: true;
  run(): Promise<unknown>;
}

/** Between two attempts to reach the database again. */
const RESTART_MS = 1_000;

export interface JobRunner {
  /** Takes no new job and waits for those under way. */
  stop(): Promise<void>;
}

/**
 * Runs jobs by the clock. As the owner, because the tables of the job queue are its own; what a job does runs in the
 * application's role as everything else does. A failed job is logged and tried again by the next tick.
 */
export async function startJobs(owner: Connection, jobs: readonly Job[], log: Pino, observer: Observer = UNOBSERVED): Promise<JobRunner> {
  // A pool of our own: the one the queue makes loses its error listener when it stops, and a connection that breaks
  // after that ends the process.
  const { applicationName, connection } = LIMITS.jobs;
  const pgPool = new Pool({ Client: HeardClient, connectionString: owner.url, max: 4, connectionTimeoutMillis: connection, application_name: applicationName, ...sessionOptions(owner), ...sessionTimeouts(LIMITS.jobs) });
  pgPool.on("error", (error) => {
    log.warn({ error: error.message }, "the jobs lost a connection to the database");
  });
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  // What the clock of the queue asks is asked until it is answered: of its end nobody would hear, and Node ends a process for
  // that. Asked twice, it enters a tick once.
  const ask = pgPool.query.bind(pgPool) as (...given: readonly unknown[]) => Promise<unknown>;
  pgPool.query = (async (...given: readonly unknown[]) => {
    for (;;) {
      try {
        return await ask(...given);
      } catch (error) {
        if (databaseTrouble(error) === undefined) throw error;
        if (stopped()) return { rows: [] };
        await sleep(RESTART_MS, undefined, stopping).catch(() => undefined);
      }
    }
  }) as typeof pgPool.query;
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async () => {
        const began = performance.now();
        const ran = (ending: "OK" | "BROKEN"): void => {
          observer.jobRan(job.name, ending, (performance.now() - began) / 1000);
        };
        await job.run().then(
          () => {
            ran("OK");
          },
          (error: unknown) => {
            ran("BROKEN");
            throw error;
          },
        );
      },
    ]),
  );
  const begin = async (): Promise<Runner> => {
    const begun = await run({
      pgPool,
      taskList,
      // The key keeps ticks from piling up behind a slow job: there is at most one waiting.
      crontab: jobs.map((job) => `${job.schedule} ${job.name} ?jobKey=${job.name}&max=1`).join("\n"),
      concurrency: 2,
      noHandleSignals: true,
      logger: new Logger(() => (level: string, message) => {
        if (level === "error") log.error(message);
        else log.debug(message);
      }),
    });
    // A worker that could not report what became of its job is gone, and no other takes its place.
    begun.events.once("worker:fatalError", () => {
      void begun.stop().catch(() => undefined);
    });
    return begun;
  };
  let runner = await begin().catch(async (error: unknown) => {
    await pgPool.end();
    throw error;
  });
  // The queue gives up for good where the database dies in the middle of a job.
  const kept = (async () => {
    for (;;) {
      const end: unknown = await runner.promise.catch((error: unknown) => error);
      if (stopped()) return;
      log.warn({ error: end instanceof Error ? end.message : undefined }, "the jobs ended, and start again");
      for (let next: Runner | undefined; next === undefined; ) {
        await sleep(RESTART_MS, undefined, stopping).catch(() => undefined);
        if (stopped()) return;
        next = await begin().catch(() => undefined);
        runner = next ?? runner;
      }
      if (stopped()) await runner.stop();
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      // Refused where it has ended by itself.
      await runner.stop().catch(() => undefined);
      await kept;
      await pgPool.end();
    },
  };
}
