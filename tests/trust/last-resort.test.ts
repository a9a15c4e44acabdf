import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BrowseCatalogueService } from "../../src/catalogue/browse-catalogue.service";
import { withClient } from "../../src/database/roles";
import { figure } from "../support/figures";
import { type ServerProcess, startServer } from "../support/server-process";
import { send, TEST_KEY_VARIABLES } from "../support/test-app";
import { granted, openSurveyDesk, RECORD, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
afterAll(() => desk.app.close());

interface Told {
  /** What the one that was under way at that moment was told. */
  readonly underWay: string;
  /** How the server ended; undefined where it went on. */
  readonly ended: number | NodeJS.Signals | null | undefined;
}

/** A server with bugs of these kinds, each of which comes to light while one transaction waits for a lock and others come in. */
async function withBugs(plants: readonly string[], check: (told: readonly Told[], server: ServerProcess, acked: readonly string[]) => Promise<void>): Promise<void> {
  const server = startServer({ DATABASE_URL: desk.app.database.url, YUSR_JOBS: "off", YUSR_DRAIN_SECONDS: "1", NODE_OPTIONS: `--require ${join(__dirname, "../support/plant-errors.cjs")}`, PLANTS: plants.filter((plant) => plant !== "pool").join(","), ...TEST_KEY_VARIABLES });
  const address = await server.ready();
  const acked: string[] = [];
  const record = async (item: object): Promise<string> => {
    const { data, errors } = await send(address, desk.portal, RECORD, { input: { items: [item] } });
    if (errors !== undefined) return errors[0].extensions.code as string;
    acked.push(data.recordTransactions.results[0].receipt as string);
    return "acked";
  };
  const bug = async (plant: string): Promise<Told> => {
    const item = granted(desk.service);
    expect(await record(item)).toBe("acked");
    return withClient({ url: desk.app.database.url }, async (blocker) => {
      await blocker.query("BEGIN");
      await blocker.query("SELECT 1 FROM transaction WHERE id = $1 FOR UPDATE", [acked.at(-1)]);
      const underWay = record(item).catch(() => "cut off");
      while ((await desk.behind("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", [])).length === 0) await sleep(20);
      await bringToLight(plant, server);
      const others = await Promise.all([1, 2, 3].map(() => record(granted(desk.service)).catch(() => "refused")));
      await blocker.query("ROLLBACK");
      const told = { underWay: await underWay, ended: await Promise.race([server.ended(), sleep(ENDS.has(plant) ? 20_000 : 500, undefined, { ref: false })]) };
      figure("S25", `${plant}: the one under way ${told.underWay}, others ${others.join(", ")}, exit ${String(told.ended)}`);
      return told;
    });
  };
  try {
    const told: Told[] = [];
    for (const plant of plants) told.push(await bug(plant));
    await check(told, server, acked);
  } finally {
    server.child.kill("SIGKILL");
    await server.ended();
  }
}

/** After which a server ends. */
const ENDS = new Set(["timer", "emitter", "unwatched"]);

async function bringToLight(plant: string, server: ServerProcess): Promise<void> {
  if (plant === "pool") {
    await desk.behind("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'yusr' AND state = 'idle' AND pid <> pg_backend_pid()", []);
    return;
  }
  server.child.kill("SIGUSR2");
  while (!server.output().includes(`planted: ${plant}`) && server.child.exitCode === null) await sleep(20);
}

const kept = async (receipts: readonly string[]): Promise<number> => (await desk.behind("SELECT 1 FROM transaction WHERE id = ANY ($1)", [receipts])).length;

test.each(process.env["TRUST_ROUNDS"] === undefined ? ["emitter"] : ["emitter", "timer"])(
  "S25 broken promises and lost connections leave a server up; after an exception in %s that nobody caught it answers what is under way and ends with a code; nothing acknowledged is lost",
  async (last) => {
    await withBugs(["promise", "pool", last], async (told, server, acked) => {
      expect(told).toEqual([{ underWay: "acked", ended: undefined }, { underWay: "acked", ended: undefined }, { underWay: "acked", ended: 1 }]);
      expect(server.output()).toContain("nobody waited for it");
      expect(server.output()).toContain("nobody caught an exception");
      expect(await kept(acked)).toBe(new Set(acked).size);
    });
  },
  90_000,
);

test("S25 a resolver that throws is told as our fault, and the next one is answered", async () => {
  jest.spyOn(BrowseCatalogueService.prototype, "agencies").mockRejectedValueOnce(new Error("planted"));
  const office = await desk.app.key({ role: "office" });
  const query = "{ agencies(first: 1) { totalCount } }";
  expect(await desk.app.send(office, query)).toMatchObject({ status: 500, errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] });
  expect((await desk.app.send(office, query)).status).toBe(200);
});

test("S25 control: without a last resort what is under way is cut off", async () => {
  await withBugs(["unwatched"], ([told]) => {
    expect(told?.underWay).toBe("cut off");
    expect(told?.ended).not.toBe(0);
    return Promise.resolve();
  });
}, 90_000);
