const DAY_MS = 86_400_000;

/** What a link is handed over as: for the first time (or once more, where nothing was heard of it), or as the one reminder. */
export const HandOverKind = { FIRST: "FIRST", REMINDER: "REMINDER" } as const;
export type HandOverKind = keyof typeof HandOverKind;

/** What a portal says became of a message with a link. */
export const Delivery = { SENT: "SENT", DELIVERED: "DELIVERED", FAILED: "FAILED" } as const;
export type Delivery = keyof typeof Delivery;

/** Days after the first hand-over at which a link that is still open is due again, as a reminder. */
export const REMINDER_DAYS = 3;

/** How often a link leaves the house at most: the first time and once more. */
export const MOST_HAND_OVERS = 2;

/** Where a link is on its way to the person. */
export interface HandOver {
  /** When it first left the house; null: it has not yet. */
  readonly offeredAt: Date | null;
  /** How often it was handed over. */
  readonly handed: number;
  /** From when on it waits for a portal to take it; null: it does not. */
  readonly dueAt: Date | null;
  readonly dueKind: HandOverKind | null;
}

/** A link that leaves with the answer to the call that made it. */
export function offered(now: Date): HandOver {
  return { offeredAt: now, handed: 1, dueAt: new Date(now.getTime() + REMINDER_DAYS * DAY_MS), dueKind: "REMINDER" };
}

/** A link that was made while no portal was listening: it waits for one to ask. */
export function waiting(now: Date): HandOver {
  return { offeredAt: null, handed: 0, dueAt: now, dueKind: "FIRST" };
}

/**
 * What leaves with a portal that asked. A first link is due once more after `lease`, unless the portal says before what
 * became of it; whatever was handed over a second time never is.
 */
export function handedOver({ offeredAt, handed }: Pick<HandOver, "offeredAt" | "handed">, now: Date, lease: Date): HandOver {
  const again = handed + 1 < MOST_HAND_OVERS;
  return { offeredAt: offeredAt ?? now, handed: handed + 1, dueAt: again ? lease : null, dueKind: again ? "FIRST" : null };
}

/** How much is known with each report; what says less than is known says nothing new. A message that failed may arrive at the second attempt. */
const KNOWN: Readonly<Record<Delivery, number>> = { SENT: 1, FAILED: 2, DELIVERED: 3 };

/** Whether a report says more than is known. Reports arrive in any order. */
export function saysMore(report: Delivery, known: Delivery | null): boolean {
  return KNOWN[report] > (known === null ? 0 : KNOWN[known]);
}

/** Where a link is once its delivery was reported: nobody is reminded of a message that did not arrive. */
export function reported({ offeredAt, handed, dueAt, dueKind }: HandOver, delivery: Delivery): HandOver {
  if (offeredAt === null) return { offeredAt, handed, dueAt, dueKind };
  if (delivery === "FAILED" || handed >= MOST_HAND_OVERS) return { offeredAt, handed, dueAt: null, dueKind: null };
  return { ...offered(offeredAt), handed };
}
