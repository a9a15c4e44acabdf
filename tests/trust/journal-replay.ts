import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Message } from "./journal";
import type { Orders } from "./journal-orders";
import type { JournalSender } from "./journal-sender";

const [BATCH, AT_ONCE] = [500, 6];
/** Messages of one kind are about different keys, but for answers that were raced for, which go one by one. */
const ORDER = ["BEGUN", "WHOLE", "CONTRADICTION", "INVALID", "ANSWER"] as const;

/** Sends everything in a journal once more, so that each message has one more reply. */
export async function replay(path: string, { portals, foreign }: Orders, sender: JournalSender): Promise<void> {
  const messages = new Map<string, Message[]>();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (!line.startsWith('{"t":"S"')) continue;
    const { m, k, kind, refusal, item, answer } = JSON.parse(line) as Message;
    const same = messages.get(kind) ?? [];
    same.push({ m, k, kind, refusal, ...(item === undefined ? {} : { item }), ...(answer === undefined ? {} : { answer }) });
    messages.set(kind, same);
  }
  const orders: (() => Promise<unknown>)[] = [];
  for (const kind of ORDER) {
    const same = messages.get(kind) ?? [];
    if (kind === "ANSWER") {
      for (const message of same) orders.push(() => sender.submit(message, message.answer?.token ?? "", message.answer?.score ?? 0));
      continue;
    }
    for (const { key, services } of portals) {
      const own = same.filter(({ item }) => services.includes(item?.service ?? "") || (item?.service === foreign && key === portals[0]?.key));
      for (let i = 0; i < own.length; i += BATCH) orders.push(() => sender.record(key, own.slice(i, i + BATCH)));
    }
  }
  const waiting = orders.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const order of waiting) await order();
  }));
}
