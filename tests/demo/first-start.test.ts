import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../support/server-process";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "yusr-demo-"));
  await chmod(dataDir, 0o755);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test("the very first start loads the demonstration; stopped in the middle it says how to go on, and a later start does not load by itself", async () => {
  const first = startServer({ YUSR_DATA_DIR: dataDir, YUSR_DEMO: "on" });
  await first.ready();
  while (!/Transactions \d+ %/u.test(first.output())) await new Promise((resolve) => setTimeout(resolve, 50));
  first.child.kill("SIGTERM");
  expect(await first.ended()).toBe(0);
  expect(first.output()).toMatch(/yusr_admin_\S+/u);
  expect(first.output()).toContain("half loaded; `npx yusr demo`");
  expect(first.output()).toContain("Stopped.");

  const second = startServer({ YUSR_DATA_DIR: dataDir, YUSR_DEMO: "on" });
  await second.ready();
  second.child.kill("SIGTERM");
  expect(await second.ended()).toBe(0);
  expect(second.output()).not.toContain("demonstration");
}, 120_000);
