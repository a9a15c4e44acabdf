import type { AddCommand } from "./cli-context";

/** `yusr recount`: brings working time up to corrected calendars. */
export const addRecountCommand: AddCommand = (program, context) => {
  program
    .command("recount")
    .description("count working time anew where a calendar was corrected (done every ten minutes anyway)")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse(async (house) => {
        const bar = context.progress("Recounting, transactions looked at");
        const result = await house.transactions.recountCalendars.recount(context.operator, (examined) => {
          bar.to(examined);
        });
        bar.end();
        if (options.json === true) context.print(JSON.stringify(result));
        else context.print(`Counted ${String(result.recounted)} transactions anew; ${String(result.settled)} of ${String(result.agencies)} changed calendars are done with.`);
      }),
    );
};
