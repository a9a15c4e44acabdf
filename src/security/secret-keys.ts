/**
 * The keys behind every pseudonym and token, 256 bits each, one per purpose, so that no two purposes can be joined.
 * They never enter the database.
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
  readonly id: string;
  readonly key: Buffer;
}
