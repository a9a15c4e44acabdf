/** One contact, on a numbered day. */
export interface Contact {
  readonly subject: string;
  readonly service: string;
  readonly day: number;
}

/** How often one contact did not suffice. */
export interface RepeatContact {
  /** Contacts at least one window old, so that a repeat would have shown. */
  readonly eligible: number;
  readonly repeats: number;
  /** Null: none is old enough. */
  readonly rate: number | null;
  /** Contacts too young to tell. */
  readonly immature: number;
}

/**
 * Repeat contact rate: of the contacts at least `windowDays` old at `asOfDay`, the share followed by another of the same
 * subject (and, with `sameService`, about the same service) at most `windowDays` later. Of two on one day the first is
 * followed by the second. 1 − rate is first-contact resolution. METHODS 9.
 */
export function repeatContactRate(contacts: readonly Contact[], windowDays: number, asOfDay: number, sameService = true): RepeatContact {
  const chains = new Map<string, number[]>();
  for (const { subject, service, day } of contacts) {
    const key = JSON.stringify([subject, sameService ? service : null]);
    chains.set(key, [...(chains.get(key) ?? []), day]);
  }
  let [eligible, repeats] = [0, 0];
  for (const chain of chains.values()) {
    const days = chain.toSorted((a, b) => a - b);
    for (const [at, day] of days.entries()) {
      if (asOfDay - day < windowDays) continue;
      eligible++;
      const next = days[at + 1];
      if (next !== undefined && next - day <= windowDays) repeats++;
    }
  }
  return { eligible, repeats, rate: eligible === 0 ? null : repeats / eligible, immature: contacts.length - eligible };
}
