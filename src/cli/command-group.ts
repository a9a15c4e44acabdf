import type { Command } from "commander";

const GROUPS = {
  audit: "what was done, by whom",
  import: "bring in what you already have: a catalogue, an event log, a status table, what became of links",
  report: "read what it means",
  retention: "how long what is kept, and away with it",
  sampling: "look at whom is asked, and how many",
  secrets: "look at the keys behind pseudonyms, replace them, destroy those that were replaced",
  tally: "look after the counts",
} as const;

/** `yusr import …`, `yusr report …`: the group that several command files hang their commands on. */
export function commandGroup(program: Command, name: keyof typeof GROUPS): Command {
  return program.commands.find((command) => command.name() === name) ?? program.command(name).description(GROUPS[name]);
}
