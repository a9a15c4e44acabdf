import { createHash } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";

const NEWLINE = 10;

/** Passes bytes on as they are; knows afterwards how many lines they were, and their SHA-256. */
export class MeasuredBytes extends Transform {
  lines = 0;
  private readonly hash = createHash("sha256");

  constructor(private readonly passed: (lines: number) => void = () => undefined) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    const before = this.lines;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) this.lines += 1;
    if (this.lines > before) this.passed(this.lines - before);
    done(null, chunk);
  }

  /** To be asked once, at the end; in hexadecimal. */
  digest(): string {
    return this.hash.digest("hex");
  }
}
