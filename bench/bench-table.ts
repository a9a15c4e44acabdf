import { type BenchResult, figure, type Measurement, reached, toResult } from "./bench-result";

/** The measurements as a table, and below it what else was found out on the way. */
export function benchTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => rowOf(measurement, toResult(measurement)));
  const head = ["", "ours", "reference", "unit", "ratio", "goal", "", "beside"];
  const widths = head.map((title, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? title).length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (RIGHT.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join("  ").trimEnd();
  const details = measurements.flatMap((measurement) => {
    const bounds = (measurement.bounds ?? []).map(({ text, held }) => `${text}: ${held ? "yes" : "NO"}`);
    const lines = [...measurement.details, ...bounds];
    return lines.length === 0 ? [] : ["", measurement.name, ...lines.map((text) => `  ${text}`)];
  });
  return [line(head), ...rows.map(line), ...details].join("\n");
}

/** Columns of figures. */
const RIGHT = new Set([1, 2, 4]);

function rowOf(measurement: Measurement, { name, ours, reference, unit, ratio, goal, higherIsBetter }: BenchResult): readonly string[] {
  const wanted = goal === null ? "" : `${higherIsBetter ? "≥" : "≤"} ${figure(goal)}`;
  const judged = goal === null && (measurement.bounds ?? []).length === 0;
  return [name, figure(ours), figure(reference), unit, figure(ratio), wanted, judged ? "" : reached(measurement) ? "reached" : "MISSED", measurement.beside];
}
