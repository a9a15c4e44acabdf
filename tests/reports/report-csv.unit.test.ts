import { parse } from "csv-parse/sync";
import { figuresCsv } from "../../src/printed/csv/report-csv";
import { absentEstimate } from "../../src/reports/domain/absent-estimate";
import { npsEstimate } from "../../src/reports/domain/nps-estimate";
import { currentThresholds } from "../../src/reports/domain/thresholds";

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

test("an unknown value is an empty cell, never 0, and reasons say why", () => {
  const [row]: Record<string, string>[] = parse(figuresCsv([{ ...ROW, estimate: absentEstimate("NET_SCORE", "NPS_ADJ_WALD", "SMALL_CELL") }], FRESH), { columns: true });
  expect(row).toMatchObject({ value: "", low: "", high: "", n: "", effectiveN: "", suppressed: "true", reasons: "SMALL_CELL" });
});
