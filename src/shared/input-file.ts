import { createReadStream, type ReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Refusal } from "./refusal";

export type InputProblemCode = "FILE_NOT_FOUND" | "FILE_NOT_READABLE" | "FILE_EMPTY" | "GZIP_TRUNCATED" | "GZIP_DAMAGED" | "NOT_UTF8" | "CSV_DAMAGED" | "COLUMN_MISSING" | "COLUMN_TWICE" | "XML_DAMAGED";

/**
 * A file from outside that cannot be read any further. Thrown, because it may turn up in the middle of a stream; a use
 * case catches it and answers `toRefusal()`.
 */
export class InputProblem extends Error {
  constructor(
    readonly code: InputProblemCode,
    message: string,
    /** Line of the text, counted from 1, where one is known. */
    readonly line?: number,
  ) {
    super(message);
  }

  toRefusal(): Refusal {
    return new Refusal(this.code, this.message, this.line === undefined ? [] : ["line", this.line]);
  }
}

/** How far the reading of a file has come, in bytes on disk. */
export type ReadingProgress = (done: number, total: number) => void;

/**
 * The text of a file, piece by piece: plain or gzip, told by the content and not by the name; UTF-8, a byte-order mark
 * dropped. Holds one piece at a time, whatever the size of the file. Leaving the loop early closes the file.
 *
 * @throws InputProblem `FILE_NOT_FOUND`, `FILE_NOT_READABLE`, `FILE_EMPTY`, `GZIP_TRUNCATED`, `GZIP_DAMAGED`, `NOT_UTF8`.
 */
export async function* textOf(path: string, progress?: ReadingProgress): AsyncGenerator<string, void, undefined> {
  const { size, gzip } = await look(path);
  const file = createReadStream(path);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    let any = false;
    for await (const bytes of gzip ? unpacked(file) : file) {
      const text = decoder.decode(bytes as Buffer, { stream: true });
      progress?.(file.bytesRead, size);
      if (text === "") continue;
      any = true;
      yield text;
    }
    decoder.decode();
    if (!any) throw new InputProblem("FILE_EMPTY", `${path} is empty.`);
  } catch (error) {
    throw explained(path, error);
  } finally {
    file.destroy();
  }
}

async function look(path: string): Promise<{ size: number; gzip: boolean }> {
  try {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return { size, gzip: buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw explained(path, error);
  }
}

/** `pipeline`, because a bare `pipe` turns an error of the file into one that nobody listens to. */
async function* unpacked(file: ReadStream): AsyncGenerator<Buffer, void, undefined> {
  const gunzip = createGunzip();
  const done = pipeline(file, gunzip).catch(() => undefined);
  try {
    for await (const bytes of gunzip) yield bytes as Buffer;
  } finally {
    gunzip.destroy();
    await done;
  }
}

function explained(path: string, error: unknown): unknown {
  const { code } = error as { code?: unknown };
  switch (code) {
    case "ENOENT":
      return new InputProblem("FILE_NOT_FOUND", `There is no file ${path}.`);
    case "EACCES":
    case "EPERM":
    case "EISDIR":
    case "EIO":
      return new InputProblem("FILE_NOT_READABLE", `${path} cannot be read (${code}).`);
    case "Z_BUF_ERROR":
      return new InputProblem("GZIP_TRUNCATED", `${path} ends in the middle of its gzip stream: it was not copied or downloaded completely.`);
    case "Z_DATA_ERROR":
      return new InputProblem("GZIP_DAMAGED", `${path} begins like a gzip file, but its content is damaged.`);
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return new InputProblem("NOT_UTF8", `${path} is not UTF-8 text: save it as UTF-8 and try again.`);
    default:
      return error;
  }
}
