import DataLoader from "dataloader";
import type { Actor } from "../security/actor";

/** Reads many rows by key in one query; the answer has one entry per key, in order. */
export type BatchRead<K, V> = (keys: readonly K[]) => Promise<readonly V[]>;

/** What one request carries through the resolvers: who asks, and what was already read for them. */
export class RequestContext {
  private readonly loaders = new Map<unknown, unknown>();

  constructor(readonly actor: Actor) {}

  /** The request's one loader for a batch read; `read` must be the same function object every time. */
  loader<K, V>(read: BatchRead<K, V>): DataLoader<K, V> {
    let loader = this.loaders.get(read) as DataLoader<K, V> | undefined;
    if (loader === undefined) {
      loader = new DataLoader<K, V>(read);
      this.loaders.set(read, loader);
    }
    return loader;
  }

  /** Drops what was read so far: before a mutation, whose answer must show what it changed. */
  forget(): void {
    this.loaders.clear();
  }
}
