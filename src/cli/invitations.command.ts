import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { csv as csvOf } from "../printed/csv/report-csv";
import { Refusal } from "../shared/refusal";
import type { DueInvitation, DueInvitations } from "../surveys/invitations-due.service";
import type { AddCommand, CliContext } from "./cli-context";

interface Options {
  readonly service: string;
  readonly references?: string;
  readonly first: string;
  readonly csv?: true;
  readonly json?: true;
}

const HELP = `
For a site that exchanges files every night: links that were made since the last time, and reminders, each once. Without
receipts, pass a file with the references of the cases that are open, one a line, at most 1,000: the reference comes back
beside its link (with an apostrophe in front of =, +, - and @, as in every CSV file of ours). Send from not_before on and before not_after; then: yusr import deliveries.`;

const COLUMNS = ["receipt", "reference", "kind", "language", "url", "text", "expires_at", "not_before", "not_after"] as const;

/** `yusr invitations due`: takes the links that wait, for whoever sends them without calling the API. */
export const addInvitationsCommand: AddCommand = (program, context) => {
  program
    .command("invitations")
    .description("links to surveys, for sites that exchange files")
    .command("due")
    .description("take the links that wait to be handed over")
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .option("--references <file>", "only about these transactions: the portal's own ids, one a line")
    .option("--first <n>", "links at most, 1–500", "500")
    .option("--csv", "print CSV: a row for each message")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action((options: Options) => takeDue(options, context));
};

async function takeDue({ service, references, first, csv, json }: Options, context: CliContext): Promise<void> {
  const known = references === undefined ? null : await linesOf(references).catch((error: unknown) => (error instanceof Error ? error : new Error("not readable")));
  if (known instanceof Error) return context.fail("FILE_NOT_READABLE", known.message);
  const due = await context.withHouse((house) => house.surveys.invitationsDue.take(context.operator, { service, references: known, first: Number(first) }));
  if (due instanceof Refusal) return context.fail(due.code, due.message);
  if (json === true) context.print(JSON.stringify(due));
  else if (csv === true) context.print(csvOf(COLUMNS, rowsOf(due)));
  else context.print([`Send from ${due.window.notBefore.toISOString()} to ${due.window.notAfter.toISOString()}.`, ...due.items.map(inWords), ...(due.items.length === 0 ? ["Nothing waits."] : [])].join("\n"));
  if (due.more) context.say("Others wait: run this again.");
}

async function linesOf(path: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity })) if (line.trim() !== "") lines.push(line.trim());
  return lines;
}

function rowsOf({ window, items }: DueInvitations): readonly (readonly string[])[] {
  return items.flatMap(({ receipt, reference, kind, url, expiresAt, messages }) =>
    messages.map(({ language, text }) => [receipt, reference ?? "", kind, language, url, text, ...[expiresAt, window.notBefore, window.notAfter].map((time) => time.toISOString())]),
  );
}

function inWords({ receipt, reference, kind, messages }: DueInvitation): string {
  return `${reference ?? receipt}  ${kind}  ${messages.map(({ text }) => text).join(" / ")}`;
}
