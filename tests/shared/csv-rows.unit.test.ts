import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type CsvOptions, csvRows } from "../../src/shared/csv-rows";
import { textOf } from "../../src/shared/input-file";
import { heldBytes } from "../support/heap";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yusr-csv-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* pieces(text: string, size = 3): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) {
    await Promise.resolve();
    yield text.slice(at, at + size);
  }
}

async function rows(text: string, options?: CsvOptions): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const row of csvRows(pieces(text), options)) all.push("cells" in row ? [row.line, { ...row.cells }] : [row.line, row.refusal.code]);
  return all;
}

async function file(name: string, content: Buffer | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function text(path: string): Promise<string> {
  let all = "";
  for await (const piece of textOf(path)) all += piece;
  return all;
}

describe("rows of a CSV file", () => {
  test("have names, and the line on which they begin, whatever stands between and inside them", async () => {
    expect(await rows('a,b\r\n\r\n1,"x\r\ny"\r\n2,3\r\n\r\n"4 ""q""",5')).toEqual([
      [3, { a: "1", b: "x\r\ny" }],
      [5, { a: "2", b: "3" }],
      [7, { a: '4 "q"', b: "5" }],
    ]);
  });

  test("with too few or too many cells are told apart, and the reading goes on", async () => {
    expect(await rows("a,b\n1\n2,3,4\n5,6\n")).toEqual([
      [2, "WRONG_NUMBER_OF_CELLS"],
      [3, "WRONG_NUMBER_OF_CELLS"],
      [4, { a: "5", b: "6" }],
    ]);
  });

  test.each([
    ["a;b,c;d\n1;2;3\n", { a: "1", "b,c": "2", d: "3" }],
    ["a\tb\n1\t2,3\n", { a: "1", b: "2,3" }],
    ['"a;;;";b\n1;2', { "a;;;": "1", b: "2" }],
    ["only\nx", { only: "x" }],
    ["toString,__proto__\n1,2", JSON.parse('{"toString":"1","__proto__":"2"}')],
  ])("are split by what splits the header: %j", async (csv, cells) => {
    expect(await rows(csv)).toEqual([[2, cells]]);
  });

  test("stray quotes are text; a quote that is never closed ends the reading with its line", async () => {
    expect(await rows('a,b\n1,x"y"\n')).toEqual([[2, { a: "1", b: 'x"y"' }]]);
    await expect(rows('a,b\n1,2\n3,"x\n4,5\n')).rejects.toMatchObject({ code: "CSV_DAMAGED" });
  });

  test("a header without a needed column, or with one twice, is refused in words that help", async () => {
    await expect(rows("a,b\n1,2\n", { required: ["a", "case"] })).rejects.toMatchObject({ code: "COLUMN_MISSING", message: 'There is no column "case". The file has: a, b.', line: 1 });
    await expect(rows("a,b,a\n1,2,3\n")).rejects.toMatchObject({ code: "COLUMN_TWICE" });
    expect(await rows(",a,\n0,1,2\n")).toHaveLength(1);
  });

  test("memory stays flat over a file that would not fit", async () => {
    async function* big(): AsyncGenerator<string> {
      yield "case,activity,time\n";
      const piece = Array.from({ length: 1000 }, (_, row) => `case-${String(row)},"An activity, at some length",2026-01-01T00:00:00Z\n`).join("");
      for (let at = 0; at < 200; at += 1) {
        await Promise.resolve();
        yield piece;
      }
    }
    const before = heldBytes();
    let peak = 0;
    let count = 0;
    for await (const row of csvRows(big())) {
      count += "cells" in row ? 1 : 0;
      if (count % 50_000 === 0) peak = Math.max(peak, heldBytes() - before);
    }
    expect(count).toBe(200_000);
    expect(peak).toBeLessThan(10_000_000);
  });
});

describe("the text of a file", () => {
  test("is the same plain or packed, told by content, without its byte-order mark", async () => {
    const content = "\ufeffأ,ب\n١,٢\n";
    expect(await text(await file("a.csv.gz", content))).toBe(content.slice(1));
    expect(await text(await file("b.csv", gzipSync(content)))).toBe(content.slice(1));
  });

  test("cut inside a character, it is put together again", async () => {
    const long = "يسر".repeat(100_000);
    expect(await text(await file("long.txt", long))).toBe(long);
  });

  test.each([
    ["GZIP_TRUNCATED", gzipSync("x".repeat(1000) + String(Math.PI)).subarray(0, 20)],
    ["GZIP_DAMAGED", Buffer.concat([gzipSync("x").subarray(0, 10), Buffer.from("not deflate at all")])],
    ["NOT_UTF8", Buffer.from([0x61, 0xff, 0xfe, 0x62])],
    ["NOT_UTF8", Buffer.from([0x61, 0xd8])],
    ["FILE_EMPTY", Buffer.alloc(0)],
  ])("%s is told", async (code, content) => {
    await expect(text(await file("bad", content))).rejects.toMatchObject({ code });
  });

  test("a missing file and a folder are told apart", async () => {
    await expect(text(join(folder, "nothing"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await expect(text(folder)).rejects.toMatchObject({ code: "FILE_NOT_READABLE" });
  });

  test("leaving early closes the file", async () => {
    const path = await file("early.csv.gz", gzipSync("line\n".repeat(1_000_000)));
    for await (const piece of textOf(path)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    for await (const row of csvRows(textOf(path))) {
      expect(row.line).toBe(2);
      break;
    }
  });
});
