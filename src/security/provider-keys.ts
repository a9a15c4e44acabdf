import { JOSENotSupported, JWKSMultipleMatchingKeys, JWKSNoMatchingKey } from "jose/errors";
import { createRemoteJWKSet, customFetch } from "jose/jwks/remote";
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import type { OidcSettings } from "./oidc-settings";

/** How long the provider may take to answer. */
const PATIENCE_MS = 3_000;
/** How long its keys are believed: so long a token works while the provider is away, and so long a withdrawn key does. */
const BELIEVED_MS = 600_000;
/** How often at most it is asked because of a key that nobody knows, or again after it did not answer: whoever sends rubbish must not make us a burden to it. */
const PAUSE_MS = 5_000;

/** Thrown where the provider of identities does not tell its keys: nobody is let in, and nobody is called an impostor. */
export class IdentityProviderAway extends Error {
  constructor(cause: unknown) {
    super("The provider of identities does not tell its keys.", { cause });
  }
}

/** What is wrong with a token, not with the provider. */
const OF_THE_TOKEN = [JWKSNoMatchingKey, JWKSMultipleMatchingKeys, JOSENotSupported];

/** The provider's keys, asked for when they are first needed and when a token names one that is new. */
export function providerKeys({ issuer, jwksUrl }: Pick<OidcSettings, "issuer" | "jwksUrl">): JWTVerifyGetKey {
  const ask = withPauses(fetch);
  const remote = (url: string): JWTVerifyGetKey => createRemoteJWKSet(new URL(url), { timeoutDuration: PATIENCE_MS, cacheMaxAge: BELIEVED_MS, cooldownDuration: PAUSE_MS, [customFetch]: ask });
  const find = async (): Promise<JWTVerifyGetKey> => remote(jwksUrl ?? (await discovered(issuer, ask)));
  let found: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    try {
      // One search for all who come meanwhile; after one that failed, another.
      found ??= find().catch((error: unknown) => {
        found = undefined;
        throw error;
      });
      return await (await found)(header, token);
    } catch (error) {
      if (OF_THE_TOKEN.some((kind) => error instanceof kind)) throw error;
      throw new IdentityProviderAway(error);
    }
  };
}

/** Where the provider says that its keys are; only where it names itself as we do. */
async function discovered(issuer: string, ask: typeof fetch): Promise<string> {
  const answer = await ask(`${issuer.replace(/\/$/u, "")}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: "manual" });
  if (answer.status !== 200) throw new Error(`The discovery document was answered with ${String(answer.status)}.`);
  const told = (await answer.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (told.issuer !== issuer || typeof told.jwks_uri !== "string") throw new Error("The discovery document is not that of the issuer.");
  return told.jwks_uri;
}

/** After a failure everybody gets it at once for a while, instead of waiting for the next one. */
function withPauses(ask: typeof fetch): typeof fetch {
  let failed: { readonly error: unknown; readonly until: number } | undefined;
  return async (...request) => {
    if (failed !== undefined && performance.now() < failed.until) throw failed.error;
    try {
      const answer = await ask(...request);
      if (answer.status !== 200) throw new Error(`The provider of identities answered ${String(answer.status)}.`);
      failed = undefined;
      return answer;
    } catch (error) {
      failed = { error, until: performance.now() + PAUSE_MS };
      throw error;
    }
  };
}
