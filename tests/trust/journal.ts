import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

/** What a client says about one transaction, times in milliseconds since 1970: as the journal keeps it and Python recounts it. */
export interface JournalItem {
  readonly service: string;
  readonly reference: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly channel: string;
  readonly passages: readonly (readonly [ordinal: number, step: string, enteredAt: number, leftAt: number | null])[];
}

/** Why a message is sent. `BEGUN` is the shorter message that `WHOLE` extends; a `CONTRADICTION` comes after `WHOLE` was acknowledged. */
export type MessageKind = "WHOLE" | "BEGUN" | "CONTRADICTION" | "INVALID" | "ANSWER";

/** Something that is sent until there is a final word about it, under a key that stays. */
export interface Message {
  /** Number in this journal. */
  readonly m: number;
  /** The key: service and reference, or the token. */
  readonly k: string;
  readonly kind: MessageKind;
  /** Code with which it has to be refused; null: it has to be accepted. */
  readonly refusal: string | null;
  readonly item?: JournalItem;
  readonly answer?: JournalAnswer;
}

export interface JournalAnswer {
  readonly service: string;
  readonly token: string;
  /** Receipt of the transaction it is about. */
  readonly transaction: string;
  readonly score: number;
}

/** What a server said about a message. */
export interface Reply {
  readonly http: number;
  /** `RECORDED`, `EXTENDED`, `DUPLICATE`, or the code of a refusal. */
  readonly outcome: string;
  readonly receipt: string | null;
  /** Digest of all the rest of it. */
  readonly body: string;
}

export const ACCEPTED: ReadonlySet<string> = new Set(["RECORDED", "EXTENDED", "DUPLICATE"]);

/**
 * Append-only file of a client: what it is about to send, and then what it was told. Each line is with the operating system
 * before anything is sent, and the client is never killed.
 */
export class Journal {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, "a");
  }

  /** Before they are first sent. */
  sent(messages: readonly Message[]): void {
    this.write(messages.map((message) => ({ t: "S", ...message, hash: digest(message.item ?? message.answer), at: Date.now() })));
  }

  replied(server: number, attempt: number, replies: readonly (readonly [Message, Reply])[]): void {
    const at = Date.now();
    this.write(replies.map(([{ m }, reply]) => ({ t: "R", m, n: attempt, w: server, at, ...reply })));
  }

  /** No reply, or none that is final. */
  failed(server: number, attempt: number, messages: readonly Message[], why: string): void {
    this.write([{ t: "X", n: attempt, w: server, at: Date.now(), of: messages.length, why }]);
  }

  /** Given up. */
  open(messages: readonly Message[]): void {
    this.write(messages.map(({ m }) => ({ t: "O", m })));
  }

  close(): void {
    closeSync(this.file);
  }

  private write(lines: readonly object[]): void {
    if (lines.length > 0) writeSync(this.file, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  }
}

/** Short digest of anything. */
export function digest(what: unknown): string {
  return createHash("sha256").update(JSON.stringify(what)).digest("base64url").slice(0, 16);
}

/** The item as the API takes it. */
export function inputOf(item: JournalItem): object {
  const time = (ms: number): string => new Date(ms).toISOString();
  return {
    service: item.service,
    reference: item.reference,
    startedAt: time(item.startedAt),
    channel: item.channel,
    actedBy: "SELF",
    language: "ar",
    ...(item.endedAt === null ? {} : { endedAt: time(item.endedAt), outcome: item.outcome }),
    passages: item.passages.map(([ordinal, step, enteredAt, leftAt]) => ({ ordinal, step, enteredAt: time(enteredAt), ...(leftAt === null ? {} : { leftAt: time(leftAt) }) })),
  };
}
