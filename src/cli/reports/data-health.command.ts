import { Option } from "commander";
import { toDataHealthType } from "../../reports/api/data-health.type";
import { Moment } from "../../surveys/domain/moment";
import { healthCsv } from "../../printed/csv/data-health-csv";
import { healthText } from "./data-health-text";
import { type AddReport, checkRows, filterOf, type FilterOptions, print, rows, withPeriod } from "./report-options";

interface HealthOptions extends FilterOptions {
  readonly first: number;
}

/** `yusr report health`. */
export const addDataHealth: AddReport = (report, context) => {
  withPeriod(report.command("health").description("whether the figures may be trusted: who stopped sending, and what is missing"))
    .option("--service <name...>", "services, CODE or AGENCY/CODE; without: all")
    .option("--agency <code...>", "agencies; without: all")
    .addOption(new Option("--moment <moment>", "when the links were handed over (AFTER_OUTCOME)").choices(Object.keys(Moment)))
    .option("--first <n>", "services at most, 1–500", rows, 50)
    .action(async (options: HealthOptions) => {
      checkRows(context, { first: options.first });
      const health = await context.withHouse((house) => house.reports.health.report(context.operator, filterOf(options), options.first));
      const { services, totalServices } = print(context, options, health, { json: toDataHealthType, csv: healthCsv, text: healthText });
      if (services.length < totalServices) context.say(`${String(services.length)} of ${String(totalServices)} services; see more with --first`);
    });
};
