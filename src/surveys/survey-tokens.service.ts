import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { NamedKey } from "../security/secret-keys";

/** What a token says about itself, before anything is believed. */
export interface ReadToken {
  readonly serviceNumber: number;
  readonly invitationId: string;
}

/** 4 bytes of service number, 16 of invitation id, 16 of proof: 36 bytes are 48 characters, without padding. */
const TOKEN = /^[A-Za-z0-9_-]{48}$/u;

/** No service has this number, so what cannot be read takes the way of what is unknown. */
const UNREADABLE: ReadToken = { serviceNumber: 0, invitationId: "00000000-0000-0000-0000-000000000000" };

/** PostgreSQL's largest integer; a token may hold more. */
const LARGEST = 2_147_483_647;

/**
 * Survey tokens: a name of one invitation that nobody can make without the key. Whoever holds one may answer; nobody
 * else needs to know it, so the house keeps its digest only and makes it again when a portal asks once more.
 */
export class SurveyTokens {
  constructor(private readonly key: NamedKey) {}

  /** Name of the key that tokens are made with now. */
  get keyId(): string {
    return this.key.id;
  }

  /** The token of an invitation; always the same under the same key. */
  tokenOf(serviceNumber: number, serviceId: string, invitationId: string): string {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(serviceNumber);
    const proof = this.hmac(bytesOf(serviceId), bytesOf(invitationId)).subarray(0, 16);
    return Buffer.concat([number, bytesOf(invitationId), proof]).toString("base64url");
  }

  /** What a text that may be a token names; for one that is none, what nothing is named by. */
  read(token: string): ReadToken {
    if (!TOKEN.test(token)) return UNREADABLE;
    const bytes = Buffer.from(token, "base64url");
    const serviceNumber = bytes.readUInt32BE(0);
    const hex = bytes.toString("hex", 4, 20);
    const invitationId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    return serviceNumber > LARGEST ? UNREADABLE : { serviceNumber, invitationId };
  }

  /** What is stored of a token. */
  digest(token: string): Buffer {
    return createHash("sha256").update(token).digest();
  }

  /** Whether a token is the one whose digest is stored; takes the same time whether or not. */
  matches(token: string, stored: Buffer | null | undefined): boolean {
    const equal = timingSafeEqual(this.digest(token), stored ?? Buffer.alloc(32));
    return equal && stored instanceof Buffer;
  }

  /** What is remembered of submitted content: enough to know it again, useless for finding it among the responses. */
  contentDigest(serviceId: string, invitationId: string, content: string): Buffer {
    return this.hmac(Buffer.from("content"), bytesOf(serviceId), bytesOf(invitationId), Buffer.from(content));
  }

  private hmac(...parts: readonly Buffer[]): Buffer {
    const mac = createHmac("sha256", this.key.key);
    for (const part of parts) mac.update(part);
    return mac.digest();
  }
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}
