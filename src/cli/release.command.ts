import type { AddCommand } from "./cli-context";

/** `yusr release`: lets reports see the answers that are enough to be seen. */
export const addReleaseCommand: AddCommand = (program, context) => {
  program
    .command("release")
    .description("let reports see waiting answers, in batches of the smallest cell that may be shown (done every night anyway)")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse(async (house) => {
        const bar = context.progress("Releasing, services");
        const result = await house.tallies.release.release(context.operator, (done) => {
          bar.to(done);
        });
        bar.end();
        if (options.json === true) context.print(JSON.stringify(result));
        else context.print(`Released ${String(result.answers)} answers of ${String(result.services)} services. Others wait until enough of them are there.`);
      }),
    );
};
