import { toServiceDriversType } from "../../reports/api/drivers.type";
import type { CliContext } from "../cli-context";
import { driversCsv } from "../../printed/csv/drivers-csv";
import { driversText } from "./drivers-text";
import { type AddReport, flaggedOf, type PeriodOptions, print, withFlagged, withPeriod } from "./report-options";

interface DriversOptions extends PeriodOptions {
  readonly service: string;
}

/** `yusr report drivers`. */
export const addDrivers: AddReport = (report, context) => {
  withFlagged(withPeriod(report.command("drivers").description("what goes with the effort that people report of a service")))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .action((options: DriversOptions) => drivers(context, options));
};

async function drivers(context: CliContext, options: DriversOptions): Promise<void> {
  const { service, from, to } = options;
  const report = await context.withHouse((house) => house.reports.drivers.drivers(context.operator, service, { period: { from, to }, flagged: flaggedOf(options) }));
  print(context, options, report, { json: toServiceDriversType, csv: driversCsv, text: driversText });
}
