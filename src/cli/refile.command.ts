import { Refusal } from "../shared/refusal";
import type { AddCommand } from "./cli-context";

/** `yusr refile`: puts what waits under `UNMAPPED` where it belongs. */
export const addRefileCommand: AddCommand = (program, context) => {
  program
    .command("refile <service>")
    .description("put passages that wait under UNMAPPED where they belong, after a mapping or a new procedure")
    .option("--json", "print what was done as JSON")
    .action((service: string, options: { readonly json?: true }) =>
      context.withHouse(async (house) => {
        const refiled = await house.transactions.refileUnmapped.refile(context.operator, service);
        if (refiled instanceof Refusal) return context.fail(refiled.code, refiled.message);
        const { examined, changed, waiting } = refiled;
        if (options.json === true) context.print(JSON.stringify(refiled, null, 2));
        else {
          context.print(`${service}: ${String(examined)} transactions looked at, ${String(changed)} changed.`);
          if (waiting.length > 0) context.print(`Still waiting: ${waiting.map(({ sourceCode, passages }) => `${sourceCode} (${String(passages)})`).join(", ")}.`);
        }
      }),
    );
};
