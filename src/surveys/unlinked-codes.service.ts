import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { NamedKey } from "../security/secret-keys";

/** Where a code hangs. */
export interface CodePlace {
  readonly serviceNumber: number;
  /** Null: at none in particular. */
  readonly touchpointId: string | null;
}

/** 4 bytes of service number, 16 of touchpoint id, 12 of proof: 32 bytes are 43 characters, without padding. */
const CODE = /^[A-Za-z0-9_-]{43}$/u;

/** 4 bytes of time (seconds), 16 random, 12 of proof. */
const FORM = CODE;

/** The touchpoint of a code that hangs at none in particular. */
const NOWHERE = "00000000-0000-0000-0000-000000000000";

/** PostgreSQL's largest integer; a code may hold more. */
const LARGEST = 2_147_483_647;

/**
 * Codes that hang at counters, and the forms that people fill in who read one. A code is always the same under the same
 * key, so that it can be printed, and nobody without the key can make one, so that nobody can try all places of a country.
 * A form is handed out with each page that is shown, and is answered once.
 */
export class UnlinkedCodes {
  constructor(private readonly key: NamedKey) {}

  codeOf({ serviceNumber, touchpointId }: CodePlace): string {
    const named = this.named(serviceNumber, touchpointId ?? NOWHERE);
    return Buffer.concat([named, this.proof("unlinked code", named)]).toString("base64url");
  }

  /** Where a code hangs; undefined for a text that is none of ours. */
  read(code: string): CodePlace | undefined {
    const named = this.proven("unlinked code", code);
    if (named === undefined) return undefined;
    const hex = named.toString("hex", 4);
    const touchpointId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    return { serviceNumber: named.readUInt32BE(0), touchpointId: touchpointId === NOWHERE ? null : touchpointId };
  }

  /** A form for whoever reads a code. */
  formOf(code: string, random: Buffer, now: Date): string {
    const named = Buffer.alloc(20);
    named.writeUInt32BE(Math.floor(now.getTime() / 1000));
    random.copy(named, 4, 0, 16);
    return Buffer.concat([named, this.proof(`form of ${code}`, named)]).toString("base64url");
  }

  /** When a form was handed out to whoever read this code; undefined for one that was not. */
  handedOut(code: string, form: string): Date | undefined {
    const named = FORM.test(form) ? this.proven(`form of ${code}`, form) : undefined;
    return named === undefined ? undefined : new Date(named.readUInt32BE(0) * 1000);
  }

  /** What is stored of a form: of its bytes, because the last letter has spare bits. */
  digest(form: string): Buffer {
    return createHash("sha256").update(Buffer.from(form, "base64url")).digest();
  }

  /** What is remembered of submitted content: enough to know it again, useless for finding it among the responses. */
  contentDigest(form: string, content: string): Buffer {
    return createHmac("sha256", this.key.key).update("content of ").update(Buffer.from(form, "base64url")).update(content).digest();
  }

  private named(serviceNumber: number, touchpointId: string): Buffer {
    if (serviceNumber > LARGEST) throw new RangeError("no service has this number");
    const named = Buffer.alloc(4);
    named.writeUInt32BE(serviceNumber);
    return Buffer.concat([named, Buffer.from(touchpointId.replaceAll("-", ""), "hex")]);
  }

  private proven(purpose: string, text: string): Buffer | undefined {
    if (!CODE.test(text)) return undefined;
    const bytes = Buffer.from(text, "base64url");
    const named = bytes.subarray(0, 20);
    const fits = timingSafeEqual(bytes.subarray(20), this.proof(purpose, named));
    return fits && named.readUInt32BE(0) <= (purpose.startsWith("form") ? 0xffff_ffff : LARGEST) ? named : undefined;
  }

  private proof(purpose: string, named: Buffer): Buffer {
    return createHmac("sha256", this.key.key).update(`${purpose} `).update(named).digest().subarray(0, 12);
  }
}
