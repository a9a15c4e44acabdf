import { parseInstant } from "./instant";
import { zoneOffset } from "./zone-offset";

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?$/;

/**
 * Reads a date-time as exports of databases write it: with an offset, or, where the time zone is known, by the clock on
 * the wall there (seconds may be missing). Undefined for anything else. An hour that a change of clocks repeats is read
 * as the first, one that it skips as if the clocks had not been changed.
 */
export function parseLocalInstant(text: string, timeZone: string | null): Date | undefined {
  const instant = parseInstant(text);
  if (instant !== undefined || timeZone === null) return instant;
  const parts = LOCAL.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = "00", fraction = ""] = parts;
  const wall = parseInstant(`${year ?? ""}-${month ?? ""}-${day ?? ""}T${hour ?? ""}:${minute ?? ""}:${second}${fraction}Z`)?.getTime();
  if (wall === undefined) return undefined;
  // The offset a day before and a day after: they differ only round a change of clocks.
  const [before, after] = [zoneOffset(wall - 86_400_000, timeZone), zoneOffset(wall + 86_400_000, timeZone)];
  const early = wall - before;
  return new Date(zoneOffset(early, timeZone) === before || zoneOffset(wall - after, timeZone) !== after ? early : wall - after);
}
