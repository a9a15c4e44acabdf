import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Clock } from "../shared/clock";
import { newId } from "../shared/new-id";
import { Refusal } from "../shared/refusal";
import { beginFromStatuses } from "./domain/begin-from-statuses";
import type { Digest } from "./domain/follows";
import type { KnownTransaction } from "./domain/known-transaction";
import { ITEM_LIMIT } from "./domain/limits";
import type { Veil } from "./domain/read-message";
import type { StatusChange } from "./domain/status-history";
import { readStatusMessage, type ReadStatus, type StatusMessage } from "./domain/status-message";
import { type StatusRules, toldByStatuses } from "./domain/told-by-statuses";
import type { Warning } from "./domain/unknown-steps";
import type { InvitationDecision, InvitationDesk } from "./ports/invitation-desk";
import type { TransactionTallyDeltas } from "./ports/tally-deltas";
import type { RecordableServices } from "./recordable-services.lookup";
import { insertStatusChanges } from "./storage/insert-status-changes";
import { statusChangesOf } from "./storage/status-changes.view";
import type { TransactionStore } from "./storage/transaction.store";

/** What became of one change. `receipt` names the transaction. */
export type StatusResult =
  | { readonly status: "RECORDED" | "DUPLICATE"; readonly receipt: string; readonly warnings: readonly Warning[]; readonly invitation: InvitationDecision | null }
  | { readonly status: "REJECTED"; readonly refusal: Refusal };

/** The changes of one call that are about one transaction. */
interface Group {
  readonly serviceId: string;
  readonly reference: Digest;
  readonly rules: StatusRules;
  /** Each once. */
  readonly changes: StatusChange[];
}

/** What is known of a group's transaction after the call; a refused group may have been known before. */
type Told =
  | { readonly transaction: KnownTransaction; readonly news: ReadonlySet<string> }
  | { readonly refusal: Refusal; readonly known: ReadonlySet<string>; readonly receipt: string | null };

/** Takes rows of portals' status tables, and makes passages of them through the mapping kept in the catalogue. */
export class RecordStatusChangesService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly veil: Pick<Veil, "reference">,
    private readonly catalogue: CatalogueLookup,
    private readonly services: RecordableServices,
    private readonly store: Pick<TransactionStore, "lockOrInsert" | "addPassages" | "save">,
    private readonly deltas: TransactionTallyDeltas,
    private readonly desk: InvitationDesk,
  ) {}

  /**
   * One result per change, in order, all in one unit of work. A change is known by its transaction, instant and status;
   * sending it again adds nothing. Late changes and changes out of order are welcome: the transaction's passages are made
   * anew from all that is known. A status that nobody mapped is kept under `UNMAPPED`, with a warning. The changes of one
   * call that are about one transaction stand or fall together; those of others are not held up.
   *
   * Refuses the call with `EMPTY_BATCH` or `BATCH_TOO_LARGE`, a change with a code of `readStatusMessage`,
   * `RecordableServices` or `toldByStatuses`, or with `NO_PROCEDURE`.
   *
   * @throws AccessDenied unless the actor may record transactions.
   */
  async record(actor: Actor, items: readonly StatusMessage[]): Promise<readonly StatusResult[] | Refusal> {
    this.access.require(actor, "transactions.record");
    if (items.length === 0) return new Refusal("EMPTY_BATCH", "A batch holds at least one item.", ["items"]);
    if (items.length > ITEM_LIMIT) return new Refusal("BATCH_TOO_LARGE", `A batch holds at most ${String(ITEM_LIMIT)} items.`, ["items"]);
    return this.units.write(async (unit) => {
      const results = await this.recordIn(unit, actor, items, { invite: true });
      if (actor.kind !== "portal") await this.audit.record(unit, actor, "recordStatusChanges", { items: items.length });
      return results;
    });
  }

  /** The same for callers inside the house that hold a unit of work already and have checked who asks. */
  async recordIn(unit: UnitOfWork, actor: Actor, items: readonly StatusMessage[], options: { readonly invite: boolean }): Promise<readonly StatusResult[]> {
    const now = this.clock();
    const { read, groups } = await this.group(unit, actor, items, now);
    const told = await this.tell(unit, groups, actor.kind === "portal" ? actor.portalId : null, now);
    const transactions = [...told.values()].flatMap((one) => ("transaction" in one ? [one.transaction] : []));
    const decisions = options.invite && transactions.length > 0 ? await this.desk.decide(unit, transactions) : undefined;
    const seen = new Set<string>();
    return read.map((item, index): StatusResult => {
      if (item instanceof Refusal) return { status: "REJECTED", refusal: item.under("items", index) };
      const [group, change] = [keyOf(item), changeKey(item.change)];
      const one = told.get(group);
      if (one === undefined) throw new Error("every group is told");
      const repeated = seen.has(group + change);
      seen.add(group + change);
      if ("refusal" in one) {
        if (one.receipt === null || !one.known.has(change)) return { status: "REJECTED", refusal: one.refusal.under("items", index) };
        return { status: "DUPLICATE", receipt: one.receipt, warnings: [], invitation: null };
      }
      const { transaction, news } = one;
      return {
        status: news.has(change) && !repeated ? "RECORDED" : "DUPLICATE",
        receipt: transaction.id,
        warnings: warningsOf(item.change, transaction, groups.get(group)?.rules, index),
        invitation: decisions?.get(transaction.id) ?? null,
      };
    });
  }

  /** Reads each message and puts those of one transaction together. */
  private async group(unit: UnitOfWork, actor: Actor, items: readonly StatusMessage[], now: Date): Promise<{ read: readonly (ReadStatus | Refusal)[]; groups: ReadonlyMap<string, Group> }> {
    const services = await this.services.named(unit, actor, items.map(({ service }) => service), now);
    const rules = new Map<string, StatusRules>();
    for (const service of services.values()) {
      if (service instanceof Refusal || rules.has(service.facts.id)) continue;
      rules.set(service.facts.id, { meanings: await this.catalogue.statusMeanings(unit, service.facts.id), intake: service.rules });
    }
    const groups = new Map<string, Group>();
    const read = items.map((item): ReadStatus | Refusal => {
      const service = services.get(item.service);
      if (service === undefined) throw new Error("every name has an answer");
      if (service instanceof Refusal) return service;
      const one = readStatusMessage(item, { service: service.facts, now, veil: this.veil });
      if (one instanceof Refusal) return one;
      const { serviceId, reference, change } = one;
      const own = rules.get(serviceId);
      if (own === undefined) throw new Error("every service has its rules");
      const group = groups.get(keyOf(one)) ?? { serviceId, reference, rules: own, changes: [] };
      groups.set(keyOf(one), group);
      if (!group.changes.some((known) => changeKey(known) === changeKey(change))) group.changes.push(change);
      return one;
    });
    return { read, groups };
  }

  /** Stores the new changes of every group, and what they make of its transaction. */
  private async tell(unit: UnitOfWork, groups: ReadonlyMap<string, Group>, portalId: string | null, now: Date): Promise<ReadonlyMap<string, Told>> {
    const told = new Map<string, Told>();
    const drafts: { readonly key: string; readonly group: Group; readonly draft: KnownTransaction }[] = [];
    for (const [key, group] of groups) {
      const draft = beginFromStatuses(group, group.changes, { id: newId(), portalId }, group.rules);
      if (draft instanceof Refusal) told.set(key, { refusal: draft, known: new Set(), receipt: null });
      else drafts.push({ key, group, draft });
    }
    const opened = await this.store.lockOrInsert(unit, drafts.map(({ draft }) => draft), now);
    await this.store.addPassages(unit, opened);
    const stored = await this.changesOf(unit, opened.flatMap(({ fresh, known }) => (fresh ? [] : [known])));
    const written: Parameters<typeof insertStatusChanges>[1][number][] = [];
    const extensions: { readonly before: KnownTransaction; readonly after: KnownTransaction }[] = [];
    const born: KnownTransaction[] = [];
    drafts.forEach(({ key, group }, index) => {
      const open = opened[index];
      if (open === undefined) throw new Error("every draft has an answer");
      const before = stored.get(open.known.id) ?? [];
      const known = new Set(before.map(changeKey));
      const news = group.changes.filter((change) => !known.has(changeKey(change)));
      const after = open.fresh || news.length === 0 ? open.known : toldByStatuses(open.known, before, [...before, ...news], group.rules);
      if (after instanceof Refusal) {
        told.set(key, { refusal: after, known, receipt: open.known.id });
        return;
      }
      told.set(key, { transaction: after, news: new Set(news.map(changeKey)) });
      for (const change of news) written.push({ serviceId: group.serviceId, transactionId: after.id, change, now });
      if (open.fresh) born.push(after);
      else if (after !== open.known) extensions.push({ before: open.known, after });
    });
    await insertStatusChanges(unit, written);
    await this.store.save(unit, extensions, now);
    const changes = [...born.map((after) => ({ before: null, after })), ...extensions];
    if (changes.length > 0) await this.deltas.transactionsChanged(unit, changes);
    return told;
  }

  /** Known changes by transaction id; one service at a time, so that every statement names its service. */
  private async changesOf(unit: UnitOfWork, transactions: readonly KnownTransaction[]): Promise<ReadonlyMap<string, readonly StatusChange[]>> {
    const changes = new Map<string, readonly StatusChange[]>();
    for (const serviceId of new Set(transactions.map((transaction) => transaction.serviceId))) {
      const ids = transactions.filter((transaction) => transaction.serviceId === serviceId).map(({ id }) => id);
      for (const [id, known] of await statusChangesOf(unit, serviceId, ids)) changes.set(id, known);
    }
    return changes;
  }
}

function keyOf({ serviceId, reference }: Pick<ReadStatus, "serviceId" | "reference">): string {
  return `${serviceId}${reference}`;
}

function changeKey({ at, status }: StatusChange): string {
  return `${String(at.getTime())} ${status}`;
}

function warningsOf({ status }: StatusChange, transaction: KnownTransaction, rules: StatusRules | undefined, index: number): readonly Warning[] {
  const meaning = rules?.meanings.get(status);
  const known = meaning !== undefined && (meaning.stepCode === null || rules?.intake.stepCodes(transaction.procedureId).has(meaning.stepCode) === true);
  if (known) return [];
  return [
    {
      code: "UNKNOWN_STATUS",
      message: "Nobody has said which step of the transaction's procedure this status stands for: it is kept under UNMAPPED until somebody does.",
      path: ["items", index, "status"],
    },
  ];
}
