import { Agent, request } from "node:http";

/** Posts JSON over connections that stay open. */
export class HttpClient {
  private readonly agent: Agent;

  constructor(
    private readonly address: string,
    private readonly key: string | undefined,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** The text that comes back, whatever its status. */
  async post(path: string, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
      };
      const sent = request(`${this.address}${path}`, { method: "POST", agent: this.agent, headers }, (response) => {
        let answer = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          answer += chunk;
        });
        response.on("end", () => {
          resolve(answer);
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** So many clients, each of which takes the next piece of work as soon as it is free. Answers how many seconds it all took. */
export async function secondsFor<W>(clients: number, work: readonly W[], perform: (piece: W) => Promise<void>): Promise<number> {
  const queue = work.toReversed();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let piece = queue.pop(); piece !== undefined; piece = queue.pop()) await perform(piece);
    }),
  );
  return (performance.now() - start) / 1_000;
}
