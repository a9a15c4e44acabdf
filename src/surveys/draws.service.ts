import { createHmac } from "node:crypto";

/** 2⁴⁸: as much of a digest as a number holds exactly. */
const RANGE = 2 ** 48;

/**
 * Draws that are the same whenever they are made, on whichever process, and that nobody can foresee who has not the key:
 * a transaction cannot be reported in such a way that its person is asked, or is not.
 */
export class Draws {
  /** @param key never replaced, or what was drawn would be drawn anew */
  constructor(private readonly key: Buffer) {}

  /** Uniform in [0, 1). */
  of(transactionId: string, purpose: string): number {
    return createHmac("sha256", this.key).update(`draw ${purpose} ${transactionId}`).digest().readUIntBE(0, 6) / RANGE;
  }
}
