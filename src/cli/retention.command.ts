import type { AddCommand } from "./cli-context";
import { commandGroup } from "./command-group";

/** `yusr retention list|run`: how long what is kept, and away with what has been kept long enough. */
export const addRetentionCommand: AddCommand = (program, context) => {
  const retention = commandGroup(program, "retention");
  retention
    .command("list")
    .description("every class of data, with what it is for, how long it is kept, by which setting, and which job deletes it")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse((house) => {
        const classes = house.retention.list(context.operator);
        if (options.json === true) context.print(JSON.stringify(classes, null, 2));
        else context.print(classes.map(({ dataClass, what, kept, setting, job }) => `${dataClass.padEnd(15)}${what}\n${" ".repeat(15)}${kept}${setting === null ? "" : `, ${setting}`}${job === null ? "" : ` (${job})`}`).join("\n"));
        return Promise.resolve();
      }),
    );
  retention
    .command("run")
    .description("delete everything that has been kept long enough (done every night anyway; after a restore do it before anybody is let in)")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse(async (house) => {
        const bar = context.progress("Forgetting, classes");
        const forgotten = await house.retention.run(context.operator, (done) => {
          bar.to(done);
        });
        bar.end();
        if (options.json === true) context.print(JSON.stringify(forgotten, null, 2));
        else context.print(forgotten.map((one) => `${one.dataClass.padEnd(15)}${String(one.forgotten)}`).join("\n"));
      }),
    );
};
