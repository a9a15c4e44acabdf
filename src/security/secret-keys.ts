/**
 * The keys behind every pseudonym and token, 256 bits each, one per purpose, so that no two purposes can be joined.
 * They never enter the database. A rotated one may be another at the next look: whoever uses one asks for it each time.
 */
export interface SecretKeys {
  /** Digests of portals' references: never rotated, because a reference is an idempotency key for ever. */
  readonly reference: Buffer;
  /** Whom a service is for, by agency. */
  readonly subject: NamedKey;
  /** Clerks and devices, by agency. */
  readonly operator: NamedKey;
  /** Who was asked lately, over all agencies; also what hides which service and invitation it was. */
  readonly contact: NamedKey;
  /** Survey tokens. */
  readonly token: NamedKey;
}

/** A key that may be replaced: what it made carries its name. */
export interface NamedKey {
  /** `v1`, `v2`, … */
  readonly id: string;
  readonly key: Buffer;
  /** The one before, while what it made is still to be found. */
  readonly previous?: NamedKey | undefined;
}

/** A key and the one before it, the newer first. */
export function keysOf(key: NamedKey): readonly NamedKey[] {
  return key.previous === undefined ? [key] : [key, key.previous];
}

/** The purposes whose key may be replaced at any time: nothing is lost by it but what its pseudonyms tell of each other. */
export const ROTATED = ["subject", "operator", "contact"] as const;
export type RotatedPurpose = (typeof ROTATED)[number];
