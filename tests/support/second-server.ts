import { pino } from "pino";
import { createApp } from "../../src/app";
import { Config } from "../../src/config/config";
import { secretKeys } from "../../src/config/secret-store";
import { TEST_KEYS } from "./test-app";
import { NOW } from "../surveys/survey-support";

/**
 * A server for tests that need more than one process: over the database named in TEST_DATABASE; prints its address.
 * With TEST_SECRETS its keys are those of the file in that folder.
 */
async function main(): Promise<void> {
  const url = process.env["TEST_DATABASE"] ?? "";
  const app = await createApp({
    connections: { owner: { url, role: "yusr_owner" }, app: { url, role: "yusr_app" } },
    secretKeys: process.env["TEST_SECRETS"] === undefined ? TEST_KEYS : secretKeys(new Config(), process.env["TEST_SECRETS"]),
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
  process.once("SIGTERM", () => {
    void app.close();
  });
  process.stdout.write(`${app.address}\n`);
}

void main();
