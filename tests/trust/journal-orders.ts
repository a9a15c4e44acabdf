/** What a journal client is told to do: a file in JSON, named on its command line. */
export interface Orders {
  readonly journal: string;
  /** Of the servers, which keep their ports. */
  readonly addresses: readonly string[];
  readonly seed: number;
  readonly portals: readonly { readonly key: string; readonly services: readonly string[] }[];
  /** A service that no portal may report. */
  readonly foreign: string;
  /** Midnight of today where the agencies are, in milliseconds since 1970; transactions took place on `days` days before. */
  readonly midnight: number;
  readonly days: number;
  /** How much is sent in `seconds`; it goes on at the same pace until it is told to stop. */
  readonly passages: number;
  readonly answers: number;
  readonly seconds: number;
  readonly largestBatch: number;
  /** Machine clients, two more of which send single items to one server each; citizens. */
  readonly machines: number;
  readonly citizens: number;
  /** One token in so many is raced for by `racers` at once. */
  readonly raceEvery: number;
  readonly racers: number;
  /** Whether clients vanish at times before the reply. */
  readonly vanishes: boolean;
  /** A journal all of which is to be sent once more; then nothing else is. */
  readonly replay?: string;
}

/** What a client tells its parent ten times a second. */
export interface Progress {
  readonly passages: number;
  readonly answers: number;
  readonly deliveries: number;
  readonly retries: number;
}

/** Random numbers that come again with the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
