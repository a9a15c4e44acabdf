import type { Refusal } from "../shared/refusal";
import type { RotatedPurpose } from "./secret-keys";

/** A key that is kept, without the key. */
export interface KeptKey {
  readonly purpose: RotatedPurpose;
  /** `v1`, `v2`, … */
  readonly keyId: string;
  readonly state: "CURRENT" | "PREVIOUS";
}

/** Where the keys are kept. Implemented by `config/`. */
export interface SecretStore {
  list(): readonly KeptKey[];
  /** Makes a new key the current one, and the current one the one before. Refused with `PREVIOUS_KEY_KEPT` or `KEYS_IN_ENVIRONMENT`. */
  rotate(purpose: RotatedPurpose): readonly KeptKey[] | Refusal;
  /** Forgets the key before, for good. Refused with `NO_PREVIOUS_KEY` or `KEYS_IN_ENVIRONMENT`. */
  destroy(purpose: RotatedPurpose, keyId: string): Refusal | undefined;
}
