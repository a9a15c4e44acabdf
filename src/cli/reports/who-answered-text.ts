import type { WhoAnswered } from "../../reports/domain/who-answered/who-answered";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, figureText, freshnessText, fullName, KEY, table } from "../report-text";

const STATUS = { OBSERVED: "observed", NOT_OBSERVED: "not observed", NOT_MEASURED: "not measured" } as const;

/** Who answered, for people at a terminal. */
export function whoAnsweredText(report: Fresh<WhoAnswered>): string {
  const { service, period, moment, freshness, asked, warnings } = report;
  const head = `${fullName(service)} · ${period.from} up to ${period.to} · asked ${moment}\n${freshnessText(freshness)}`;
  return [
    warnings.length === 0 ? head : `${head}\nIn doubt: ${warnings.join(", ")}`,
    part("Asked", [
      ["could be asked", ...estimateCells(asked.eligible)], ["invited", ...estimateCells(asked.invited)], ["delivered", ...estimateCells(asked.delivered)], ["opened", ...estimateCells(asked.opened)],
      ["answered", ...estimateCells(asked.answered)], ["answered of those opened", ...estimateCells(asked.cooperation)], ...asked.notAsked.map(({ reason, transactions }) => [`not asked: ${reason}`, ...estimateCells(transactions)]),
    ]),
    part("Links by outcome: invited, delivered, opened, answered", report.linksByOutcome.map((links) => [links.outcome, figureText(links.invited), figureText(links.delivered), figureText(links.opened), figureText(links.answered)])),
    ...report.representativeness.map(({ by, groups, different }) =>
      part(`${by}: of all, of those who answered, standardised difference${different === true ? " – they differ" : different === null ? " – too few to tell" : ""}`, groups.map((group) => [group.value ?? "(not said)", figureText(group.transactions), figureText(group.respondents), figureText(group.difference)])),
    ),
    part("Scores as given, and weighted to all", report.scores.map(({ instrument, version, mode, raw, weighted, margins, missing }) => [
      `${instrument} v${String(version)} ${mode}`, figureText(raw), figureText(weighted), weighted.effectiveN === null || weighted.value === null ? "" : `worth n=${weighted.effectiveN.toFixed(0)}`, missing.length > 0 ? `nobody answers for some ${missing.join(", ")}` : margins.join(", "),
    ])),
    part("Recorded and declared", [["recorded", ...estimateCells(report.recorded)], ["declared", ...estimateCells(report.declared)], ["recorded by declared", ...estimateCells(report.coverage)]]),
    part("Ways to a better score without a better service", report.signals.map(({ signal, status, figure }) => [signal, STATUS[status], figureText(figure)])),
    KEY,
  ].join("\n\n");
}

function part(heading: string, rows: readonly (readonly string[])[]): string {
  return [heading, ...table(rows)].join("\n");
}
