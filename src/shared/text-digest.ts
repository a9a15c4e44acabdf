import { createHash } from "node:crypto";

/** A short name for a long text: the first 128 bits of its SHA-256 in hexadecimal. Equal texts, equal names. */
export function textDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
