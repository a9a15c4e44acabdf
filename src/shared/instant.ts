const RFC_3339 = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/**
 * Reads a date-time **with an offset** (RFC 3339, a space for `T` allowed as in CSV exports). Undefined for anything
 * else: a time without an offset names no instant, and a day that does not exist (30 February) is not rolled over.
 */
export function parseInstant(text: string): Date | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const day = Number(text.slice(8, 10));
  if (day > 28 && day > new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()) return undefined;
  const instant = new Date(text.replace(" ", "T"));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
