import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import type { Pseudonyms } from "../security/pseudonyms";
import { textProblem } from "../shared/clean-text";
import type { Clock } from "../shared/clock";
import { notFound, Refusal } from "../shared/refusal";
import { type CorrectionAction, replaceTransaction, withdrawTransaction } from "./domain/correct-transaction";
import type { Digest } from "./domain/follows";
import type { KnownTransaction } from "./domain/known-transaction";
import { ITEM_LIMIT, LENGTH_LIMITS } from "./domain/limits";
import { procedureAt } from "./domain/procedure-of";
import type { TransactionMessage } from "./domain/transaction-message";
import type { MessageReader } from "./message-reader.service";
import type { InvitationDesk } from "./ports/invitation-desk";
import type { TransactionTallyDeltas } from "./ports/tally-deltas";
import type { RecordableService, RecordableServices } from "./recordable-services.lookup";
import { deleteStatusChanges } from "./storage/delete-status-changes";
import type { TransactionStore } from "./storage/transaction.store";
import type { IntakeItem } from "./transaction-intake.service";

/** One transaction to put right. */
export interface Correction {
  readonly service: string;
  readonly reference: string;
  readonly action: CorrectionAction;
  /** What `REPLACE` puts in its place: the whole transaction, under the same service and reference. */
  readonly transaction?: TransactionMessage | null | undefined;
}

/** What became of one correction. `UNCHANGED`: it was so already. */
export type CorrectionResult =
  | { readonly status: "REPLACED" | "WITHDRAWN" | "UNCHANGED"; readonly receipt: string }
  | { readonly status: "REJECTED"; readonly refusal: Refusal };

/** Puts right what was sent wrongly. */
export class CorrectTransactionsService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly pseudonyms: Pseudonyms,
    private readonly services: RecordableServices,
    private readonly reader: MessageReader,
    private readonly store: TransactionStore,
    private readonly deltas: TransactionTallyDeltas,
    private readonly desk: InvitationDesk,
  ) {}

  /**
   * One result per correction, in order, all in one unit of work; each that changes something is in the audit log. Nobody is
   * invited because of a correction.
   *
   * Refuses the call with `EMPTY_BATCH` or `BATCH_TOO_LARGE`; a correction with `NOT_FOUND` (nothing was sent under the
   * reference), `DUPLICATE_IN_BATCH`, `CONTENT_MISSING`, `CONTENT_NOT_EXPECTED`, `REFERENCE_MISMATCH`, `NO_PROCEDURE`, or a code of
   * `readMessage` or `RecordableServices`.
   *
   * @throws AccessDenied unless the actor may correct transactions.
   */
  async correct(actor: Actor, corrections: readonly Correction[]): Promise<readonly CorrectionResult[] | Refusal> {
    this.access.require(actor, "transactions.correct");
    if (corrections.length === 0) return new Refusal("EMPTY_BATCH", "A batch holds at least one item.", ["items"]);
    if (corrections.length > ITEM_LIMIT) return new Refusal("BATCH_TOO_LARGE", `A batch holds at most ${String(ITEM_LIMIT)} items.`, ["items"]);
    return this.units.write(async (unit) => {
      const now = this.clock();
      const targets = await this.targets(unit, actor, corrections, now);
      const known = await this.lock(unit, targets);
      const changes: Change[] = [];
      const results = targets.map((target, index): CorrectionResult => {
        const outcome = target instanceof Refusal ? target : correctOne(target, known.get(target.key));
        if (outcome instanceof Refusal) return { status: "REJECTED", refusal: outcome.under("items", index) };
        if (outcome.after === undefined) return { status: "UNCHANGED", receipt: outcome.before.id };
        changes.push({ before: outcome.before, after: outcome.after });
        return { status: outcome.after.withdrawn ? "WITHDRAWN" : "REPLACED", receipt: outcome.after.id };
      });
      await this.store.save(unit, changes, now);
      if (changes.length > 0) await this.deltas.transactionsChanged(unit, changes);
      await this.desk.recount(unit, changes.flatMap(({ before, after }) => (after.withdrawn && !before.withdrawn ? [after] : [])), -1);
      await this.desk.recount(unit, changes.flatMap(({ before, after }) => (before.withdrawn && !after.withdrawn ? [after] : [])), 1);
      for (const { after } of changes) {
        const action = after.withdrawn ? "WITHDRAW" : "REPLACE";
        if (action === "REPLACE") await deleteStatusChanges(unit, after.serviceId, after.id);
        await this.audit.record(unit, actor, "correctTransactions", { service: after.serviceId, transaction: after.id, action });
      }
      return results;
    });
  }

  /** What each correction is about, with its replacement read. */
  private async targets(unit: UnitOfWork, actor: Actor, corrections: readonly Correction[], now: Date): Promise<readonly (Target | Refusal)[]> {
    const services = await this.services.named(unit, actor, corrections.map(({ service }) => service), now);
    const messages = corrections.flatMap(({ action, transaction }) => (action === "REPLACE" && isMessage(transaction) ? [transaction] : []));
    const read = messages.length === 0 ? [] : await this.reader.read(unit, actor, messages, now);
    const replacements = new Map(messages.map((message, index) => [message, read[index]]));
    const seen = new Set<string>();
    return corrections.map((correction) => {
      const { transaction, reference } = correction;
      const service = services.get(correction.service);
      if (service === undefined) throw new Error("every name has an answer");
      if (service instanceof Refusal) return service;
      const problem = textProblem(reference, LENGTH_LIMITS.reference);
      if (problem !== undefined) return new Refusal(problem, "The reference is empty, too long, or not text.", ["reference"]);
      const replacement = isMessage(transaction) ? replacements.get(transaction) : undefined;
      const target = this.target(correction, service, replacement);
      if (target instanceof Refusal) return target;
      if (seen.has(target.key)) return new Refusal("DUPLICATE_IN_BATCH", "An earlier item of this batch corrects the same transaction.", ["reference"]);
      seen.add(target.key);
      return target;
    });
  }

  private target({ action, reference, transaction }: Correction, { facts }: RecordableService, replacement: IntakeItem | Refusal | undefined): Target | Refusal {
    const digest = this.pseudonyms.reference(facts.id, reference).toString("hex");
    const target = { serviceId: facts.id, reference: digest, key: `${facts.id}${digest}` };
    if (action === "WITHDRAW") {
      if (isMessage(transaction)) return new Refusal("CONTENT_NOT_EXPECTED", "WITHDRAW takes no transaction.", ["transaction"]);
      return { ...target, replacement: undefined };
    }
    if (replacement === undefined) return new Refusal("CONTENT_MISSING", "REPLACE needs the whole transaction.", ["transaction"]);
    if (replacement instanceof Refusal) return replacement.under("transaction");
    const { assertion } = replacement;
    if (assertion.serviceId !== facts.id || assertion.reference !== digest) {
      return new Refusal("REFERENCE_MISMATCH", "The replacement names another service or reference than the correction.", ["transaction", "reference"]);
    }
    return { ...target, replacement };
  }

  /** What is known of the targets, by key; locked, one service at a time, in key order. */
  private async lock(unit: UnitOfWork, targets: readonly (Target | Refusal)[]): Promise<ReadonlyMap<string, KnownTransaction>> {
    const byService = new Map<string, Digest[]>();
    for (const target of targets) {
      if (target instanceof Refusal) continue;
      byService.set(target.serviceId, [...(byService.get(target.serviceId) ?? []), target.reference]);
    }
    const known = new Map<string, KnownTransaction>();
    for (const [serviceId, references] of [...byService].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const [reference, transaction] of await this.store.lock(unit, serviceId, references)) known.set(`${serviceId}${reference}`, transaction);
    }
    return known;
  }
}

interface Target {
  readonly serviceId: string;
  readonly reference: Digest;
  readonly key: string;
  /** Undefined: to be withdrawn. */
  readonly replacement: IntakeItem | undefined;
}

interface Change {
  readonly before: KnownTransaction;
  readonly after: KnownTransaction;
}

function correctOne({ replacement }: Target, stored: KnownTransaction | undefined): { before: KnownTransaction; after: KnownTransaction | undefined } | Refusal {
  if (stored === undefined) return notFound("transaction", ["reference"]);
  if (replacement === undefined) return { before: stored, after: withdrawTransaction(stored) };
  const { assertion, rules } = replacement;
  const procedureId = assertion.procedureId ?? procedureAt(rules.procedures, assertion.startedAt)?.id;
  if (procedureId === undefined) return new Refusal("NO_PROCEDURE", "The service has no published procedure.", ["service"]);
  return { before: stored, after: replaceTransaction(stored, assertion, procedureId, rules) };
}

function isMessage(transaction: Correction["transaction"]): transaction is TransactionMessage {
  return transaction !== null && transaction !== undefined;
}
