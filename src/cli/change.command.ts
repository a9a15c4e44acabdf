// The shapes of the API's answers, which --json prints, carry decorators.
import "reflect-metadata";
import { toServiceChangesType, toServiceChangeType } from "../improvement/api/change.type";
import type { ServiceChange } from "../improvement/domain/service-change";
import { Refusal } from "../shared/refusal";
import type { AddCommand, CliContext } from "./cli-context";
import { csv } from "../printed/csv/report-csv";
import { fail, type OutputOptions } from "./reports/report-options";

interface RecordOptions extends OutputOptions {
  readonly service: string;
  readonly step?: string;
  readonly what: string;
  readonly day: string;
}

/** `yusr change record|withdraw|list`: the register of what was changed, and when. */
export const addChangeCommand: AddCommand = (program, context) => {
  const changes = program.command("change").description("the register of changes to services: what was changed, and when");
  changes
    .command("record")
    .description("write down that something was changed about a service")
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .option("--step <code>", "the step; without: the whole service")
    .requiredOption("--what <text>", "what was changed, in a sentence")
    .requiredOption("--day <day>", "the first day on which it held, YYYY-MM-DD")
    .option("--json", "the API's answer")
    .action((options: RecordOptions) =>
      context.withHouse(async ({ improvement }) => {
        printChange(context, options, await improvement.register.record(context.operator, { service: options.service, step: options.step ?? null, what: options.what, day: options.day }));
      }),
    );
  changes
    .command("withdraw")
    .description("take back a change that was written down by mistake")
    .argument("<change id>", "as `yusr change list` shows it")
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .option("--json", "the API's answer")
    .action((id: string, options: OutputOptions & { readonly service: string }) =>
      context.withHouse(async ({ improvement }) => {
        printChange(context, options, await improvement.register.withdraw(context.operator, options.service, id));
      }),
    );
  changes
    .command("list")
    .description("the changes that stand, the latest first")
    .option("--service <name>", "CODE or AGENCY/CODE; without: of all services")
    .option("--json", "the API's answer")
    .option("--csv", "one line for each change")
    .action((options: OutputOptions & { readonly service?: string }) =>
      context.withHouse(async ({ improvement }) => {
        const found = await improvement.register.list(context.operator, options.service ?? null);
        if (found instanceof Refusal) fail(context, found);
        if (options.json === true) context.print(JSON.stringify(toServiceChangesType(found), null, 2));
        else if (options.csv === true) context.print(csv(["id", "agency", "service", "step", "day", "what"], found.map(({ id, service, stepCode, day, what }) => [id, service.agencyCode, service.code, stepCode, day, what])));
        else context.print(found.length === 0 ? "Nobody has written down a change." : found.map(lineOf).join("\n"));
      }),
    );
};

function printChange(context: CliContext, { json }: OutputOptions, outcome: ServiceChange | Refusal): void {
  if (outcome instanceof Refusal) fail(context, outcome);
  context.print(json === true ? JSON.stringify(toServiceChangeType(outcome), null, 2) : lineOf(outcome));
}

function lineOf({ id, service, stepCode, day, what }: ServiceChange): string {
  return [id, `${service.agencyCode}/${service.code}`, ...(stepCode === null ? [] : [stepCode]), day, what].join("  ");
}
