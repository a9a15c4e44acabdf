import type { Channel } from "../../catalogue/domain/channel";
import type { LogNames, NotTaken } from "./log-trace";
import type { OutcomeReading } from "./outcome-of-trace";
import type { Mark } from "./passages-of-trace";
import type { ValueMap } from "./value-map";

/** A log to be imported, and how to read it. */
export interface LogToImport {
  readonly path: string;
  readonly agency: string;
  readonly service: string;
  /** What the one time of an event marks; null where events have two. */
  readonly mark: Mark | null;
  /** Under which names the log keeps things; what is left out has the usual name of its format. */
  readonly names: Partial<LogNames>;
  /** IANA name of the zone whose clocks times without an offset were read from; without it they are refused. */
  readonly timeZone?: string | null;
  /** Attribute of the case that says by which channel it came. */
  readonly channel: { readonly attribute: string; readonly map: ValueMap<Channel> } | null;
  /** How the log tells how a case ended; null: it does not, so cases stay in flight. */
  readonly outcome: OutcomeReading | null;
  /** Whether an agency and a service that nobody knows are entered into the catalogue. */
  readonly create: boolean;
}

/** Told while a log is imported. */
export interface ImportWatch {
  /** The first look through the file, in bytes. */
  reading(done: number, total: number): void;
  /** The recording, in cases. */
  recording(done: number, total: number): void;
  notTaken(what: NotTaken): void;
}

/** Something that was not taken, and why. */
export interface ReceiptLine {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** What became of a log. */
export interface LogReceipt {
  /** `AGENCY/CODE`. */
  readonly service: string;
  /** What was entered into the catalogue, in words. */
  readonly created: readonly string[];
  /** Version of the procedure made from the activities; null where the service had one of its own. */
  readonly procedureVersion: number | null;
  /** Cases that were understood, and their events. */
  readonly cases: number;
  readonly events: number;
  readonly recorded: number;
  readonly extended: number;
  readonly duplicates: number;
  /** Rows, events and cases that were not taken; the list holds the first thousand of them. */
  readonly notTaken: number;
  readonly rejected: readonly ReceiptLine[];
  /** Passages whose activity the procedure does not know, by activity; they wait under `UNMAPPED`. */
  readonly unmapped: Readonly<Record<string, number>>;
  /** Cases by value of the channel attribute that stands for no channel; their channel stays unknown. */
  readonly unmappedChannels: Readonly<Record<string, number>>;
  /** Events that neither begin nor complete a step, by transition. */
  readonly ignoredTransitions: Readonly<Record<string, number>>;
}
