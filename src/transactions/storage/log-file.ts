import type { ReadingProgress } from "../../shared/input-file";
import type { LogNames, NotTaken, RawTrace } from "../domain/log-trace";

/** A log that can be gone through as often as needed, holding little of it at a time. */
export interface LogFile {
  /** How the log calls things, where the caller did not say. */
  readonly names: LogNames;
  /**
   * Every case, and what could not be read (told in each pass of an XES log, in the first one of a CSV).
   * @throws InputProblem when the file itself is missing, broken or without a needed column.
   */
  traces(progress?: ReadingProgress): AsyncGenerator<RawTrace | NotTaken, void, undefined>;
  close(): Promise<void>;
}
