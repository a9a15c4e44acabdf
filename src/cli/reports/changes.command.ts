import { toWhatChangedType } from "../../reports/api/what-changed.type";
import type { WhatChanged } from "../../reports/domain/trends/what-changed";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, freshnessText, fullName, KEY, table } from "../report-text";
import { changesCsv } from "../../printed/csv/changes-csv";
import { type AddReport, type FilterOptions, filterOf, print, withFlagged, withPeriod } from "./report-options";
import { shiftText, VERDICTS } from "./satisfaction-text";

/** `yusr report changes`: what moved beyond chance since the period before? */
export const addChanges: AddReport = (report, context) => {
  withFlagged(withPeriod(report.command("changes").description("what changed beyond chance since as many days (or whole months) before the period")))
    .option("--service <name...>", "services, CODE or AGENCY/CODE; without: all")
    .option("--agency <code...>", "agencies; without: all")
    .action((options: FilterOptions) =>
      context.withHouse(async (house) => {
        print(context, options, await house.reports.whatChanged.read(context.operator, filterOf(options)), { json: toWhatChangedType, csv: changesCsv, text: changesText });
      }),
    );
};

function changesText({ freshness, before, after, looked, found, namedPeriods, lines }: Fresh<WhatChanged>): string {
  const named = namedPeriods.map(({ code }) => ` · in ${code}`).join("");
  const head = `${before.from} up to ${after.from} against ${after.from} up to ${after.to}${named}\n${freshnessText(freshness)}\n${String(found)} of ${String(looked)} figures with enough evidence changed beyond chance`;
  const rows = lines.map(({ service, step, measure, difference, verdict, shifts }) => [VERDICTS[verdict], fullName(service), step ?? "", measure, ...estimateCells(difference), shifts.map(shiftText).join(", ")]);
  return [head, ...(rows.length === 0 ? [] : [table(rows).join("\n")]), KEY].join("\n\n");
}
