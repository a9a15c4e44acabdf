import { Option } from "commander";
import { toWhoAnsweredType } from "../../reports/api/who-answered.type";
import { Moment } from "../../surveys/domain/moment";
import { type AddReport, flaggedOf, type PeriodOptions, print, withFlagged, withPeriod } from "./report-options";
import { whoAnsweredCsv } from "../../printed/csv/who-answered-csv";
import { whoAnsweredText } from "./who-answered-text";

interface WhoAnsweredOptions extends PeriodOptions {
  readonly service: string;
  readonly moment?: Moment;
}

/** `yusr report who-answered`. */
export const addWhoAnswered: AddReport = (report, context) => {
  withFlagged(withPeriod(report.command("who-answered").description("who was asked and who answered, and whether the scores can be believed; whole months")))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .addOption(new Option("--moment <moment>", "when people were asked (AFTER_OUTCOME)").choices(Object.keys(Moment)))
    .action(async (options: WhoAnsweredOptions) => {
      const { service, from, to, moment = "AFTER_OUTCOME" } = options;
      const answered = await context.withHouse((house) => house.reports.whoAnswered.report(context.operator, service, { period: { from, to }, moment, flagged: flaggedOf(options) }));
      print(context, options, answered, { json: toWhoAnsweredType, csv: whoAnsweredCsv, text: whoAnsweredText });
    });
};
