const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:[Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;

/**
 * Reads a date-time **with an offset** (RFC 3339, a space for `T` allowed as in CSV exports). Undefined for anything
 * else: a time without an offset names no instant, and a day that does not exist (30 February) is not rolled over.
 */
export function parseInstant(text: string): Date | undefined {
  const parts = RFC_3339.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  if (day === undefined || month === undefined || year === undefined || month < 1 || month > 12) return undefined;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  if ((hour ?? 24) > 23 || (minute ?? 60) > 59 || (second ?? 60) > 59) return undefined;
  const instant = new Date(text.replace(" ", "T"));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
