import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { newId } from "../shared/new-id";
import { notFound, type Refusal } from "../shared/refusal";
import type { Access } from "./access";
import type { Actor } from "./actor";
import type { AuditLog } from "./audit-log";
import type { ApiKeyEntity } from "./storage/api-key.entity";
import type { ApiKeyRepository } from "./storage/api-key.repository";
import type { AuditEntryEntity } from "./storage/audit-entry.entity";

/** What a new key may do: exactly one role, with what that role is about. */
export type KeyGrant =
  | { readonly role: "portal"; readonly portalId: string }
  | { readonly role: "owner"; readonly agencyId: string; readonly serviceIds: readonly string[] | undefined }
  | { readonly role: "office" }
  | { readonly role: "admin" };

/** A key as lists show it: everything but the secret, which nobody can show again. */
export type KeyInfo = Omit<ApiKeyEntity, "secretDigest">;

const KEY = /^yusr_(portal|owner|office|admin)_([A-Za-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/**
 * How long a process believes that a key it has just seen still works, in milliseconds: a key revoked elsewhere stops
 * working everywhere within this time.
 */
const BELIEVED_MS = 500;
/** Keys in use in one process; of more than these, all are looked up anew. */
const MOST_BELIEVED = 1_000;

/** API keys: shown once, stored as a digest, revocable at once. */
export class KeysService {
  /** Key id and digest of its secret → what is stored of it, until when that is believed. */
  private readonly believed = new Map<string, { readonly stored: ApiKeyEntity; readonly until: number }>();

  constructor(
    private readonly units: UnitsOfWork,
    private readonly keys: ApiKeyRepository,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Makes a key and answers it in full, for the only time. */
  async create(actor: Actor, grant: KeyGrant, label: string, expiresAt: Date | null = null): Promise<{ keyId: string; key: string }> {
    this.access.require(actor, "keys.manage");
    const keyId = randomBytes(9).toString("base64url").replace(/[-_]/gu, "0");
    const secret = randomBytes(32).toString("base64url");
    await this.units.write(async (unit) => {
      await this.keys.insert(unit, {
        id: newId(),
        keyId,
        secretDigest: digest(secret),
        role: grant.role,
        label,
        portalId: grant.role === "portal" ? grant.portalId : null,
        agencyId: grant.role === "owner" ? grant.agencyId : null,
        serviceIds: grant.role === "owner" && grant.serviceIds !== undefined ? [...grant.serviceIds] : null,
        createdAt: this.clock(),
        expiresAt,
        revokedAt: null,
        lastUsedAt: null,
      });
      await this.audit.record(unit, actor, "createKey", { keyId, ...targetOf(grant) });
    });
    return { keyId, key: `yusr_${grant.role}_${keyId}_${secret}` };
  }

  async list(actor: Actor): Promise<readonly KeyInfo[]> {
    this.access.require(actor, "keys.manage");
    return (await this.keys.list()).map(({ secretDigest: _, ...info }) => info);
  }

  /** Ends a key: in this process from now on, in all others within half a second. Refused with `NOT_FOUND` where there is none that still works. */
  async revoke(actor: Actor, keyId: string): Promise<Refusal | undefined> {
    this.access.require(actor, "keys.manage");
    return this.units.write(async (unit) => {
      if (!(await this.keys.revoke(unit, keyId, this.clock()))) return notFound("key", ["keyId"]);
      await this.audit.record(unit, actor, "revokeKey", { keyId });
      return undefined;
    }).finally(() => {
      this.believed.clear();
    });
  }

  /** Who holds this key; undefined for a key that is unknown, wrong, revoked or expired, which all look alike. */
  async actorOf(key: string): Promise<Actor | undefined> {
    const [, , keyId, secret] = KEY.exec(key) ?? [];
    if (keyId === undefined || secret === undefined) return undefined;
    const secretDigest = digest(secret);
    const stored = await this.genuine(keyId, secretDigest);
    if (stored === undefined || (stored.expiresAt !== null && stored.expiresAt <= this.clock())) return undefined;
    return toActor(stored);
  }

  /** What is stored of a key that works; of one that was seen a moment ago without asking again. */
  private async genuine(keyId: string, secretDigest: Buffer): Promise<ApiKeyEntity | undefined> {
    const name = `${keyId} ${secretDigest.toString("base64")}`;
    const believed = this.believed.get(name);
    if (believed !== undefined && believed.until > performance.now()) return believed.stored;
    const asked = performance.now();
    const stored = await this.keys.find(keyId);
    const genuine = timingSafeEqual(stored?.secretDigest ?? Buffer.alloc(32), secretDigest);
    if (stored === null || !genuine || stored.revokedAt !== null) return undefined;
    if (this.believed.size >= MOST_BELIEVED) this.believed.clear();
    this.believed.set(name, { stored, until: asked + BELIEVED_MS });
    await this.keys.touch(keyId, this.clock());
    return stored;
  }
}

function toActor(key: ApiKeyEntity): Actor | undefined {
  const { keyId } = key;
  switch (key.role) {
    case "portal":
      return key.portalId === null ? undefined : { kind: "portal", keyId, portalId: key.portalId };
    case "owner":
      return key.agencyId === null ? undefined : { kind: "owner", keyId, agencyId: key.agencyId, serviceIds: key.serviceIds ?? undefined };
    case "office":
    case "admin":
      return { kind: key.role, keyId };
  }
}

/** What a key opens, for the audit log: ids alone. */
function targetOf(grant: KeyGrant): AuditEntryEntity["target"] {
  switch (grant.role) {
    case "portal":
      return { role: grant.role, portal: grant.portalId };
    case "owner":
      return { role: grant.role, agency: grant.agencyId, services: grant.serviceIds?.join(",") ?? null };
    case "office":
    case "admin":
      return { role: grant.role };
  }
}

function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
