import type { AddCommand } from "./cli-context";

/** `yusr abandon`: ends the transactions that people have given up. */
export const addAbandonCommand: AddCommand = (program, context) => {
  program
    .command("abandon")
    .description("count transactions as abandoned whose beneficiary has been silent for too long (done every night anyway)")
    .option("--json", "print JSON")
    .action((options: { json?: true }) =>
      context.withHouse(async (house) => {
        const bar = context.progress("Looking for silence, services");
        const result = await house.transactions.inferAbandonment.infer(context.operator, (done) => {
          bar.to(done);
        });
        bar.end();
        if (options.json === true) context.print(JSON.stringify(result));
        else context.print(`${String(result.abandoned)} of ${String(result.examined)} silent transactions have been given up.`);
      }),
    );
};
