import { createHash, randomBytes } from "node:crypto";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { newId } from "../shared/new-id";
import { notFound, Refusal } from "../shared/refusal";
import type { Access } from "./access";
import type { Actor } from "./actor";
import type { AuditLog } from "./audit-log";
import type { Scope } from "./scope";
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
export interface KeyInfo extends ApiKeyEntity {
  /** `ENDS_SOON`: it works, ends within two weeks, and none came in its place. `UNUSED`: it works, and nobody has used it for three months. */
  readonly warning: "ENDS_SOON" | "UNUSED" | null;
}

/** What there is of a key that may be shown: the whole of it this once. */
export interface MadeKey {
  readonly keyId: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;
const UNUSED_MS = 90 * DAY_MS;

const KEY = /^yusr_(portal|owner|office|admin)_([A-Za-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/**
 * How long a process believes that a key it has just seen still works, in milliseconds: a key revoked elsewhere stops
 * working everywhere within this time.
 */
const BELIEVED_MS = 500;
/** Keys in use in one process; of more than these, all are looked up anew. */
const MOST_BELIEVED = 1_000;

/** API keys: shown once, stored as a digest that only PostgreSQL reads, rotated with overlap, revocable at once. */
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

  /** Makes a key and answers it in full, for the only time. Without scopes it may all that its role may. */
  async create(actor: Actor, grant: KeyGrant, label: string, expiresAt: Date | null = null, scopes: readonly Scope[] | null = null): Promise<MadeKey> {
    this.access.require(actor, "keys.manage");
    return this.units.write(async (unit) => {
      const made = await this.make(unit, {
        role: grant.role,
        label,
        portalId: grant.role === "portal" ? grant.portalId : null,
        agencyId: grant.role === "owner" ? grant.agencyId : null,
        serviceIds: grant.role === "owner" && grant.serviceIds !== undefined ? [...grant.serviceIds] : null,
        scopes: scopes === null ? null : [...scopes],
        replaces: null,
        expiresAt,
      });
      await this.audit.record(unit, actor, "createKey", { keyId: made.keyId, ...targetOf(grant), ...(scopes === null ? {} : { scopes: scopes.join(",") }) });
      return made;
    });
  }

  /**
   * Makes a key in the place of one that works: for the same, and for as long as that one was made. Both work until the
   * overlap is over; the old one never longer than it would have. Refused with `NOT_FOUND` where it does not work, with
   * `ALREADY_REPLACED` where another came in its place.
   */
  async rotate(actor: Actor, keyId: string, overlapMs: number): Promise<(MadeKey & { readonly oldEndsAt: Date }) | Refusal> {
    this.access.require(actor, "keys.manage");
    const rotated = await this.units.write(async (unit) => {
      const now = this.clock();
      const old = await this.keys.find(unit, keyId);
      if (old === null) return notFound("key", ["keyId"]);
      const successor = await this.keys.successor(unit, keyId);
      if (successor !== null) return new Refusal("ALREADY_REPLACED", `The key ${successor.keyId} came in its place.`, ["keyId"]);
      const oldEndsAt = new Date(Math.min(old.expiresAt?.getTime() ?? Infinity, now.getTime() + overlapMs));
      if (!(await this.keys.end(unit, keyId, oldEndsAt, now))) return notFound("key", ["keyId"]);
      const expiresAt = old.expiresAt === null ? null : new Date(now.getTime() + old.expiresAt.getTime() - old.createdAt.getTime());
      const { role, label, portalId, agencyId, serviceIds, scopes } = old;
      const made = await this.make(unit, { role, label, portalId, agencyId, serviceIds, scopes, replaces: keyId, expiresAt });
      await this.audit.record(unit, actor, "rotateKey", { keyId, by: made.keyId, oldEndsAt: oldEndsAt.toISOString() });
      return { ...made, oldEndsAt };
    });
    this.believed.clear();
    return rotated;
  }

  private async make(unit: UnitOfWork, about: Omit<ApiKeyEntity, "id" | "keyId" | "createdAt" | "revokedAt" | "lastUsedAt">): Promise<MadeKey> {
    const keyId = randomBytes(9).toString("base64url").replace(/[-_]/gu, "0");
    const secret = randomBytes(32).toString("base64url");
    await this.keys.insert(unit, { ...about, id: newId(), keyId, createdAt: this.clock(), revokedAt: null, lastUsedAt: null }, digest(secret));
    return { keyId, key: `yusr_${about.role}_${keyId}_${secret}` };
  }

  async list(actor: Actor): Promise<readonly KeyInfo[]> {
    this.access.require(actor, "keys.manage");
    const all = await this.keys.list();
    const replaced = new Set(all.filter(({ revokedAt }) => revokedAt === null).map(({ replaces }) => replaces));
    return all.map((key) => Object.assign(key, { warning: warningOf(key, replaced.has(key.keyId), this.clock().getTime()) }));
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
    const stored = await this.keys.opened(keyId, secretDigest);
    if (stored === null || stored.revokedAt !== null) return undefined;
    if (this.believed.size >= MOST_BELIEVED) this.believed.clear();
    this.believed.set(name, { stored, until: asked + BELIEVED_MS });
    await this.keys.touch(keyId, this.clock());
    return stored;
  }
}

function toActor(key: ApiKeyEntity): Actor | undefined {
  const signer = { keyId: key.keyId, scopes: key.scopes ?? undefined };
  switch (key.role) {
    case "portal":
      return key.portalId === null ? undefined : { kind: "portal", ...signer, portalId: key.portalId };
    case "owner":
      return key.agencyId === null ? undefined : { kind: "owner", ...signer, agencyId: key.agencyId, serviceIds: key.serviceIds ?? undefined };
    case "office":
    case "admin":
      return { kind: key.role, ...signer };
  }
}

function warningOf(key: ApiKeyEntity, replaced: boolean, now: number): KeyInfo["warning"] {
  const ends = key.expiresAt?.getTime() ?? Infinity;
  if (key.revokedAt !== null || ends <= now || replaced) return null;
  if (ends - now <= SOON_MS) return "ENDS_SOON";
  return now - (key.lastUsedAt ?? key.createdAt).getTime() > UNUSED_MS ? "UNUSED" : null;
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
