/** Works through a source with a few workers at a time; the first failure ends all of them. The source is read only as fast as it is worked off. */
export async function inParallel<T>(source: Iterable<T>, workers: number, work: (item: T) => Promise<void>): Promise<void> {
  const items = source[Symbol.iterator]();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (let next = items.next(); !failed && next.done !== true; next = items.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: workers }, worker));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}

/** Neighbours in groups of at most `size`. */
export function* inBatches<T>(source: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of source) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
