import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import { Refusal } from "../shared/refusal";
import type { Access } from "./access";
import type { Actor } from "./actor";
import type { AuditLog } from "./audit-log";
import type { KeptKey, SecretStore } from "./secret-store";
import type { RotatedPurpose } from "./secret-keys";

/** How many rows hold what a key made; of contacts, whose rows do not say which key made them, all. */
export type MadeBy = (unit: UnitOfWork, purpose: RotatedPurpose, keyId: string) => Promise<number>;

/** Replaces the keys behind pseudonyms, and destroys those that were replaced. No key ever leaves the store. */
export class KeyRotationService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly store: SecretStore,
    private readonly madeBy: MadeBy,
  ) {}

  /** The keys that are kept, by name. */
  list(actor: Actor): readonly KeptKey[] {
    this.access.require(actor, "keys.manage");
    return this.store.list();
  }

  /** A new key from now on; the current one is kept beside it. Refused with `PREVIOUS_KEY_KEPT` or `KEYS_IN_ENVIRONMENT`. */
  async rotate(actor: Actor, purpose: RotatedPurpose): Promise<readonly KeptKey[] | Refusal> {
    this.access.require(actor, "keys.manage");
    return this.units.write(async (unit) => {
      const [current] = this.store.list().filter((key) => key.purpose === purpose);
      const kept = this.store.rotate(purpose);
      if (!(kept instanceof Refusal)) await this.audit.record(unit, actor, "rotateSecret", { purpose, key: kept[0]?.keyId ?? null, before: current?.keyId ?? null });
      return kept;
    });
  }

  /** What nobody could make again once a key is destroyed. */
  async wouldGo(actor: Actor, purpose: RotatedPurpose, keyId: string): Promise<number> {
    this.access.require(actor, "keys.manage");
    return this.units.read((unit) => this.madeBy(unit, purpose, keyId));
  }

  /** Forgets the key before: what it made stands for nobody from then on. Refused with `NO_PREVIOUS_KEY` or `KEYS_IN_ENVIRONMENT`. */
  async destroy(actor: Actor, purpose: RotatedPurpose, keyId: string): Promise<Refusal | undefined> {
    this.access.require(actor, "keys.manage");
    return this.units.write(async (unit) => {
      const refusal = this.store.destroy(purpose, keyId);
      if (refusal === undefined) await this.audit.record(unit, actor, "destroySecret", { purpose, key: keyId });
      return refusal;
    });
  }
}
