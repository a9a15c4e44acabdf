import { toSimplificationCardType } from "../../reports/api/simplification-card.type";
import type { CliContext } from "../cli-context";
import { cardCsv } from "../../printed/csv/burden-csv";
import { cardText } from "./burden-text";
import { type AddReport, type PeriodOptions, print, withPeriod } from "./report-options";

interface CardOptions extends PeriodOptions {
  readonly service: string;
  readonly comparedWith?: string;
}

/** `yusr report card`. */
export const addSimplificationCard: AddReport = (report, context) => {
  withPeriod(report.command("card").description("what a service costs people now, beside an earlier version of its procedure"))
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .option("--compared-with <version>", "version of the procedure; without: the one before")
    .action((options: CardOptions) => card(context, options));
};

async function card(context: CliContext, options: CardOptions): Promise<void> {
  const { service, from, to, comparedWith } = options;
  if (comparedWith !== undefined && !/^\d{1,9}$/.test(comparedWith)) context.fail("BAD_USER_INPUT", "--compared-with takes the number of a version.");
  const cut = { period: { from, to }, comparedWithVersion: comparedWith === undefined ? null : Number(comparedWith) };
  const outcome = await context.withHouse((house) => house.reports.card.named(context.operator, service, cut));
  print(context, options, outcome, { json: toSimplificationCardType, csv: cardCsv, text: cardText });
}
