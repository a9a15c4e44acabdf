/** Names of unknown things that are counted one by one. */
const NAMED = 200;

/** Counts things by name; beyond two hundred names, the rest is counted together under `…`. */
export class NamedCounts {
  private readonly counts = new Map<string, number>();

  add(name: string, n = 1): void {
    const key = this.counts.has(name) || this.counts.size < NAMED ? name : "…";
    this.counts.set(key, (this.counts.get(key) ?? 0) + n);
  }

  toRecord(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}
