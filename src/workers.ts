import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Connections } from "./database/connections";

/** What a worker must know that only the process which opened the database knows. */
export interface WorkerOrders {
  readonly connections: Connections;
  /** Where the secrets are kept. */
  readonly secretsDir: string;
}

export interface Workers {
  readonly address: string;
  /** Lets all of them finish what is under way, and send clients away for so many milliseconds before. */
  close(patience?: number): Promise<void>;
}

/** One that lives shorter failed to start. */
const YOUNG_MS = 10_000;
/** So many failed starts in a row, and the whole gives up. */
const FAILURES = 5;

/**
 * Opens the doors in processes of their own on one port, so that one server uses several cores. One that dies is
 * replaced; five that die young one after the other end the whole through `onFailure`.
 */
export async function startWorkers(count: number, orders: WorkerOrders, log: Logger, onFailure: (error: Error) => void): Promise<Workers> {
  cluster.setupPrimary({ serialization: "advanced" });
  const live = new Set<Worker>();
  let stopping = false;
  let failures = 0;

  const start = async (): Promise<string> => {
    const worker = cluster.fork();
    const born = Date.now();
    live.add(worker);
    worker.once("exit", (code: number | null, signal: string | null) => {
      live.delete(worker);
      if (stopping) return;
      failures = code !== 0 && Date.now() - born < YOUNG_MS ? failures + 1 : 0;
      log.error({ code, signal }, "a worker ended");
      if (failures >= FAILURES) onFailure(new Error(`Workers end as soon as they start (${String(FAILURES)} times); the log above says why.`));
      else void replace();
    });
    worker.send(orders);
    return Promise.race([readyOf(worker), once(worker, "exit").then(() => Promise.reject(new Error("a worker ended before it was ready")))]);
  };
  const replace = async (): Promise<void> => {
    await sleep(100 * 2 ** failures);
    if (stopping) return;
    await start().catch(() => undefined);
  };

  let address = "";
  try {
    // The first one shows that everything is in order.
    address = await start();
    await Promise.all(Array.from({ length: count - 1 }, start));
  } catch (error) {
    stopping = true;
    for (const worker of live) worker.kill("SIGKILL");
    throw error;
  }
  return {
    address,
    close: async (patience = 0) => {
      stopping = true;
      await Promise.all(
        [...live].map(async (worker) => {
          const ended = once(worker, "exit");
          worker.send({ stop: patience });
          await ended;
        }),
      );
    },
  };
}

async function readyOf(worker: Worker): Promise<string> {
  const [message] = (await once(worker, "message")) as [{ readonly address: string }];
  return message.address;
}

/**
 * The life of a worker: waits for its orders, opens, and ends when it is told to, when it is terminated (to be replaced),
 * or when the process that started it is gone. To be called before anything is awaited: the orders do not wait.
 */
export async function beWorker(open: (orders: WorkerOrders) => Promise<{ readonly address: string; close(patience?: number): Promise<void> }>): Promise<void> {
  // A Ctrl-C goes to the whole group: the process that started this one stops it in order.
  process.on("SIGINT", () => undefined);
  const [orders] = (await once(process, "message")) as [WorkerOrders];
  const app = await open(orders);
  const stop = (patience: number): void => {
    void app.close(patience).finally(() => process.exit());
  };
  // Others send messages too: whoever gathers the metrics.
  process.on("message", (message: { readonly stop?: number }) => {
    if (message.stop !== undefined) stop(message.stop);
  });
  process.once("SIGTERM", () => {
    stop(0);
  });
  process.send?.({ address: app.address });
}

/** Whether this process was started by {@link startWorkers}. */
export const isWorker: boolean = cluster.isWorker;
