const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which the clocks of a zone (IANA name) are ahead of UTC at an instant. */
export function zoneOffset(time: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const at = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const second = Math.floor(time / 1000) * 1000;
  return Date.UTC(at("year"), at("month") - 1, at("day"), at("hour"), at("minute"), at("second")) - second;
}

/** A stretch of time `[from, to)`, in milliseconds, during which the clocks of a zone are not changed. */
export interface ZoneSpan {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

const DAY_MS = 86_400_000;

/** The stretches of one offset that make up `[from, to)`, in order. Clocks are taken to be changed at most once in 24 hours, on a full second. */
export function zoneSpans(from: number, to: number, timeZone: string): readonly ZoneSpan[] {
  const spans: ZoneSpan[] = [];
  let [start, offset] = [from, zoneOffset(from, timeZone)];
  for (let probe = from; probe < to; ) {
    const next = Math.min(probe + DAY_MS, to);
    const then = zoneOffset(next, timeZone);
    if (then !== offset) {
      const changed = changeBetween(probe, next, timeZone);
      spans.push({ from: start, to: changed, offset });
      [start, offset] = [changed, then];
    }
    probe = next;
  }
  if (start < to) spans.push({ from: start, to, offset });
  return spans;
}

/** The first second of the new time. */
function changeBetween(early: number, late: number, timeZone: string): number {
  const before = zoneOffset(early, timeZone);
  let [same, other] = [Math.floor(early / 1000), Math.ceil(late / 1000)];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (zoneOffset(middle * 1000, timeZone) === before) same = middle;
    else other = middle;
  }
  return other * 1000;
}
