import { Refusal } from "../shared/refusal";
import type { ServiceRates } from "../surveys/sampling-rates.service";
import type { AddCommand } from "./cli-context";
import { commandGroup } from "./command-group";

interface Options {
  readonly json?: true;
}

/** `yusr sampling …`: at what rates people are asked. */
export const addSamplingCommand: AddCommand = (program, context) => {
  const sampling = commandGroup(program, "sampling");
  sampling
    .command("set")
    .description("set from the last thirty days at what rates people are asked, and about which steps (done every night anyway)")
    .option("--json", "print JSON")
    .action((options: Options) =>
      context.withHouse(async (house) => {
        const bar = context.progress("Setting rates, services");
        const result = await house.surveys.setSampling.set(context.operator, (done) => {
          bar.to(done);
        });
        bar.end();
        if (options.json === true) context.print(JSON.stringify(result));
        else context.print(`${String(result.services)} services, ${String(result.strata)} strata with a rate; ${String(result.sampled)} of these ask fewer than everybody. ${String(result.steps)} steps have a weight.`);
      }),
    );
  sampling
    .command("show")
    .description("show whom a service asks, by moment and outcome, and whom it asked this month")
    .argument("<service>", "CODE or AGENCY/CODE")
    .option("--json", "print JSON")
    .action((service: string, options: Options) =>
      context.withHouse(async (house) => {
        const rates = await house.surveys.samplingRates.of(context.operator, service);
        if (rates instanceof Refusal) return context.fail(rates.code, rates.message);
        context.print(options.json === true ? JSON.stringify(rates, null, 2) : ratesText(rates));
      }),
    );
};

function ratesText({ service, quota, month, invited, stopped, strata }: ServiceRates): string {
  const head = `${service}: ${String(invited)} of ${String(quota)} invitations since ${month}${stopped ? "; the quota has stopped the asking" : ""}`;
  const columns = ["moment", "outcome", "rate", "asked", "not drawn", "asked lately", "quota full", "opted out"];
  const rows = strata.map((one) => [one.moment, one.outcomeGroup, one.rate.toFixed(3), ...[one.invited, one.notSampled, one.recentlyAsked, one.quotaFull, one.optedOut].map(String)]);
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  return [head, ...[columns, ...rows].map((row) => row.map((value, i) => value.padEnd(widths[i] ?? 0)).join("  ").trimEnd())].join("\n");
}
