import { type ReadingProgress, textOf } from "../../shared/input-file";
import { xesTraces } from "../../shared/xes-log";
import { CsvLog } from "./csv-log";
import type { LogNames, NotTaken, RawTrace } from "../domain/log-trace";
import type { LogFile } from "./log-file";

export interface LogFileOptions {
  readonly names: Partial<LogNames>;
  /** Attributes of the case that will be asked for; a CSV keeps nothing else. */
  readonly attributes: readonly string[];
}

const EVENT_NAMES = { activity: "concept:name", time: "time:timestamp", start: null, lifecycle: "lifecycle:transition", instance: "concept:instance" } as const;

/** Opens an XES log or a CSV, packed or not, told apart by their content. */
export async function openLogFile(path: string, options: LogFileOptions): Promise<LogFile> {
  return (await isXml(path)) ? new XesLogFile(path, options) : new CsvLog(path, { ...EVENT_NAMES, case: "case:concept:name", ...options.names }, options.attributes);
}

async function isXml(path: string): Promise<boolean> {
  for await (const piece of textOf(path)) {
    const text = piece.trimStart();
    if (text !== "") return text.startsWith("<");
  }
  return false;
}

class XesLogFile implements LogFile {
  readonly names: LogNames;

  constructor(
    private readonly path: string,
    options: LogFileOptions,
  ) {
    this.names = { ...EVENT_NAMES, case: "concept:name", ...options.names };
  }

  traces(progress?: ReadingProgress): AsyncGenerator<RawTrace | NotTaken, void, undefined> {
    return xesTraces(textOf(this.path, progress));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
