/** The roles that people may have. A portal is a machine: it comes with a key. */
export const PERSON_ROLES = ["owner", "office", "admin"] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** Whose access tokens are taken, and what in them says who may do what. */
export interface OidcSettings {
  /** Exactly as the tokens' `iss` says it. */
  readonly issuer: string;
  /** What the provider calls this server: every token's `aud` must hold it. */
  readonly audience: string;
  /** Where the provider's keys are; absent: where its discovery document says. */
  readonly jwksUrl: string | undefined;
  readonly roleClaim: string;
  readonly agencyClaim: string;
  /** Absent: owners own every service of their agency. */
  readonly servicesClaim: string | undefined;
  /** What a value of the role claim means here; other values mean nothing. */
  readonly roles: ReadonlyMap<string, PersonRole>;
}
