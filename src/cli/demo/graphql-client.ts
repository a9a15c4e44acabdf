/** A refusal by the API, or an answer that is none: what the demonstration sends ought to be taken. */
export class ApiRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

interface Reply {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** One caller of the public API: GraphQL over HTTP with a key, as any portal does it. */
export class GraphqlClient {
  constructor(
    private readonly address: string,
    private readonly key: string,
    private readonly stopping: AbortSignal,
  ) {}

  /**
   * What a document answers.
   *
   * @throws ApiRefused for errors of GraphQL and for anything that is not an answer of GraphQL
   */
  async send<T>(document: string, variables: object = {}): Promise<T> {
    const response = await fetch(`${this.address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.key}` },
      body: JSON.stringify({ query: document, variables }),
      signal: this.stopping,
    });
    const text = await response.text();
    const reply = parse(text);
    const [error] = reply?.errors ?? [];
    if (error !== undefined) throw new ApiRefused(error.extensions?.code ?? "ERROR", error.message);
    if (reply?.data === undefined) throw new ApiRefused(`HTTP_${String(response.status)}`, text.slice(0, 200));
    return reply.data as T;
  }
}

function parse(text: string): Reply | undefined {
  try {
    return JSON.parse(text) as Reply;
  } catch {
    return undefined;
  }
}
