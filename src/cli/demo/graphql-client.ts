import { once } from "node:events";
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";

/** A refusal by the API, or an answer that is none: what the demonstration sends ought to be taken. */
export class ApiRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Reply {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** The way to a server: connections that are kept while there is something to send, and closed at the end, so that the server need not wait for them. */
export class GraphqlServer {
  private readonly endpoint: URL;
  private readonly agent: HttpAgent;

  /** @param address without a slash at the end */
  constructor(
    address: string,
    private readonly stopping: AbortSignal,
  ) {
    this.endpoint = new URL(`${address}/graphql`);
    this.agent = this.endpoint.protocol === "https:" ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /** @throws ApiRefused `UNREACHABLE` where nobody answers; whatever the signal throws when it stops */
  async post(key: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { endpoint, agent, stopping } = this;
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), authorization: `Bearer ${key}` };
    try {
      const sent = (endpoint.protocol === "https:" ? httpsRequest : httpRequest)(endpoint, { method: "POST", headers, agent, signal: stopping });
      // Without a listener of its own, an error that comes after the response would end the process; the reader below meets it too.
      sent.on("error", () => undefined).end(body);
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      return { status: response.statusCode ?? 0, text: await text(response) };
    } catch (error) {
      stopping.throwIfAborted();
      throw new ApiRefused("UNREACHABLE", `Nobody answers at ${endpoint.href} (${error instanceof Error ? error.message : String(error)}).`);
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

/** One caller of the public API: GraphQL over HTTP with a key, as any portal does it. */
export class GraphqlClient {
  constructor(
    private readonly server: GraphqlServer,
    private readonly key: string,
  ) {}

  /**
   * What a document answers.
   *
   * @throws ApiRefused for errors of GraphQL and for anything that is not an answer of GraphQL (`HTTP_` and the status)
   */
  async send<T>(document: string, variables: object = {}): Promise<T> {
    const answer = await this.server.post(this.key, JSON.stringify({ query: document, variables }));
    const reply = parse(answer.text);
    const [error] = reply?.errors ?? [];
    if (error !== undefined) throw new ApiRefused(error.extensions?.code ?? "ERROR", error.message);
    if (reply?.data === undefined) throw new ApiRefused(`HTTP_${String(answer.status)}`, answer.text.slice(0, 200));
    return reply.data as T;
  }
}

function parse(body: string): Reply | undefined {
  try {
    return JSON.parse(body) as Reply;
  } catch {
    return undefined;
  }
}
