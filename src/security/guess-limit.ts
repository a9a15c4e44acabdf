import { createHmac } from "node:crypto";
import type { Clock } from "../shared/clock";

/** Thrown, not returned: nobody with a genuine link ever meets it. The doors turn it into their own form of "no". */
export class TooManyGuesses extends Error {
  readonly statusCode = 429;
  readonly code = "TOO_MANY_REQUESTS";
  constructor() {
    super("Too many links that are none were tried from here; come again in a minute.");
  }
}

const MINUTE_MS = 60_000;
/** Addresses counted at most in one minute; those beyond share one count. */
const MOST = 100_000;

/**
 * Counts, for each place, the tokens of this minute that were none. Kept in this process's memory alone, under a keyed
 * digest of the place, until the minute is over.
 */
export class GuessLimit {
  private minute = 0;
  private misses = new Map<string, number>();

  /** @param perMinute 0: any number */
  constructor(
    private readonly perMinute: number,
    private readonly key: Buffer,
    private readonly clock: Clock,
  ) {}

  /** Whether no more guesses of this minute are looked at. */
  exhausted(place: string): boolean {
    return this.perMinute > 0 && (this.counted().get(this.nameOf(place)) ?? 0) >= this.perMinute;
  }

  missed(place: string): void {
    if (this.perMinute === 0) return;
    const counted = this.counted();
    const name = this.nameOf(place);
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }

  private counted(): Map<string, number> {
    const minute = Math.floor(this.clock().getTime() / MINUTE_MS);
    if (minute !== this.minute) this.misses = new Map();
    this.minute = minute;
    return this.misses;
  }

  private nameOf(place: string): string {
    const name = createHmac("sha256", this.key).update(`guesses\n${String(this.minute)}\n${place}`).digest("base64url");
    return this.misses.has(name) || this.misses.size < MOST ? name : "";
  }
}
