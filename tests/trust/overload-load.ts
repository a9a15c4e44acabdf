import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { unusedReference } from "../transactions/intake-support";

/** Transactions in each request. */
export const ITEMS = 20;
const QUERY = "mutation ($input: RecordTransactionsInput!) { recordTransactions(input: $input) { ... on TransactionResults { results { status } } ... on Refusal { code } } }";

export interface Sender {
  readonly key: string;
  /** Name of the service it tells of. */
  readonly service: string;
}

export interface Told {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly milliseconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });

/** One call of `recordTransactions`, all of it new. A status of 0: no answer. */
export function record(address: string, { key, service }: Sender): Promise<Told> {
  const items = Array.from({ length: ITEMS }, () => ({ service, reference: unusedReference(), startedAt: "2026-03-01T09:00:00+04:00" }));
  const body = JSON.stringify({ query: QUERY, variables: { input: { items } } });
  const began = performance.now();
  return new Promise((resolve) => {
    const told = (status: number, retryAfter?: string): void => {
      resolve({ status, retryAfter, milliseconds: performance.now() - began });
    };
    const sent = request(`${address}/graphql`, { method: "POST", agent, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), authorization: `Bearer ${key}` } }, (response) => {
      response.resume().once("end", () => {
        told(response.statusCode ?? 0, response.headers["retry-after"]);
      });
    });
    sent.once("error", () => {
      told(0);
    });
    sent.end(body);
  });
}

/** So many requests a second, whatever becomes of those before. */
export async function atRate(address: string, sender: Sender, perSecond: number, seconds: number): Promise<readonly Told[]> {
  const sent: Promise<Told>[] = [];
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    for (const due = ((performance.now() - began) / 1_000) * perSecond; sent.length < due; ) sent.push(record(address, sender));
    await sleep(10);
  }
  return Promise.all(sent);
}

/** As many as get through where so many clients each wait for an answer before they ask again: requests a second. */
export async function capacity(address: string, senders: readonly Sender[], clients: number, seconds: number): Promise<number> {
  const began = performance.now();
  const counts = await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      let answered = 0;
      while (performance.now() - began < seconds * 1_000) {
        const { status } = await record(address, senders[i % senders.length] as Sender);
        if (status !== 200) throw new Error(`answered ${String(status)}`);
        answered += 1;
      }
      return answered;
    }),
  );
  return (counts.reduce((a, b) => a + b, 0) * 1_000) / (performance.now() - began);
}

export const percentile = (told: readonly Told[], share: number): number => told.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)[Math.floor(told.length * share)] ?? 0;
