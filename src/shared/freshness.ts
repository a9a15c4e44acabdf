/** Which server of the database answered a report. */
export const ReportServer = { WRITER: "WRITER", READER: "READER" } as const;
export type ReportServer = keyof typeof ReportServer;

/** Why a reader that is configured was passed over. */
export const ReaderTrouble = { UNREACHABLE: "UNREACHABLE", NOT_A_REPLICA: "NOT_A_REPLICA", LAGGING: "LAGGING", BUSY: "BUSY", INTERRUPTED: "INTERRUPTED" } as const;
export type ReaderTrouble = keyof typeof ReaderTrouble;

/** How fresh the counts behind a report are, and who served them. */
export interface Freshness {
  readonly server: ReportServer;
  /** Everything committed before this instant is counted. */
  readonly asOf: Date;
  /** Seconds by which the server may have been behind, at most; 0 where it held everything the writer did when asked. */
  readonly lagSeconds: number;
  /** Set where the writer stood in for a reader. */
  readonly readerPassedOver: ReaderTrouble | null;
}

/** A report, and how fresh it is. */
export type Fresh<T> = T & { readonly freshness: Freshness };
