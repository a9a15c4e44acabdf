import type { NamedPeriod } from "../../catalogue/domain/calendar";
import { zoneSpans } from "../../shared/zone-offset";
import { rangesOn, type SendingRule } from "./sending-hours";

/** When a message may be sent, `[notBefore, notAfter)`. */
export interface SendingWindow {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Days and clocks of whoever is asked. */
export interface SendingCalendar {
  /** IANA name. */
  readonly timeZone: string;
  readonly periods: readonly Pick<NamedPeriod, "code" | "from" | "to">[];
}

const DAY_MS = 86_400_000;

/** A window shorter than this is missed by whoever has a queue. */
const SHORTEST_MS = 30 * 60_000;

/** Every day has its hours; only where clocks are changed may one of them be skipped. */
const SEARCHED_DAYS = 4;

/** The first stretch from now on in which messages may be sent, and which lasts for a while yet. */
export function sendingWindow(now: Date, rules: readonly SendingRule[], { timeZone, periods }: SendingCalendar): SendingWindow {
  const start = now.getTime();
  for (const { from, to, offset } of zoneSpans(start, start + SEARCHED_DAYS * DAY_MS, timeZone)) {
    for (let day = Math.floor((from + offset) / DAY_MS); day * DAY_MS - offset < to; day += 1) {
      const date = new Date(day * DAY_MS);
      const name = date.toISOString().slice(0, 10);
      const codes = periods.filter((period) => period.from <= name && name < period.to).map(({ code }) => code);
      for (const range of rangesOn(rules, date.getUTCDay() === 0 ? 7 : date.getUTCDay(), codes)) {
        const [opens, closes] = [Math.max(from, day * DAY_MS + range.from - offset), Math.min(to, day * DAY_MS + range.to - offset)];
        if (closes - opens >= SHORTEST_MS) return { notBefore: new Date(opens), notAfter: new Date(closes) };
      }
    }
  }
  throw new Error("every day has hours in which messages may be sent");
}
