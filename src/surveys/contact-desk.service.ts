import type { UnitOfWork } from "../database/unit-of-work";
import type { KnownTransaction } from "../transactions/domain/known-transaction";
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
  /** Makes the national key of whom the service is for, where the message named one. */
  readonly person: (() => Buffer) | undefined;
}

/** Why somebody who was drawn is not asked after all. */
export type Blocked = "RECENTLY_ASKED" | "OPTED_OUT" | "NOT_SAMPLED";

const DAY_MS = 86_400_000;

/** Sees to it that nobody is asked too often: remembers who was asked, in the unit of work that asks them. */
export class ContactDesk {
  constructor(private readonly keys: ContactKeys) {}

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

  private claimsOf({ transaction, invitationId, person }: Approach, now: Date): readonly ContactClaim[] | undefined {
    const rules = contactRules(transaction, isPanel(transaction) ? undefined : person?.());
    if (rules === undefined || rules.length === 0) return rules === undefined ? undefined : [];
    const claim = this.keys.claim(invitationId).toString("hex");
    return rules.map((rule) => this.claimOf(rule, transaction.serviceId, claim, now));
  }

  private claimOf({ source, days, serviceDays }: ContactRule, serviceId: string, claim: string, askedAt: Date): ContactClaim {
    const contactKey = this.keys.of(source);
    const after = (count: number): Date => new Date(askedAt.getTime() + count * DAY_MS);
    return {
      contactKey: contactKey.toString("hex"),
      askedAt,
      freeAt: after(days),
      service: this.keys.service(contactKey, serviceId).toString("hex"),
      serviceFreeAt: after(serviceDays),
      claim,
      // As long as the link works, its holder can be found by it.
      forgetAt: after(Math.max(days, serviceDays, INVITATION_DAYS)),
    };
  }
}
