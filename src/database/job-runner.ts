import { Logger, run, type TaskList } from "graphile-worker";
import { Pool } from "pg";
import type { Logger as Pino } from "pino";
import { type Connection, sessionOptions } from "./connections";
import { type Observer, UNOBSERVED } from "../shared/observer";
import { LIMITS, sessionTimeouts } from "./limits";

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
  const pgPool = new Pool({ connectionString: owner.url, max: 4, connectionTimeoutMillis: connection, application_name: applicationName, ...sessionOptions(owner), ...sessionTimeouts(LIMITS.jobs) });
  pgPool.on("error", (error) => {
    log.warn({ error: error.message }, "the jobs lost a connection to the database");
  });
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
  const runner = await run({
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
  }).catch(async (error: unknown) => {
    await pgPool.end();
    throw error;
  });
  runner.promise.catch((error: unknown) => {
    log.error(error, "the jobs ended");
  });
  return {
    stop: async () => {
      await runner.stop();
      await pgPool.end();
    },
  };
}
