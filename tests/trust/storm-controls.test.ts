import { setTimeout as sleep } from "node:timers/promises";
import { figure } from "../support/figures";
import { journaled } from "./journaled";
import { type Plant, StormStub } from "./storm-stub";

const SECONDS = 1.5;

/** What the check says of a server with a fault, after it was killed twice under the journal's clients. */
async function checked(plant: Plant): Promise<any> {
  const stub = await StormStub.start(plant, "AG/FOREIGN");
  try {
    return await journaled(
      { addresses: [stub.address], portals: [{ key: "key", services: ["AG/ONE", "AG/TWO"] }], foreign: "AG/FOREIGN", passages: 1_500, answers: 100, seconds: SECONDS, vanishes: true },
      async () => {
        for (const _ of [1, 2]) {
          await sleep((SECONDS * 1000) / 2);
          stub.crash();
        }
      },
      (facts) => { stub.writeFacts(facts); },
    );
  } finally {
    await stub.close();
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
