import { createHmac } from "node:crypto";
import { keysOf, type NamedKey, type SecretKeys } from "./secret-keys";

/** Turns what would name a person or a case into something that cannot be turned back without the keys. */
export class Pseudonyms {
  constructor(private readonly keys: SecretKeys) {}

  /** 32 bytes that stand for a portal's reference within one service. */
  reference(serviceId: string, reference: string): Buffer {
    return hmac(this.keys.reference, "reference", serviceId, reference);
  }

  /** 32 bytes that stand for what a portal calls a bundle of transactions, within one agency. */
  batch(agencyId: string, batchReference: string): Buffer {
    return hmac(this.keys.reference, "batch", agencyId, batchReference);
  }

  /** Stands for a person within one agency: `v<key>:<22 characters>`. Digits of any script and letter case are made equal first. */
  subject(agencyId: string, scheme: string, value: string): string {
    return named(this.keys.subject, "subject", agencyId, scheme.trim().toUpperCase(), normalise(value));
  }

  /** What stood for them under the key before, while that is kept. */
  formerSubject(agencyId: string, scheme: string, value: string): string | null {
    const { previous } = this.keys.subject;
    return previous === undefined ? null : named(previous, "subject", agencyId, scheme.trim().toUpperCase(), normalise(value));
  }

  /** Stands for an official in the audit log: some providers use the civil number as `sub`. The same at every sign-in, until the key is replaced. */
  official(issuer: string, subject: string): string {
    return named(this.keys.operator, "official", issuer, subject);
  }

  /** 16 bytes that stand for a person over all agencies, under each key that is kept: for knowing who was asked lately, and for nothing else. */
  persons(scheme: string, value: string): readonly PersonKey[] {
    return keysOf(this.keys.contact).map(({ id, key }) => ({ keyId: id, person: hmac(key, "person", scheme.trim().toUpperCase(), normalise(value)).subarray(0, 16) }));
  }

  /** Stands for a clerk or device within one agency. */
  operator(agencyId: string, value: string): string {
    return named(this.keys.operator, "operator", agencyId, normalise(value));
  }

  /** What stood for them under the key before, while that is kept. */
  formerOperator(agencyId: string, value: string): string | null {
    const { previous } = this.keys.operator;
    return previous === undefined ? null : named(previous, "operator", agencyId, normalise(value));
  }
}

/** A person under one national key. */
export interface PersonKey {
  readonly keyId: string;
  readonly person: Buffer;
}

function named(key: NamedKey, ...parts: readonly string[]): string {
  return `${key.id}:${hmac(key.key, ...parts).subarray(0, 16).toString("base64url")}`;
}

/** Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ. */
function hmac(key: Buffer, ...parts: readonly string[]): Buffer {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(`${String(Buffer.byteLength(part))}:${part}`);
  return mac.digest();
}

/** Full-width, Arabic-Indic and Persian digits become 0–9, separators go, letters are upper case. */
function normalise(value: string): string {
  return value
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\s\-./_\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .toUpperCase();
}
