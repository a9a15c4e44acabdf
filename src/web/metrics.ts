import type { FastifyInstance } from "fastify";
import cluster from "node:cluster";
import type { Pool } from "pg";
import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Ending, Observer } from "../shared/observer";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * What a process counts of itself, for Prometheus. Labels are names of ours (root fields, routes, jobs, endings): their
 * number is bounded whatever clients send.
 */
export class Metrics implements Observer {
  readonly registry = new Registry();
  private readonly operations = new Histogram({ name: "yusr_operation_seconds", help: "GraphQL operations by root field and how they ended.", labelNames: ["operation", "ending"], buckets: SECONDS, registers: [this.registry] });
  private readonly answers = new Counter({ name: "yusr_http_answers_total", help: "HTTP answers by route and status.", labelNames: ["route", "status"], registers: [this.registry] });
  private readonly jobs = new Histogram({ name: "yusr_job_seconds", help: "Background jobs by name and how they ended.", labelNames: ["job", "ending"], buckets: SECONDS, registers: [this.registry] });
  private readonly jobsWell = new Gauge({ name: "yusr_job_last_success_timestamp_seconds", help: "When a background job last ended well.", labelNames: ["job"], aggregator: "max", registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    // A worker answers the process that started it from here on.
    AggregatorRegistry.setRegistries([this.registry]);
    if (cluster.isWorker) new AggregatorRegistry();
  }

  answered(operation: string, ending: Ending, seconds: number): void {
    this.operations.observe({ operation, ending }, seconds);
  }

  jobRan(job: string, ending: Ending, seconds: number): void {
    this.jobs.observe({ job, ending }, seconds);
    if (ending === "OK") this.jobsWell.setToCurrentTime({ job });
  }

  /** Counts the answers of a server; to be called before its routes are made. */
  watchServer(http: FastifyInstance): void {
    http.addHook("onResponse", (request, reply, done) => {
      this.answers.inc({ route: request.routeOptions.url ?? "none", status: reply.statusCode });
      done();
    });
  }

  /** Shows how busy a pool of database connections is. */
  watchPool(pool: Pick<Pool, "totalCount" | "idleCount" | "waitingCount">): void {
    new Gauge({
      name: "yusr_database_connections",
      help: "Connections to the database in use and free, and requests that wait for one.",
      labelNames: ["state"],
      registers: [this.registry],
      collect() {
        this.set({ state: "used" }, pool.totalCount - pool.idleCount);
        this.set({ state: "free" }, pool.idleCount);
        this.set({ state: "waited_for" }, pool.waitingCount);
      },
    });
  }
}

/** All counts of a server: its own, and those of its worker processes where it has any. */
export async function allMetrics(own: Metrics, workers: boolean): Promise<string> {
  if (!workers) return own.registry.metrics();
  const theirs = await new AggregatorRegistry().clusterMetrics();
  // The process that started the workers serves nobody itself: it runs the jobs.
  const jobs = await Promise.all(["yusr_job_seconds", "yusr_job_last_success_timestamp_seconds"].map((name) => own.registry.getSingleMetricAsString(name)));
  return `${withoutJobs(theirs)}\n${jobs.join("\n\n")}\n`;
}

/** Workers run no jobs, but their registries know of them. */
function withoutJobs(metrics: string): string {
  return metrics.split("\n").filter((line) => !/^(?:# (?:HELP|TYPE) )?yusr_job_/u.test(line)).join("\n");
}
