import { sideBySide, type UnitOfWork } from "../database/unit-of-work";
import { newId } from "../shared/new-id";
import { Refusal } from "../shared/refusal";
import type { Assertion } from "./domain/assertion";
import { beginTransaction } from "./domain/begin-transaction";
import type { IntakeRules } from "./domain/intake-rules";
import type { KnownTransaction } from "./domain/known-transaction";
import { mergeTransaction } from "./domain/merge-transaction";
import { procedureAt } from "./domain/procedure-of";
import { unknownSteps, type Warning } from "./domain/unknown-steps";
import type { InvitationDecision, InvitationDesk, OtherNames, PersonKeys } from "./ports/invitation-desk";
import type { TransactionChange, TransactionTallyDeltas } from "./ports/tally-deltas";
import type { TransactionStore } from "./storage/transaction.store";

/** One assertion with the rules of its service. */
export interface IntakeItem {
  readonly assertion: Assertion;
  readonly rules: IntakeRules;
  /** Makes what else stands for the people of the message; null: it names none. */
  readonly names: (() => OtherNames) | null;
}

export interface IntakeSettings {
  /** Portal that sends; null: none. */
  readonly portalId: string | null;
  readonly now: Date;
  /** Whether the people behind the transactions may be asked. Never for an imported log. */
  readonly invite: boolean;
}

/** What became of one item. `receipt` is the same for every accepted message about one transaction. */
export type ItemResult =
  | {
      readonly status: "RECORDED" | "EXTENDED" | "DUPLICATE";
      readonly receipt: string;
      readonly warnings: readonly Warning[];
      /** Null where nobody was asked whether to ask: an imported log never invites. */
      readonly invitation: InvitationDecision | null;
    }
  | { readonly status: "REJECTED"; readonly refusal: Refusal };

/**
 * Takes checked assertions into the house, in the caller's unit of work: whoever reports, by whichever door, this is
 * where facts, counts and invitations are made, together or not at all.
 */
export class TransactionIntake {
  constructor(
    private readonly store: TransactionStore,
    private readonly deltas: TransactionTallyDeltas,
    private readonly desk: InvitationDesk,
  ) {}

  /**
   * One result per item, in order. No two items may be about the same transaction. Rejects with the codes of
   * `mergeTransaction`, and with `NO_PROCEDURE` for a service that has none in force.
   */
  async take(unit: UnitOfWork, items: readonly IntakeItem[], settings: IntakeSettings): Promise<readonly ItemResult[]> {
    const drafts = items.map((item) => draftOf(item, settings.portalId));
    const opened = await this.store.lockOrInsert(unit, drafts.filter((draft) => draft !== undefined), settings.now);
    const changes: TransactionChange[] = [];
    const extensions: { readonly before: KnownTransaction; readonly after: KnownTransaction }[] = [];
    let next = 0;
    const taken = items.map((item, index): Taken => {
      const open = drafts[index] === undefined ? undefined : opened[next++];
      if (open === undefined) return { refusal: NO_PROCEDURE };
      if (open.fresh) {
        changes.push({ before: null, after: open.known });
        return { status: "RECORDED", transaction: open.known };
      }
      const merged = mergeTransaction(open.known, item.assertion, item.rules);
      if (merged.status === "REJECTED") return { refusal: merged.refusal };
      if (merged.status === "DUPLICATE") return { status: "DUPLICATE", transaction: open.known };
      extensions.push({ before: open.known, after: merged.next });
      return { status: "EXTENDED", transaction: merged.next };
    });
    await this.store.save(unit, extensions, settings.now);
    changes.push(...extensions);
    await sideBySide(this.store.addPassages(unit, opened), this.deltas.transactionsChanged(unit, changes));

    const accepted = taken.flatMap((one) => ("refusal" in one ? [] : [one.transaction]));
    const decisions = settings.invite && accepted.length > 0 ? await this.desk.decide(unit, accepted, personsOf(items, taken)) : undefined;
    return taken.map((one, index): ItemResult => {
      if ("refusal" in one) return { status: "REJECTED", refusal: one.refusal };
      const { status, transaction } = one;
      const { assertion, rules } = items[index] as IntakeItem;
      const warnings = unknownSteps(assertion.passages, rules.stepCodes(transaction.procedureId));
      return { status, receipt: transaction.id, warnings, invitation: decisions?.get(transaction.id) ?? null };
    });
  }
}

type Taken =
  | { readonly status: "RECORDED" | "EXTENDED" | "DUPLICATE"; readonly transaction: KnownTransaction }
  | { readonly refusal: Refusal };

const NO_PROCEDURE = new Refusal("NO_PROCEDURE", "The service has no published procedure.", ["service"]);

/** By transaction id. */
function personsOf(items: readonly IntakeItem[], taken: readonly Taken[]): PersonKeys {
  const persons = new Map<string, () => OtherNames>();
  for (const [index, one] of taken.entries()) {
    const names = items[index]?.names ?? null;
    if (!("refusal" in one) && names !== null) persons.set(one.transaction.id, names);
  }
  return persons;
}

function draftOf({ assertion, rules }: IntakeItem, portalId: string | null): KnownTransaction | undefined {
  const procedureId = assertion.procedureId ?? procedureAt(rules.procedures, assertion.startedAt)?.id;
  return procedureId === undefined ? undefined : beginTransaction(assertion, { id: newId(), portalId, procedureId }, rules);
}
