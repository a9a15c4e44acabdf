import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Provider } from "oidc-provider";
import { AUDIENCE, type Orders } from "./oidc-provider";

/**
 * A certified OpenID Connect provider in a process of its own (it knows ES modules alone, which Jest does not). Every
 * client's `yusr` metadata are the extra claims of its access tokens.
 */
async function main(): Promise<void> {
  // It asks for Node 22 because of this alone.
  (URL as unknown as Record<string, unknown>)["parse"] ??= (text: string, base?: string) => (URL.canParse(text, base) ? new URL(text, base) : null);
  const { Provider: ProviderClass } = await import("oidc-provider");
  const clients = JSON.parse(process.argv[2] ?? "[]") as readonly { id: string; claims: object; audience?: string }[];
  const newKey = async (kid: string): Promise<JWK> => ({ ...(await exportJWK((await generateKeyPair("RS256", { extractable: true })).privateKey)), kid, alg: "RS256", use: "sig" });
  let keys = [await newKey("first")];
  let provider: Provider;
  let away = false;
  let fetched = 0;
  const server: Server = createServer((request, response) => {
    if (away) {
      request.socket.destroy();
      return;
    }
    if (request.url === "/jwks") fetched += 1;
    void provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const open = (): void => {
    provider = new ProviderClass(issuer, {
      clients: clients.map(({ id, claims, audience }) => ({ client_id: id, client_secret: `secret-of-${id}`, grant_types: ["client_credentials"], redirect_uris: [], response_types: [], yusr: { claims, audience } })),
      extraClientMetadata: { properties: ["yusr"] },
      jwks: { keys },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => AUDIENCE,
          getResourceServerInfo: (_: unknown, __: string, client: { yusr: { audience?: string } }) => ({ scope: "", audience: client.yusr.audience ?? AUDIENCE, accessTokenTTL: 300, accessTokenFormat: "jwt", jwt: { sign: { alg: "RS256" } } }),
        },
      },
      extraTokenClaims: (_: unknown, { client }: { client: { yusr: { claims: object } } }) => client.yusr.claims,
    });
  };
  open();

  const orders: Orders = {
    start: () => Promise.resolve(issuer),
    rotate: async ({ keepOld }) => {
      keys = [await newKey(`key-${String(Date.now())}`), ...(keepOld ? keys : [])];
      open();
    },
    away: (order) => {
      away = order.away;
      server.closeAllConnections();
      return Promise.resolve();
    },
    forge: async ({ header, claims, ownKey }) => {
      const [signing] = keys;
      const key = ownKey ? (await generateKeyPair("RS256")).privateKey : await importJWK(signing ?? {}, "RS256");
      return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: signing?.kid ?? "", ...header }).sign(key);
    },
    publicKey: () => {
      const { kty, n, e, kid } = keys[0] ?? {};
      return Promise.resolve({ kty, n, e, kid } as JWK);
    },
    fetched: () => Promise.resolve(fetched),
  };
  process.on("message", ({ id, name, order }: { id: number; name: keyof Orders; order: never }) => {
    void orders[name](order).then((done) => process.send?.({ id, done }), (error: unknown) => process.send?.({ id, error: String(error) }));
  });
  process.once("disconnect", () => process.exit());
  process.send?.({ id: 0 });
}

void main();
