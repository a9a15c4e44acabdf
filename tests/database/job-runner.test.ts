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

test("jobs go on after the database died in the middle of one and refused everybody", async () => {
  const name = new URL(database.url).pathname.slice(1);
  const admin = (sql: string): Promise<unknown> => withClient({ url: process.env["TEST_ADMIN_URL"] ?? "" }, (client) => client.query(sql));
  let ran = 0;
  const dying = {
    name: "dying",
    schedule: "0 0 1 1 *",
    run: async () => {
      await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
      throw new Error("no");
    },
  };
  const counting = { name: "counting", schedule: "0 0 1 1 *", run: () => Promise.resolve((ran += 1)) };
  const told: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => told.push((JSON.parse(line) as { msg: string }).msg) });
  const runner = await startJobs(database.connections.owner, [dying, counting], log);
  await tick("dying");
  for (let i = 0; i < 400 && !told.includes("the jobs ended, and start again"); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await tick("counting");
  for (let i = 0; i < 400 && ran === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  await runner.stop();
  expect([told.includes("the jobs ended, and start again"), ran]).toEqual([true, 1]);
}, 60_000);

test("jobs go on after their connection ended as a tick came, and the process lives", async () => {
  let ran = 0;
  const counting = { name: "counting-on", schedule: "0 0 1 1 *", run: () => Promise.resolve((ran += 1)) };
  const runner = await withClient({ url: database.url }, async (client) => {
    await client.query("BEGIN; LOCK TABLE graphile_worker._private_known_crontabs IN ACCESS EXCLUSIVE MODE");
    const started = await startJobs(database.connections.owner, [counting], silent);
    for (let ended = 0; ended === 0; ) ended = (await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rowCount ?? 0;
    return started;
  });
  await tick("counting-on");
  for (let i = 0; i < 400 && ran === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  const known = (): Promise<unknown[]> => withClient({ url: database.url }, async (client) => (await client.query("SELECT 1 FROM graphile_worker._private_known_crontabs WHERE identifier = 'counting-on'")).rows);
  for (let i = 0; i < 400 && (await known()).length === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  await runner.stop();
  expect(ran).toBe(1);
  expect(await known()).toHaveLength(1);
}, 60_000);

test("a server asked to runs the house's jobs, and closes with them", async () => {
  const app = await startTestApp({ database, jobs: true });
  expect(app.house.jobs.map((job) => job.name)).toEqual(expect.arrayContaining(["fold-tallies", "release-answers"]));
  await tick("release-answers");
  for (let i = 0; i < 100 && (await waiting()).includes("release-answers"); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await waiting()).not.toContain("release-answers");
  await app.close();
});
