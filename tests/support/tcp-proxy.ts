import { createConnection, createServer, type Socket } from "node:net";

/** A fixed port in front of a server that moves, dies, or goes silent. */
export interface TcpProxy {
  readonly port: number;
  /** How often somebody connected. */
  readonly connections: () => number;
  /** Leads new connections there. */
  lead(to: number): void;
  /** From now on nothing that comes is passed on, and nothing answered. */
  silence(silent: boolean): void;
  /** Ends every connection there is; new ones go where they are led. */
  cut(): void;
  close(): Promise<void>;
}

export async function tcpProxy(): Promise<TcpProxy> {
  let target = 0;
  let silent = false;
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    count += 1;
    const behind = createConnection({ port: target, host: "127.0.0.1" });
    for (const [from, to] of [[client, behind], [behind, client]] as const) {
      sockets.add(from);
      from.on("data", (data) => {
        if (!silent) to.write(data);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    connections: () => count,
    lead: (to) => {
      target = to;
    },
    silence: (now) => {
      silent = now;
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
