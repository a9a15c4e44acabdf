import type { Channel } from "../../catalogue/domain/channel";
import type { ReceiptLine } from "./log-import";
import type { NotTaken } from "./log-trace";
import type { ValueMap } from "./value-map";

/** A status table to be imported, one row per change. */
export interface StatusTable {
  readonly path: string;
  /** `CODE` or `AGENCY/CODE`. */
  readonly service: string;
  readonly columns: {
    readonly reference: string;
    readonly status: string;
    readonly at: string;
    /** Null: changes of one instant came in the order of the file. */
    readonly sequence: string | null;
    readonly channel: string | null;
  };
  readonly channels: ValueMap<Channel>;
  /** IANA name of the zone whose clocks times without an offset were read from; null: there are none such. */
  readonly timeZone: string | null;
}

/** Told while a table is imported. */
export interface StatusWatch {
  /** In bytes of the file. */
  reading(done: number, total: number): void;
  notTaken(what: NotTaken): void;
}

/** What became of a status table. */
export interface StatusReceipt {
  readonly service: string;
  readonly recorded: number;
  readonly duplicates: number;
  /** Rows that were not taken; the list holds the first thousand of them. */
  readonly notTaken: number;
  readonly rejected: readonly ReceiptLine[];
  /** Rows by status that stands for no step yet; they wait under `UNMAPPED`. */
  readonly unmapped: Readonly<Record<string, number>>;
  /** Rows by value of the channel column that stands for no channel. */
  readonly unmappedChannels: Readonly<Record<string, number>>;
}
