import "reflect-metadata";
import { Command } from "commander";
import { terminal } from "../../src/cli/terminal";
import { storm } from "./storm";
import { CONTROL_STORM, LONG_STORM, SHORT_STORM } from "./storm-sizes";

/** `npm run storm`: the storm, half an hour of it or as long as one likes. Prints one line of JSON. */
async function main(): Promise<void> {
  const { minutes, short, control, long: _, ...given } = new Command("storm")
    .option("--minutes <n>", "how long at least", Number)
    .option("--kills <n>", "how often something is killed at least", Number)
    .option("--passages <n>", "passages sent at least", Number)
    .option("--answers <n>", "answers sent at least", Number)
    .option("--seed <n>", "of a storm that was", Number)
    .option("--long", "half an hour, 300 kills, 1,000,000 passages, 50,000 answers: the default")
    .option("--short", "a minute")
    .option("--control", "over a PostgreSQL that does not wait for its log")
    .parse()
    .opts<{ minutes?: number; kills?: number; passages?: number; answers?: number; seed?: number; long?: true; short?: true; control?: true }>();
  const usual = control === true ? CONTROL_STORM : short === true ? SHORT_STORM : LONG_STORM;
  const left = await storm({ ...usual, ...given, ...(minutes === undefined ? {} : { seconds: minutes * 60 }) }, (text) => {
    terminal.say(text);
  });
  terminal.print(JSON.stringify(left));
  process.exitCode = left["wrong"].length === 0 && left["fallen"] === 0 && left["verified"]?.differences === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  terminal.say(String(error));
  process.exitCode = 1;
});
