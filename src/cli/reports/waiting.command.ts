import { toWhereItWaitsType } from "../../reports/api/where-it-waits.type";
import type { CliContext } from "../cli-context";
import { type AddReport, checkRows, filterOf, type FilterOptions, print, rows, withFilter } from "./report-options";
import { waitingCsv } from "../../printed/csv/waiting-csv";
import { waitingText } from "./waiting-text";

interface WaitingOptions extends FilterOptions {
  readonly first: number;
}

/** `yusr report waiting`. */
export const addWaiting: AddReport = (report, context) => {
  withFilter(report.command("waiting").description("where transactions wait: at whom, for how many days, over what promise"))
    .option("--first <n>", "rows of each list at most, 1–500", rows, 20)
    .action((options: WaitingOptions) => waiting(context, options));
};

async function waiting(context: CliContext, options: WaitingOptions): Promise<void> {
  const { first } = options;
  checkRows(context, { first });
  const outcome = await context.withHouse((house) => house.reports.waiting.report(context.operator, filterOf(options), first));
  print(context, options, outcome, { json: toWhereItWaitsType, csv: waitingCsv, text: waitingText });
}
