import type { AccessTokens } from "./access-tokens.service";
import type { Actor } from "./actor";
import type { KeysService } from "./keys.service";

/** Who stands at the door, by what they send as `Authorization`. */
export class Callers {
  constructor(
    private readonly keys: KeysService,
    /** Absent where no provider of identities is configured. */
    private readonly tokens: AccessTokens | undefined,
  ) {}

  /** `Bearer <key or access token>`. No header: nobody in particular. A header that does not fit: undefined. */
  async actorOf(authorization: string | undefined): Promise<Actor | undefined> {
    if (authorization === undefined) return { kind: "anonymous" };
    const [, credential] = /^Bearer (\S+)$/iu.exec(authorization) ?? [];
    if (credential === undefined) return undefined;
    return credential.startsWith("yusr_") ? this.keys.actorOf(credential) : this.tokens?.actorOf(credential);
  }
}
