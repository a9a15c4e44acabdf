import type { AddCommand } from "./cli-context";
import { commandGroup } from "./command-group";

/** `yusr tally fold`: moves what was counted since the last fold into the tallies. */
export const addTallyCommand: AddCommand = (program, context) => {
  commandGroup(program, "tally")
    .command("fold")
    .description("move what was counted since the last fold into the tallies (changes no figure; done every minute anyway)")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse(async (house) => {
        const bar = context.progress("Folding");
        const results = await house.tallies.fold.fold(context.operator, (folded) => {
          bar.to(folded);
        });
        bar.end();
        if (options.json === true) context.print(JSON.stringify(results));
        else context.print(results.map(({ tally, folded, skipped }) => `${tally.padEnd(12)}${String(folded)}${skipped ? " (the rest is being folded by somebody else)" : ""}`).join("\n"));
      }),
    );
};
