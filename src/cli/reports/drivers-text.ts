import type { QuestionDrivers, ServiceDrivers } from "../../reports/domain/drivers/service-drivers";
import type { Fresh } from "../../shared/freshness";
import { showText } from "../../shared/texts";
import { estimateCells, freshnessText, table } from "../report-text";

/** Drivers for people at a terminal: how much each matters beside how it is. */
export function driversText({ service, period, freshness, questions, caveat }: Fresh<ServiceDrivers>): string {
  const head = `${service.agencyCode}/${service.code} · ${period.from} up to ${period.to}\n${freshnessText(freshness)}`;
  if (questions.length === 0) return `${head}\n\nNobody has rated the effort of the whole in these months.`;
  return [head, ...questions.map(questionText), showText(caveat, "en")?.text ?? ""].join("\n\n");
}

function questionText(question: QuestionDrivers): string {
  const { instrument, version, mode, moment, procedureVersion, n, refused, refusedColumns, dropped, explained, noiseWeight, warnings, drivers, joint } = question;
  const lines = [`${instrument} v${String(version)} ${mode} ${moment} · procedure version ${procedureVersion === null ? "unknown" : String(procedureVersion)} · n=${n === null ? "hidden, too few" : String(n)}`];
  if (refused !== null) lines.push(`  Refused: ${[refused, ...refusedColumns].join(" ")}`);
  if (dropped.length > 0) lines.push(`  Same for everybody, left out: ${dropped.join(", ")}`);
  if (explained === null) return lines.join("\n");
  lines.push(`  Explained together: ${estimateCells(explained).join("  ").trim()}; noise would weigh up to ${(100 * (noiseWeight ?? 0)).toFixed(1)} %${warnings.length === 0 ? "" : ` · ${warnings.join(", ")}`}`);
  lines.push(...table([
    ["", "matters (weight)", "which way (β)", "is (mean)", "", ""],
    ...drivers.map(({ column, weight, beta, performance, driver, warnings: marks }) => [
      column, estimateCells(weight)[0] ?? "", estimateCells(beta)[0] ?? "", estimateCells(performance)[0] ?? "", driver ? "driver" : "not shown to matter", marks.join(", "),
    ]),
    ...joint.map(({ columns, weight }) => [`together: ${columns.join(" + ")}`, estimateCells(weight)[0] ?? ""]),
  ]));
  return lines.join("\n");
}
