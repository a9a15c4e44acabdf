import { pino } from "pino";
import { type JobRunner, startJobs } from "../../src/database/job-runner";
import { withClient } from "../../src/database/roles";
import { startTestApp } from "../support/test-app";
import { createTestDatabase, type TestDatabase } from "../support/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const silent = pino({ level: "silent" });
const tick = (job: string): Promise<void> =>
  withClient(database.connections.owner, async (client) => {
    await client.query("SELECT graphile_worker.add_job($1, job_key => $1)", [job]);
  });
const waiting = (): Promise<string[]> =>
  withClient({ url: database.url }, async (client) => (await client.query<{ identifier: string }>("SELECT task_identifier AS identifier FROM graphile_worker.jobs")).rows.map((row) => row.identifier));

test("a job runs when its time has come; stopping waits for it, and a failing one harms nobody", async () => {
  let started: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (started = resolve));
  let finish: () => void = () => undefined;
  const allowed = new Promise<void>((resolve) => (finish = resolve));
  let done = 0;
  const slow = { name: "slow", schedule: "0 0 1 1 *", run: async () => { started(); await allowed; done += 1; } };
  const broken = { name: "broken", schedule: "0 0 1 1 *", run: () => Promise.reject(new Error("no")) };
  const runner: JobRunner = await startJobs(database.connections.owner, [slow, broken], silent);
  await tick("broken");
  await tick("slow");
  await begun;
  const stopped = runner.stop();
  finish();
  await stopped;
  expect(done).toBe(1);
  expect(await waiting()).not.toContain("slow");
});

test("a server asked to runs the house's jobs, and closes with them", async () => {
  const app = await startTestApp({ database, jobs: true });
  expect(app.house.jobs.map((job) => job.name)).toEqual(expect.arrayContaining(["fold-tallies", "release-answers"]));
  await tick("release-answers");
  for (let i = 0; i < 100 && (await waiting()).includes("release-answers"); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await waiting()).not.toContain("release-answers");
  await app.close();
});
