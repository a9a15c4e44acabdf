/** A large body is worked on for long: it takes a place for each so many bytes, up to an eighth of all places. */
const BYTES_OF_A_PLACE = 16_384;

/**
 * How much is worked on at once, and by whom. Each caller may hold as many places as leave one such share for who comes
 * next, so nobody who floods stands in everybody's way; who holds none is let in beyond that, up to twice the places.
 * Whoever finds none is told so before any work is done: a queue would only make all of them late.
 */
export class Places {
  private readonly held = new Map<string, number>();
  private taken = 0;

  constructor(private readonly all: number) {}

  /** Whether there is a place for a body of that many bytes. */
  free(caller: string, bytes: number): boolean {
    const own = this.held.get(caller);
    if (own === undefined) return this.taken < 2 * this.all;
    return this.taken < this.all && own + this.weight(bytes) <= this.all / (this.held.size + 1);
  }

  /** Takes a place and answers what gives it back; undefined where there is none. */
  take(caller: string, bytes: number): (() => void) | undefined {
    if (!this.free(caller, bytes)) return undefined;
    const weight = this.weight(bytes);
    this.change(caller, weight);
    return () => {
      this.change(caller, -weight);
    };
  }

  private weight(bytes: number): number {
    return Math.max(1, Math.min(Math.ceil(bytes / BYTES_OF_A_PLACE), Math.floor(this.all / 8)));
  }

  private change(caller: string, by: number): void {
    this.taken += by;
    const own = (this.held.get(caller) ?? 0) + by;
    if (own === 0) this.held.delete(caller);
    else this.held.set(caller, own);
  }
}
