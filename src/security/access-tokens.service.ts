import { JOSEError } from "jose/errors";
import { jwtVerify, type JWTVerifyGetKey } from "jose/jwt/verify";
import type { Logger } from "pino";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import type { Actor } from "./actor";
import type { OidcSettings } from "./oidc-settings";
import { type Person, personOf } from "./person-of-claims";
import type { AgencyDirectory } from "./ports/agency-directory";
import { providerKeys } from "./provider-keys";
import type { Pseudonyms } from "./pseudonyms";

/** Signatures with a key of two halves alone: with one secret for both ends (HS256), whoever can check can also sign. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
/** By how many seconds clocks may differ. */
const TOLERANCE_S = 30;

/** Access tokens of people, made by a provider of identities. */
export class AccessTokens {
  private readonly keyOf: JWTVerifyGetKey;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly settings: OidcSettings,
    private readonly directory: AgencyDirectory,
    private readonly pseudonyms: Pseudonyms,
    private readonly clock: Clock,
    private readonly log: Pick<Logger, "info">,
  ) {
    this.keyOf = providerKeys(settings);
  }

  /**
   * Whom a token speaks for; undefined where it opens nothing, whatever the reason: that is in the log alone.
   * @throws IdentityProviderAway where that cannot be told
   */
  async actorOf(token: string): Promise<Actor | undefined> {
    const person = await this.verified(token);
    const actor = typeof person === "string" ? person : await this.toActor(person);
    if (typeof actor !== "string") return actor;
    this.log.info({ reason: actor }, "an access token was refused");
    return undefined;
  }

  /** @returns the reason, where it is no genuine token for this server */
  private async verified(token: string): Promise<Person | string> {
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keyOf, { issuer, audience, algorithms: ALGORITHMS, clockTolerance: TOLERANCE_S, currentDate: this.clock(), requiredClaims: ["exp", "sub"] });
      return personOf(payload, this.settings);
    } catch (error) {
      if (!(error instanceof JOSEError)) throw error;
      // Which claim failed, and how, never what stood in it.
      const { claim, reason } = error as { claim?: unknown; reason?: unknown };
      return [error.code, claim, reason].filter((part) => typeof part === "string").join(" ");
    }
  }

  private async toActor(person: Person): Promise<Actor | "UNKNOWN_AGENCY" | "UNKNOWN_SERVICE"> {
    const signer = { person: this.pseudonyms.official(this.settings.issuer, person.subject) };
    if (person.role !== "owner") return { kind: person.role, ...signer };
    const { agency, services } = person;
    return this.units.single(async (unit) => {
      const agencyId = await this.directory.agency(unit, agency);
      if (agencyId === undefined) return "UNKNOWN_AGENCY";
      if (services === undefined) return { kind: "owner", ...signer, agencyId, serviceIds: undefined };
      const serviceIds = await this.directory.services(unit, agency, services);
      return serviceIds === undefined ? "UNKNOWN_SERVICE" : { kind: "owner", ...signer, agencyId, serviceIds };
    });
  }
}
