import { toRetentionType } from "../../reports/api/retention.type";
import { type AddReport, type PeriodOptions, print, withPeriod } from "./report-options";
import { retentionCsv } from "../../printed/csv/retention-csv";
import { retentionText } from "./retention-text";

interface RetentionOptions extends PeriodOptions {
  readonly service: string;
}

/** `yusr report retention`. */
export const addRetention: AddReport = (report, context) => {
  withPeriod(report.command("retention").description("who stays digital, who leaves a channel or gives up, and who must come again"))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .action(async (options: RetentionOptions) => {
      const { service, from, to } = options;
      const stays = await context.withHouse((house) => house.reports.retention.report(context.operator, service, { from, to }));
      print(context, options, stays, { json: toRetentionType, csv: retentionCsv, text: retentionText });
    });
};
