import type { UnitOfWork, UnitsOfWork } from "../database/unit-of-work";
import type { Clock } from "../shared/clock";
import { Refusal } from "../shared/refusal";
import type { TransactionsLookup } from "../transactions/transactions.lookup";
import type { ContactKeys } from "./contact-keys.service";
import { isPanel } from "./domain/contact-rules";
import type { Invitation } from "./domain/invitation";
import { closeOptedOut } from "./storage/close-opted-out";
import { optOutContact } from "./storage/opt-out-contact";
import { optOutContacts } from "./storage/opt-out-contacts";
import { readOptedOutUntil } from "./storage/opted-out-until.view";
import type { TokenHolder } from "./token-holder.service";

/** Months for which nobody asks who does not want to be asked. */
const OPT_OUT_MONTHS = 12;

/** Leaves in peace whoever holds a link and wants no more of them. */
export class OptOutService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly holder: TokenHolder,
    private readonly transactions: Pick<TransactionsLookup, "one">,
    private readonly contacts: () => readonly ContactKeys[],
    private readonly clock: Clock,
  ) {}

  /**
   * Ends the invitation, where nobody answered it, and asks whoever was behind it nothing more for twelve months: nowhere,
   * where a national number was known when they were asked, else nowhere at that agency. Answers until when at the latest;
   * null where nothing tells this person from others. Sent again it changes nothing. Also works with a link that was
   * answered or has expired. Refused with `NOT_FOUND` for a token that is none.
   *
   * @param address of the person who holds it; null where somebody asks for them
   * @throws TooManyGuesses
   */
  async optOut(token: string, address: string | null = null): Promise<{ readonly until: Date | null } | Refusal> {
    return this.units.write(async (unit) => {
      const invitation = await this.holder.open(unit, token, address);
      if (invitation instanceof Refusal) return invitation;
      const now = this.clock();
      const end = new Date(now);
      end.setUTCMonth(end.getUTCMonth() + OPT_OUT_MONTHS);
      await closeOptedOut(unit, invitation.serviceId, invitation.id);
      // Under every key that is kept: whoever looks under one of them finds it.
      const kept = this.contacts();
      const known: Date[] = [];
      for (const keys of kept) {
        const until = await optOutContacts(unit, keys.claim(invitation.id), now, end);
        if (until !== null) known.push(until);
      }
      if (known.length > 0) return { until: latest(known) };
      const made: Date[] = [];
      for (const contactKey of await this.subjectOf(unit, invitation, kept)) made.push(await optOutContact(unit, contactKey, now, end));
      return { until: latest(made) };
    });
  }

  /** Until when whoever holds the link is not asked; null where that holds for its transaction alone, because nothing tells them from others. */
  async until(unit: UnitOfWork, invitation: Invitation): Promise<Date | null> {
    const kept = this.contacts();
    const subjects = await this.subjectOf(unit, invitation, kept);
    const known: Date[] = [];
    for (const [i, keys] of kept.entries()) {
      const until = await readOptedOutUntil(unit, keys.claim(invitation.id), subjects[i] ?? null, this.clock());
      if (until !== null) known.push(until);
    }
    return latest(known);
  }

  /** Whoever the transaction was for, under each key that is kept; none where nobody is known. */
  private async subjectOf(unit: UnitOfWork, { serviceId, transactionId }: Invitation, kept: readonly ContactKeys[]): Promise<readonly Buffer[]> {
    const transaction = await this.transactions.one(unit, serviceId, transactionId);
    if (transaction === undefined || transaction.subjectKey === null || isPanel(transaction)) return [];
    const { subjectKey } = transaction;
    return kept.map((keys) => keys.of({ kind: "SUBJECT", subjectKey }));
  }
}

function latest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((one, other) => (one !== null && one > other ? one : other), null);
}
