import { fork } from "node:child_process";
import { once } from "node:events";
import type { JWK } from "jose";
import { join } from "node:path";

/** The name by which the provider knows Yusr. */
export const AUDIENCE = "https://yusr.example/api";

/** What a parent may have done, and with what. */
export interface Orders {
  /** The issuer's address. */
  start: (order: object) => Promise<string>;
  /** A new key signs; the old one is told no more, or still is. */
  rotate: (order: { readonly keepOld: boolean }) => Promise<void>;
  away: (order: { readonly away: boolean }) => Promise<void>;
  /** A token that no provider would make, signed with a key of its own or with the provider's. */
  forge: (order: { readonly header: Readonly<Record<string, unknown>>; readonly claims: Readonly<Record<string, unknown>>; readonly ownKey?: true }) => Promise<string>;
  /** The public half of the key that signs. */
  publicKey: (order: object) => Promise<JWK>;
  /** How often the keys were fetched. */
  fetched: (order: object) => Promise<number>;
}

export interface OidcProvider {
  readonly issuer: string;
  /** An access token for Yusr, as the provider makes it for one of its clients. */
  token(client: string): Promise<string>;
  /** Has the provider do something. */
  order<N extends keyof Orders>(name: N, order: Parameters<Orders[N]>[0]): Promise<Awaited<ReturnType<Orders[N]>>>;
  close(): Promise<void>;
}

/** A client of the provider, and what its tokens say. */
export interface ProviderClient {
  readonly id: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** For whom its tokens are, where that is not Yusr. */
  readonly audience?: string;
}

/** A real OpenID Connect provider on a port of its own. */
export async function startOidcProvider(clients: readonly ProviderClient[]): Promise<OidcProvider> {
  const child = fork(join(__dirname, "oidc-provider-process.ts"), [JSON.stringify(clients)], { execArgv: ["-r", "@swc-node/register"], cwd: join(__dirname, "../.."), stdio: ["ignore", "ignore", process.env["YUSR_TEST_LOG"] === undefined ? "ignore" : "inherit", "ipc"] });
  const waiting = new Map<number, { readonly resolve: (done: any) => void; readonly reject: (error: Error) => void }>();
  child.on("message", ({ id, done, error }: { id: number; done?: unknown; error?: string }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(done);
    else asked?.reject(new Error(error));
  });
  const ended = once(child, "exit");
  await Promise.race([once(child, "message"), ended.then(() => Promise.reject(new Error("the provider ended before it was ready")))]);
  let asked = 0;
  const order: OidcProvider["order"] = (name, what) =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      child.send({ id: asked, name, order: what });
    });
  const issuer = await order("start", {});
  return {
    issuer,
    order,
    token: async (client) => {
      const answer = await fetch(`${issuer}/token`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${client}:secret-of-${client}`).toString("base64")}` },
        body: new URLSearchParams({ grant_type: "client_credentials" }),
      });
      const { access_token: token } = (await answer.json()) as { access_token?: string };
      if (token === undefined) throw new Error(`the provider made no token: ${String(answer.status)}`);
      return token;
    },
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
}
