import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What came back on a connection on which bytes were sent as they are. */
export interface RawAnswer {
  /** Status of each answer, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
  /** Body of the last answer. */
  readonly body: string;
  /** Milliseconds until the server closed the connection; undefined: it had not when we stopped waiting. */
  readonly closedAfter: number | undefined;
}

export function rawSocket(address: string, from?: string): Socket {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), ...(from === undefined ? {} : { localAddress: from }) });
  socket.on("error", () => undefined);
  return socket;
}

/** Sends bytes, and listens until the server closes the connection or nothing more is to be expected. */
export async function sendRaw(address: string, bytes: string, wait = 300): Promise<RawAnswer> {
  const socket = rawSocket(address);
  const began = performance.now();
  await once(socket, "connect");
  let text = "";
  let closedAfter: number | undefined;
  socket.setEncoding("latin1").on("data", (more: string) => (text += more));
  const closed = once(socket, "close").then(() => {
    closedAfter = performance.now() - began;
  });
  socket.write(bytes, "latin1");
  let quiet: NodeJS.Timeout | undefined;
  await Promise.race([closed, new Promise<void>((resolve) => (quiet = setTimeout(resolve, wait)))]);
  clearTimeout(quiet);
  socket.destroy();
  return { statuses: [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gmu)].map(([, status]) => Number(status)), text, body: text.slice(text.lastIndexOf("\r\n\r\n") + 4), closedAfter };
}
