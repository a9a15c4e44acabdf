/**
 * How something ended, as operators tell it apart. `REFUSED`: the caller must change something. `BUSY`: nobody's fault,
 * send again later. `BROKEN`: ours to mend.
 */
export type Ending = "OK" | "REFUSED" | "BUSY" | "BROKEN";

/** Whoever watches a running process: numbers and names of ours only, nothing of what was sent. */
export interface Observer {
  /**
   * An operation was answered.
   *
   * @param operation a field of the schema's roots, never a name that a client chose
   */
  answered(operation: string, ending: Ending, seconds: number): void;
  /** A background job ended. */
  jobRan(job: string, ending: Ending, seconds: number): void;
}

/** Where nobody watches. */
export const UNOBSERVED: Observer = { answered: () => undefined, jobRan: () => undefined };
