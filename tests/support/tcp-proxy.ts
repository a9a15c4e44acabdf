import { createConnection, createServer, type Socket } from "node:net";

/**
 * What the way between two ends does to what they send. `delay`: it comes later by {@link DELAY_MS} each way. `blackhole`:
 * nothing comes, not even that an end is gone. `reset`: connections there are, and new ones, are reset. `half-open`: the far
 * end is gone from the connections there are, and the near one is not told. `drip`: it comes byte by byte.
 */
export type Fault = "none" | "delay" | "blackhole" | "reset" | "half-open" | "drip";

/** How much later, in milliseconds. */
export const DELAY_MS = 100;

/** A fixed port in front of a server that moves, dies, or goes silent. */
export interface TcpProxy {
  readonly port: number;
  /** How often somebody connected. */
  readonly connections: () => number;
  /** Connections open now, on the side of whoever connects. */
  readonly open: () => number;
  /** Leads new connections there. */
  lead(to: number): void;
  /** From now on nothing that comes is passed on, and nothing answered. */
  silence(silent: boolean): void;
  /** From now on the way behaves so. */
  fail(fault: Fault): void;
  /**
   * Passes on the next `times` requests to PostgreSQL that hold this text and, instead of the answers to them, ends the
   * connections they came over. Absent text: commits.
   */
  cutReplies(times: number, to?: string): void;
  /** How many answers were cut off so far. */
  readonly cuts: () => number;
  /** Ends every connection there is; new ones go where they are led. */
  cut(): void;
  close(): Promise<void>;
}

/** `ReadyForQuery`, outside of any unit of work: whatever was asked is done, and kept. */
const DONE = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
/** So many bytes of what was sent before are looked at again, for a text that came in two pieces. */
const OVERLAP = 64;
/** More answers of what was asked at once come within so long. */
const SETTLED_MS = 15;

/** One in front of a PostgreSQL, and the address of the same database behind it. */
export async function proxyTo(databaseUrl: string): Promise<{ readonly proxy: TcpProxy; readonly url: string }> {
  const proxy = await tcpProxy();
  const url = new URL(databaseUrl);
  proxy.lead(Number(url.port));
  url.hostname = "127.0.0.1";
  url.port = String(proxy.port);
  return { proxy, url: url.href };
}

export async function tcpProxy(): Promise<TcpProxy> {
  let target = 0;
  let fault: Fault = "none";
  let count = 0;
  let cuts = 0;
  let toCut = { left: 0, text: "" };
  /** Each end of each connection, and its other end. */
  const ends = new Map<Socket, Socket>();
  const clients = new Set<Socket>();
  /** Ends whose other end is gone without their being told. */
  const widows = new Set<Socket>();

  const server = createServer({ noDelay: true }, (client) => {
    count += 1;
    if (fault === "reset") {
      client.on("error", () => undefined);
      client.resetAndDestroy();
      return;
    }
    const behind = createConnection({ port: target, host: "127.0.0.1", noDelay: true });
    clients.add(client);
    client.on("close", () => clients.delete(client));
    const cutter = replyCutter(client);
    for (const [from, to] of [[client, behind], [behind, client]] as const) {
      ends.set(from, to);
      const carry = carrier(to);
      from.on("data", (data) => {
        if (fault === "blackhole" || widows.has(from)) return;
        if (from === client) cutter.asked(data);
        else if (cutter.holds()) { cutter.answered(data); return; }
        carry(data);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        ends.delete(from);
        widows.delete(from);
        if (fault === "blackhole") widows.add(to);
        else if (!widows.has(to)) to.destroy();
      });
    }
  });

  /** Carries bytes to an end as the way is just now. */
  function carrier(to: Socket): (data: Buffer) => void {
    let last = Promise.resolve();
    return (data) => {
      if (fault === "delay") setTimeout(() => to.write(data), DELAY_MS);
      else if (fault === "drip") last = last.then(() => drip(to, data));
      else void last.then(() => to.write(data));
    };
  }

  function replyCutter(client: Socket): { asked(data: Buffer): void; holds(): boolean; answered(data: Buffer): void } {
    let before = Buffer.alloc(0);
    let held: Buffer | undefined;
    let settling: NodeJS.Timeout | undefined;
    return {
      asked: (data) => {
        if (toCut.left === 0 || held !== undefined) return;
        const seen = Buffer.concat([before, data]);
        before = seen.subarray(-OVERLAP);
        if (!seen.includes(toCut.text)) return;
        toCut.left -= 1;
        held = Buffer.alloc(0);
      },
      holds: () => held !== undefined,
      answered: (data) => {
        held = Buffer.concat([held ?? Buffer.alloc(0), data]);
        if (!held.includes(DONE) || settling !== undefined) return;
        settling = setTimeout(() => {
          cuts += 1;
          client.destroy();
        }, SETTLED_MS);
      },
    };
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const fail = (now: Fault): void => {
    fault = now;
    if (now === "reset") for (const client of clients) client.resetAndDestroy();
    if (now === "half-open") {
      for (const client of clients) {
        widows.add(client);
        ends.get(client)?.destroy();
      }
    }
    // Those who were never told are told when the way is open again, as by keep-alive.
    if (now === "none") for (const widow of widows) widow.destroy();
  };
  return {
    port: address.port,
    connections: () => count,
    open: () => clients.size,
    lead: (to) => {
      target = to;
    },
    silence: (silent) => {
      fail(silent ? "blackhole" : "none");
    },
    fail,
    cutReplies: (times, to = "COMMIT\0") => {
      toCut = { left: times, text: to };
    },
    cuts: () => cuts,
    cut: () => {
      for (const socket of ends.keys()) socket.destroy();
    },
    close: async () => {
      for (const socket of [...ends.keys(), ...widows]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function drip(to: Socket, data: Buffer): Promise<void> {
  for (let at = 0; at < data.length && !to.destroyed; at += 1) {
    await new Promise((resolve) => {
      to.write(data.subarray(at, at + 1));
      setImmediate(resolve);
    });
  }
}
