// The shapes of the API's answers, which --json prints, carry decorators.
import "reflect-metadata";
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { coerceInputValue, isInputType } from "graphql";
import { makeSchema } from "../graphql/schema";
import { Refusal } from "../shared/refusal";
import { type DefineInstrumentInput, fromDefinition } from "../surveys/api/instrument.input";
import { toInstrumentType } from "../surveys/api/instrument.type";
import { agencyOf, type Instrument } from "../surveys/domain/instrument";
import type { AddCommand, CliContext } from "./cli-context";

interface ListOptions {
  readonly json?: true;
}

interface DefineOptions extends ListOptions {
  readonly file: string;
}

/** A list is read whole. */
const EVERY_VERSION = 500;

/** `yusr instrument list|define`: the questions that surveys are made of. */
export const addInstrumentCommand: AddCommand = (program, context) => {
  const instruments = program.command("instrument").description("the questions that surveys are made of: the bank's, and agencies' own");
  json(instruments.command("list").description("every version of every question")).action((options: ListOptions) =>
    context.withHouse(async (house) => {
      const { rows } = await house.surveys.listInstruments.list(context.operator, { first: EVERY_VERSION, after: null });
      context.print(options.json === true ? JSON.stringify(rows.map(toInstrumentType), null, 2) : rows.map(lineOf).join("\n"));
    }),
  );
  json(instruments.command("define").description("add a question of an agency's own, or its next version; no report compares its answers"))
    .requiredOption("--file <json>", "the question, written as the API's DefineInstrumentInput")
    .action(async (options: DefineOptions) => {
      const input = definition(await readFile(options.file, "utf8"), context);
      await context.withHouse(async (house) => {
        const instrument = await house.surveys.defineInstrument.define(context.operator, fromDefinition(input));
        if (instrument instanceof Refusal) context.fail(instrument.code, `${instrument.message} (${instrument.path.join(".")})`);
        else context.print(options.json === true ? JSON.stringify(toInstrumentType(instrument), null, 2) : lineOf(instrument));
      });
    });
};

function json(command: Command): Command {
  return command.option("--json", "the API's answer");
}

/** What a file says, checked as the API checks it. */
function definition(text: string, context: CliContext): DefineInstrumentInput {
  const type = makeSchema().getType("DefineInstrumentInput");
  if (!isInputType(type)) throw new Error("the schema lost DefineInstrumentInput");
  const given = parsed(text);
  if (given === undefined) return context.fail("NOT_JSON", "The file is not JSON.");
  return coerceInputValue(given, type, (path, _, { message }) => context.fail("NOT_A_DEFINITION", `${path.join(".")}: ${message}`)) as DefineInstrumentInput;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function lineOf(instrument: Instrument): string {
  const { code, version, kind, points } = instrument;
  return [code, String(version), kind, `${String(points.length)} answers`, agencyOf(instrument) === null ? "bank" : "not comparable"].join("  ");
}
