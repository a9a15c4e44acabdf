import type { UnitOfWork } from "../database/unit-of-work";
import type { KnownTransaction } from "../transactions/domain/known-transaction";
import type { OtherNames } from "../transactions/ports/invitation-desk";
import type { ContactKeys } from "./contact-keys.service";
import { type ContactRule, contactRules, isPanel } from "./domain/contact-rules";
import { INVITATION_DAYS } from "./domain/invitation";
import { claimContacts, type ContactClaim } from "./storage/claim-contacts";
import { readOptedOut } from "./storage/opted-out-contacts.view";
import { releaseContacts } from "./storage/release-contacts";

/** Somebody who is about to be asked. */
export interface Approach {
  readonly transaction: KnownTransaction;
  readonly invitationId: string;
  /** Makes what stands for the people of the message, where it named any. */
  readonly names: (() => OtherNames) | undefined;
}

/** Why somebody who was drawn is not asked after all. */
export type Blocked = "RECENTLY_ASKED" | "OPTED_OUT" | "NOT_SAMPLED";

const DAY_MS = 86_400_000;

/** Sees to it that nobody is asked too often: remembers who was asked, in the unit of work that asks them. */
export class ContactDesk {
  /** @param keys those kept now: one, or while it is replaced two */
  constructor(private readonly keys: () => readonly ContactKeys[]) {}

  /**
   * Takes the right to ask for as many as may be asked; answers by transaction id why the others may not. Of several about
   * one person the first is put forward. Whoever asks the same person at the same moment waits, and then finds them asked.
   */
  async approach(unit: UnitOfWork, approaches: readonly Approach[], now: Date): Promise<ReadonlyMap<string, Blocked>> {
    const blocked = new Map<string, Blocked>();
    const taken = new Set<string>();
    const claims = new Map<string, readonly ContactClaim[]>();
    for (const approach of approaches) {
      const own = this.claimsOf(approach, now);
      if (own === undefined) blocked.set(approach.transaction.id, "NOT_SAMPLED");
      else if (own.some(({ contactKey }) => taken.has(contactKey))) blocked.set(approach.transaction.id, "RECENTLY_ASKED");
      else if (own.length > 0) {
        claims.set(approach.transaction.id, own);
        for (const { contactKey } of own) taken.add(contactKey);
      }
    }
    if (claims.size === 0) return blocked;
    const won = await claimContacts(unit, [...claims.values()].flat().sort((a, b) => (a.contactKey < b.contactKey ? -1 : 1)));
    const lost = [...claims].filter(([, own]) => own.some(({ contactKey }) => !won.has(contactKey)));
    if (lost.length === 0) return blocked;
    // Whoever may not be asked by one rule has not been asked by the others either.
    await releaseContacts(unit, lost.flatMap(([, own]) => own.filter(({ contactKey }) => won.has(contactKey))));
    const optedOut = await readOptedOut(unit, lost.flatMap(([, own]) => own.map(({ contactKey }) => contactKey)), now);
    for (const [id, own] of lost) blocked.set(id, own.some(({ contactKey }) => optedOut.has(contactKey)) ? "OPTED_OUT" : "RECENTLY_ASKED");
    return blocked;
  }

  /** One claim for each rule, under each key that is kept and each name that was made by one. */
  private claimsOf({ transaction, invitationId, names }: Approach, now: Date): readonly ContactClaim[] | undefined {
    const { persons, subjects, operators } = names?.() ?? NOBODY;
    const under = (known: string | null, others: readonly string[]): readonly (string | null)[] => (known === null ? [null] : [...new Set([known, ...others])]);
    const claims = new Map<string, ContactClaim>();
    for (const keys of this.keys()) {
      const claim = keys.claim(invitationId).toString("hex");
      const person = isPanel(transaction) ? undefined : persons.find(({ keyId }) => keyId === keys.id)?.person;
      for (const subjectKey of under(transaction.subjectKey, subjects)) {
        for (const operatorKey of under(transaction.operatorKey, operators)) {
          const rules = contactRules({ ...transaction, subjectKey, operatorKey }, person);
          if (rules === undefined) return undefined;
          for (const one of rules.map((rule) => claimOf(keys, rule, transaction.serviceId, claim, now))) claims.set(one.contactKey, one);
        }
      }
    }
    return [...claims.values()];
  }
}

const NOBODY: OtherNames = { persons: [], subjects: [], operators: [] };

function claimOf(keys: ContactKeys, { source, days, serviceDays }: ContactRule, serviceId: string, claim: string, askedAt: Date): ContactClaim {
  const contactKey = keys.of(source);
  const after = (count: number): Date => new Date(askedAt.getTime() + count * DAY_MS);
  return {
    contactKey: contactKey.toString("hex"),
    askedAt,
    freeAt: after(days),
    service: keys.service(contactKey, serviceId).toString("hex"),
    serviceFreeAt: after(serviceDays),
    claim,
    // As long as the link works, its holder can be found by it.
    forgetAt: after(Math.max(days, serviceDays, INVITATION_DAYS)),
  };
}
