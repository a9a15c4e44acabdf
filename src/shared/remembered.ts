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
    if (value === undefined) return undefined;
    if (this.known.size >= this.limit) this.known.clear();
    this.known.set(key, value);
    return value;
  }
}
