import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { JournalClient } from "./journal-client";
import type { Orders } from "./journal-orders";
import { midnightOf } from "./storm-world";

const run = promisify(execFile);

/** Who sends what, and how much in how long; the rest is as usual. */
export type Journaled = Pick<Orders, "addresses" | "portals" | "foreign" | "passages" | "answers" | "seconds"> & Partial<Orders>;

/**
 * Lets the journal's clients work in this process for as long as something takes, and then until each message has its final
 * word; answers what the check says of it.
 */
export async function journaled(orders: Journaled, during: (client: JournalClient) => Promise<void>, writeFacts: (file: string, orders: Orders) => unknown): Promise<any> {
  const dir = await mkdtemp(join(tmpdir(), "yusr-journal-"));
  try {
    const journal = join(dir, "journal.jsonl");
    const whole: Orders = { seed: 7, midnight: midnightOf(Date.now()), days: 2, largestBatch: 10, machines: 3, citizens: 5, raceEvery: 4, racers: 20, vanishes: false, ...orders, journal };
    const client = new JournalClient(whole);
    const working = client.work();
    try {
      await during(client);
    } finally {
      client.stop();
      await working;
      client.journal.close();
      client.sender.close();
    }
    const facts = join(dir, "facts.jsonl");
    await writeFacts(facts, whole);
    return JSON.parse((await run("python3", [join(__dirname, "journal.py"), journal, facts], { maxBuffer: 1e8 })).stdout);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
