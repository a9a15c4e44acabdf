import { pino } from "pino";
import { type App, createApp } from "../../src/app";
import { TEST_KEYS } from "./test-app";
import { NOW } from "../surveys/survey-support";

/**
 * A server for tests that need more than one process: over the database named in TEST_DATABASE; prints its address.
 * With TEST_MAINTENANCE it folds and releases without a pause.
 */
async function main(): Promise<void> {
  const url = process.env["TEST_DATABASE"] ?? "";
  const app = await createApp({
    connections: { owner: { url, role: "yusr_owner" }, app: { url, role: "yusr_app" } },
    secretKeys: TEST_KEYS,
    log: pino({ level: "silent" }),
    publicUrl: "https://yusr.example",
    minimumCell: 10,
    poolSize: 10,
    host: "127.0.0.1",
    port: 0,
    // Answers are sent by documents that are the tests' own, which no installation registers.
    development: true,
    jobs: false,
    requestSeconds: 30,
    clock: () => NOW,
  });
  const stopping = new AbortController();
  const maintained = process.env["TEST_MAINTENANCE"] === undefined ? Promise.resolve() : maintain(app, stopping.signal);
  process.once("SIGTERM", () => {
    stopping.abort();
    void maintained.then(() => app.close());
  });
  process.stdout.write(`${app.address}\n`);
}

async function maintain({ house }: App, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await house.tallies.fold.fold({ kind: "system", job: "fold-tallies" });
    await house.tallies.release.release({ kind: "system", job: "release-answers" });
  }
}

void main();
