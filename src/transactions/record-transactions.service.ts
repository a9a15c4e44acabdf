import { sideBySide, type UnitOfWork, type UnitsOfWork, waitBriefly } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { ALONE, Coalescer } from "../shared/coalescer";
import { Refusal } from "../shared/refusal";
import { ITEM_LIMIT } from "./domain/limits";
import { sameContent } from "./domain/same-content";
import type { TransactionMessage } from "./domain/transaction-message";
import type { MessageReader } from "./message-reader.service";
import type { IntakeItem, IntakeSettings, ItemResult, TransactionIntake } from "./transaction-intake.service";

/** Items of a call that is small enough to be taken together with others. */
const SMALL_CALL = 10;

/** How many units of work take small calls of one portal at once, and how many calls each. */
const SMALL_CALLS = { atOnce: 1, largest: 50, patience: 100 };

interface SmallCall {
  readonly actor: Extract<Actor, { readonly kind: "portal" }>;
  readonly items: readonly TransactionMessage[];
}

/** Takes what portals report about transactions. */
export class RecordTransactionsService {
  /** By portal: nobody's calls stand or fall with those of others. */
  private readonly smallCalls = new Map<string, Coalescer<SmallCall, readonly ItemResult[]>>();

  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly reader: MessageReader,
    private readonly intake: TransactionIntake,
  ) {}

  /**
   * One result per item, in order, all in one unit of work; a bad item does not hold up its neighbours. With `atomic`, one
   * rejected item keeps all others out too (`BATCH_REFUSED`). Sending the same again adds nothing, for ever. Small calls of
   * one portal that come at the same time share a unit of work: docs/decisions/0040.
   *
   * Refuses the call with `EMPTY_BATCH` or `BATCH_TOO_LARGE`, an item with a code of `readMessage`, `RecordableServices`,
   * `mergeTransaction`, or with `DUPLICATE_IN_BATCH` where an earlier item says something else about the same transaction.
   *
   * @throws AccessDenied unless the actor may record transactions.
   */
  async record(actor: Actor, batch: { readonly items: readonly TransactionMessage[]; readonly atomic: boolean }): Promise<readonly ItemResult[] | Refusal> {
    this.access.require(actor, "transactions.record");
    const { items, atomic } = batch;
    if (items.length === 0) return new Refusal("EMPTY_BATCH", "A batch holds at least one item.", ["items"]);
    if (items.length > ITEM_LIMIT) return new Refusal("BATCH_TOO_LARGE", `A batch holds at most ${String(ITEM_LIMIT)} items.`, ["items"]);
    if (actor.kind === "portal" && !atomic && items.length <= SMALL_CALL) return this.smallCallsOf(actor.portalId).do({ actor, items });
    try {
      return await this.units.write(async (unit) => {
        const results = await this.recordIn(unit, actor, items, { invite: true });
        if (atomic && results.some((result) => result.status === "REJECTED")) throw new Undone(results);
        if (actor.kind !== "portal") await this.audit.record(unit, actor, "recordTransactions", { items: items.length });
        return results;
      });
    } catch (error) {
      if (error instanceof Undone) return error.results.map(keptOut);
      throw error;
    }
  }

  /**
   * The same for callers inside the house that hold a unit of work already and have checked who asks, such as the import
   * of a log, which never invites.
   */
  async recordIn(unit: UnitOfWork, actor: Actor, messages: readonly TransactionMessage[], options: Pick<IntakeSettings, "invite">): Promise<readonly ItemResult[]> {
    const now = this.clock();
    const read = await this.reader.read(unit, actor, messages, now);
    return (await this.take(unit, actor, read, { now, invite: options.invite })).map(inBatch);
  }

  private smallCallsOf(portalId: string): Coalescer<SmallCall, readonly ItemResult[]> {
    let calls = this.smallCalls.get(portalId);
    if (calls === undefined) {
      calls = new Coalescer((group) => this.recordTogether(group), SMALL_CALLS);
      this.smallCalls.set(portalId, calls);
    }
    return calls;
  }

  /** Each call as if it had come by itself: one that speaks of what an earlier one of the group speaks of comes after it. */
  private async recordTogether(calls: readonly [SmallCall, ...SmallCall[]]): Promise<readonly (readonly ItemResult[] | typeof ALONE)[]> {
    const [{ actor }] = calls;
    return this.units.write(async (unit) => {
      const now = this.clock();
      const [, read] = await sideBySide(calls.length > 1 ? waitBriefly(unit) : Promise.resolve(), this.reader.read(unit, actor, calls.flatMap(({ items }) => items), now));
      const parts = partsOf(read, calls.map(({ items }) => items.length));
      const spokenOf = new Set<string>();
      const joins = parts.map((part) => {
        const keys = part.flatMap((item) => (item instanceof Refusal ? [] : [keyOf(item)]));
        if (keys.some((key) => spokenOf.has(key))) return false;
        for (const key of keys) spokenOf.add(key);
        return true;
      });
      const joined = parts.filter((_, index) => joins[index]);
      const taken = partsOf(await this.take(unit, actor, joined.flat(), { now, invite: true }), joined.map(({ length }) => length));
      let next = 0;
      return joins.map((join) => (join ? (taken[next++] ?? []).map(inBatch) : ALONE));
    });
  }

  /** One result per item that was read, whose paths begin at the item. */
  private async take(unit: UnitOfWork, actor: Actor, read: readonly (IntakeItem | Refusal)[], options: Pick<IntakeSettings, "now" | "invite">): Promise<readonly ItemResult[]> {
    const firsts = new Map<string, number>();
    const items: IntakeItem[] = [];
    // Where each message's result comes from: its own item, an earlier message that says the same, or a refusal.
    const sources = read.map((item, index): Source => {
      if (item instanceof Refusal) return { refusal: item };
      const first = firsts.get(keyOf(item));
      if (first === undefined) {
        firsts.set(keyOf(item), index);
        return { item: items.push(item) - 1 };
      }
      const earlier = read[first];
      if (earlier === undefined || earlier instanceof Refusal || !sameContent(earlier.assertion, item.assertion)) return { refusal: DUPLICATE_IN_BATCH };
      return { repeats: first };
    });
    const taken = await this.intake.take(unit, items, { ...options, portalId: actor.kind === "portal" ? actor.portalId : null });
    const results: ItemResult[] = [];
    for (const source of sources) results.push(resultOf(source, taken, results));
    return results;
  }
}

/** Which transaction an item is about. */
function keyOf({ assertion: { serviceId, reference } }: IntakeItem): string {
  return `${serviceId}${reference}`;
}

/** A list cut into parts of these lengths. */
function partsOf<T>(list: readonly T[], lengths: readonly number[]): readonly (readonly T[])[] {
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return list.slice(from - length, from);
  });
}

type Source = { readonly item: number } | { readonly repeats: number } | { readonly refusal: Refusal };

const DUPLICATE_IN_BATCH = new Refusal("DUPLICATE_IN_BATCH", "An earlier item of this batch says something else about the same reference.", ["reference"]);

function resultOf(source: Source, taken: readonly ItemResult[], earlier: readonly ItemResult[]): ItemResult {
  if ("refusal" in source) return { status: "REJECTED", refusal: source.refusal };
  const result = "item" in source ? taken[source.item] : earlier[source.repeats];
  if (result === undefined) throw new Error("every item has a result");
  return "repeats" in source && result.status !== "REJECTED" ? { ...result, status: "DUPLICATE" } : result;
}

/** The result of the item at this place of its call, with paths seen from the whole input. */
function inBatch(result: ItemResult, index: number): ItemResult {
  if (result.status === "REJECTED") return { ...result, refusal: result.refusal.under("items", index) };
  if (result.warnings.length === 0) return result;
  return { ...result, warnings: result.warnings.map((warning) => ({ ...warning, path: ["items", index, ...warning.path] })) };
}

/** Unwinds the unit of work of an atomic batch; carries what would have happened. */
class Undone extends Error {
  constructor(readonly results: readonly ItemResult[]) {
    super("atomic batch undone");
  }
}

function keptOut(result: ItemResult, index: number): ItemResult {
  if (result.status === "REJECTED") return result;
  return { status: "REJECTED", refusal: new Refusal("BATCH_REFUSED", "Another item of this atomic batch was rejected; nothing was stored.", ["items", index]) };
}
