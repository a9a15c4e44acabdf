import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { figure } from "../support/figures";
import { JournalClient } from "./journal-client";
import { type Plant, StormStub } from "./storm-stub";
import { midnightOf } from "./storm-world";

const run = promisify(execFile);
const SECONDS = 1.5;

/** What the check says of a server with a fault, after it was killed twice under the journal's clients. */
async function checked(plant: Plant): Promise<any> {
  const dir = await mkdtemp(join(tmpdir(), "yusr-control-"));
  const stub = await StormStub.start(plant, "AG/FOREIGN");
  try {
    const journal = join(dir, "journal.jsonl");
    const client = new JournalClient({
      journal, addresses: [stub.address], seed: 7, portals: [{ key: "key", services: ["AG/ONE", "AG/TWO"] }], foreign: "AG/FOREIGN", midnight: midnightOf(Date.now()), days: 2,
      passages: 1_500, answers: 100, seconds: SECONDS, largestBatch: 10, machines: 3, citizens: 5, raceEvery: 4, racers: 20, vanishes: true,
    });
    const working = client.work();
    for (const _ of [1, 2]) {
      await sleep((SECONDS * 1000) / 2);
      stub.crash();
    }
    client.stop();
    await working;
    client.journal.close();
    client.sender.close();
    const facts = join(dir, "facts.jsonl");
    stub.writeFacts(facts);
    return JSON.parse((await run("python3", [join(__dirname, "journal.py"), journal, facts])).stdout);
  } finally {
    await stub.close();
    await rm(dir, { recursive: true, force: true });
  }
}

test("F1 control of the controls: a server without a fault passes the same check", async () => {
  const left = await checked("none");
  expect(left).toMatchObject({ wrong: [] });
  expect([left.transactions, left.answers, left.races, left.figures].every((n) => n > 0)).toBe(true);
});

test.each<readonly [id: string, Plant, found: string]>([
  ["F1", "acknowledged before it is stored", "lost"],
  ["F6", "no unique key, and replies cut", "doubled"],
  ["F14", "a token checked, then used", "oneAnswerPerToken"],
  ["F13", "a counter beside the insert", "reportIsJournal"],
  ["F1", "an error of a batch swallowed", "lost"],
])("%s control: %s: the check finds it as %s", async (id, plant, found) => {
  const left = await checked(plant);
  figure(id, `${found} ${String(left[found])}`);
  expect(left[found]).toBeGreaterThan(0);
  if (found === "oneAnswerPerToken") expect(left.doubled).toBeGreaterThan(0);
});
