import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { slope, warm } from "../../bench/slope";

export interface Growth {
  /** Of what the process has in memory, in megabytes for each ten minutes, after its warm-up. */
  readonly megabytes: number;
  /** Megabytes, when it was warm and at the end. */
  readonly from: number;
  readonly to: number;
  /** Open files and sockets, likewise: the fewest of a window, since requests come and go. */
  readonly filesFrom: number;
  readonly filesTo: number;
}

export const openFiles = (pid: number): number => readdirSync(`/proc/${String(pid)}/fd`).length;

/** What a process holds, from outside (Linux), over so many windows. Of each window the least: what is waste goes when it is collected. */
export async function watchingProcess(pid: number, { windows, windowMs }: { readonly windows: number; readonly windowMs: number }): Promise<Growth> {
  const began = performance.now();
  const held: { readonly minutes: number; readonly megabytes: number; readonly files: number }[] = [];
  for (let window = 1; window <= windows; window += 1) {
    let [megabytes, files] = [Infinity, Infinity];
    for (const end = began + window * windowMs; performance.now() < end; ) {
      await sleep(windowMs / 10);
      megabytes = Math.min(megabytes, Number(/^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1]) / 1_024);
      files = Math.min(files, openFiles(pid));
    }
    if (megabytes !== Infinity) held.push({ minutes: (performance.now() - began) / 60_000, megabytes, files });
  }
  const settled = warm(held);
  return {
    megabytes: 10 * slope(settled.map(({ minutes, megabytes }) => [minutes, megabytes])),
    from: settled[0]?.megabytes ?? NaN,
    to: settled.at(-1)?.megabytes ?? NaN,
    filesFrom: settled[0]?.files ?? NaN,
    filesTo: settled.at(-1)?.files ?? NaN,
  };
}
