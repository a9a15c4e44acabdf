import { toAutomationEffectType } from "../../reports/api/automation-effect.type";
import type { CliContext } from "../cli-context";
import { automationCsv } from "../../printed/csv/automation-csv";
import { automationText } from "./automation-text";
import { type AddReport, checkRows, filterOf, type FilterOptions, print, rows, withFilter } from "./report-options";

interface AutomationOptions extends FilterOptions {
  readonly first: number;
}

/** `yusr report automation`. */
export const addAutomation: AddReport = (report, context) => {
  withFilter(report.command("automation").description("whether automation made steps easier: before and after, and within one kind of step"))
    .option("--first <n>", "changes at most, 1–500", rows, 50)
    .action((options: AutomationOptions) => automation(context, options));
};

async function automation(context: CliContext, options: AutomationOptions): Promise<void> {
  const { first } = options;
  checkRows(context, { first });
  const outcome = await context.withHouse((house) => house.reports.automation.report(context.operator, filterOf(options), first));
  print(context, options, outcome, { json: toAutomationEffectType, csv: automationCsv, text: automationText });
}
