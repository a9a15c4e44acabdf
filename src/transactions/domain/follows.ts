/** Why a transaction follows another one. */
export const FollowsKind = {
  APPEAL: "APPEAL",
  REFUND: "REFUND",
  CORRECTION: "CORRECTION",
  RENEWAL: "RENEWAL",
  REAPPLICATION: "REAPPLICATION",
  SAME_JOURNEY: "SAME_JOURNEY",
} as const;
export type FollowsKind = keyof typeof FollowsKind;

/** The transaction before this one, perhaps of another service; it need not be known here. */
export interface Follows {
  readonly serviceId: string;
  readonly reference: Digest;
  readonly kind: FollowsKind;
}

/** 32 bytes in hexadecimal that stand for a text which is stored nowhere. */
export type Digest = string;
