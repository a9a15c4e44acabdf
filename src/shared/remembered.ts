/** What was read once and never changes, by key. Of so many things that they would fill the memory, all are forgotten. */
export class Remembered<V> {
  private readonly known = new Map<string, V>();

  constructor(private readonly limit: number) {}

  /** What is known under the key without reading anything. */
  already(key: string): V | undefined {
    return this.known.get(key);
  }

  /** What is known under the key; what nobody knows yet is read, and asked for again the next time where there is none. */
  async get(key: string, read: () => Promise<V | undefined>): Promise<V | undefined> {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const value = await read();
    if (value !== undefined) this.keep(key, value);
    return value;
  }

  /** The same for many keys; what nobody knows yet is read together. */
  async all(keys: readonly string[], read: (unknown: readonly string[]) => Promise<ReadonlyMap<string, V>>): Promise<ReadonlyMap<string, V>> {
    const unknown = keys.filter((key) => !this.known.has(key));
    const found = new Map<string, V>();
    for (const key of keys) {
      const value = this.known.get(key);
      if (value !== undefined) found.set(key, value);
    }
    for (const [key, value] of unknown.length === 0 ? [] : await read(unknown)) {
      this.keep(key, value);
      found.set(key, value);
    }
    return found;
  }

  /** Makes it known. */
  keep(key: string, value: V): void {
    if (this.known.size >= this.limit) this.known.clear();
    this.known.set(key, value);
  }
}
