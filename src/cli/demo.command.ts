import { InvalidArgumentError } from "commander";
import { pino } from "pino";
import { openDoors } from "../app";
import { withoutEndSlashes } from "../shared/without-end-slashes";
import type { AddCommand } from "./cli-context";
import { summaryText } from "./demo/demonstration-summary";
import { ApiRefused } from "./demo/graphql-client";
import { loadDemonstration } from "./demo/load-demonstration";

interface DemoOptions {
  readonly url?: string;
  readonly key?: string;
  readonly scale?: number;
  readonly json?: true;
}

/** `yusr demo`: an imaginary country to look around in, sent through the public API. */
export const addDemoCommand: AddCommand = (program, context) => {
  program
    .command("demo")
    .description("load the demonstration: an imaginary country of 24,000 transactions in which known truths are planted; again adds nothing")
    .option("--url <address>", "the running Yusr to send it to, over this database (default: one of its own, for as long as it takes)", httpAddress)
    .option("--key <admin key>", "the admin key to send it with (default: a temporary one)")
    .option("--scale <share>", "only so large a share of its transactions, such as 0.1", share)
    .option("--json", "print JSON")
    .action((options: DemoOptions) =>
      context.withHouse(async (house) => {
        const stopping = new AbortController();
        const stop = (): void => {
          stopping.abort();
        };
        process.once("SIGINT", stop).once("SIGTERM", stop);
        const doors = options.url === undefined ? await openDoors(house, { host: "127.0.0.1", port: 0, publicUrl: "http://127.0.0.1", development: false, log: pino({ level: "silent" }) }) : undefined;
        try {
          const summary = await loadDemonstration({
            house,
            address: doors?.address ?? options.url ?? "",
            ...(options.key === undefined ? {} : { adminKey: options.key }),
            ...(options.scale === undefined ? {} : { scale: options.scale }),
            operator: context.operator,
            now: house.clock(),
            progress: (what, total) => context.progress(what, total),
            stopping: stopping.signal,
          });
          if (summary === undefined) return context.fail("STOPPED", "What was sent stays; run `yusr demo` again for the rest.");
          context.print(options.json === true ? JSON.stringify(summary) : summaryText(summary));
        } catch (error) {
          if (error instanceof ApiRefused) context.fail(error.code, error.message);
          throw error;
        } finally {
          process.off("SIGINT", stop).off("SIGTERM", stop);
          await doors?.close();
        }
      }),
    );
};

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError("It must be a number above 0, at most 1.");
  return value;
}

/** Without slashes at the end. */
function httpAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:/u.test(text)) throw new InvalidArgumentError("It must be an address such as http://127.0.0.1:4000.");
  return withoutEndSlashes(text);
}
