import { writeFile } from "node:fs/promises";
import { counterSheet } from "../printed/counter/counter-sheet";
import { qrPng, qrSvg } from "../printed/counter/qr-code";
import { Refusal } from "../shared/refusal";
import type { AddCommand } from "./cli-context";

interface QrOptions {
  readonly service: string;
  readonly touchpoint?: string;
  readonly svg?: string;
  readonly png?: string;
  readonly sheet?: string;
  readonly json?: true;
}

/** `yusr qr`: the link that hangs at a counter, as a QR code. */
export const addQrCommand: AddCommand = (program, context) => {
  program
    .command("qr")
    .description("the link that hangs at a counter, as a QR code; whoever answers it is reported apart")
    .requiredOption("--service <name>", "CODE or AGENCY/CODE")
    .option("--touchpoint <code>", "the counter; without: none in particular")
    .option("--svg <file>", "write the code as SVG")
    .option("--png <file>", "write the code as PNG, for print")
    .option("--sheet <file>", "write a page of A4 in Arabic and English, as HTML")
    .option("--json", "print JSON")
    .action((options: QrOptions) =>
      context.withHouse(async (house) => {
        const link = await house.surveys.unlinkedSurvey.link(context.operator, options.service, options.touchpoint ?? null);
        if (link instanceof Refusal) return context.fail(link.code, link.message);
        if (options.svg !== undefined) await writeFile(options.svg, await qrSvg(link.url));
        if (options.png !== undefined) await writeFile(options.png, await qrPng(link.url));
        if (options.sheet !== undefined) await writeFile(options.sheet, await counterSheet(link));
        context.print(options.json === true ? JSON.stringify(link) : link.url);
      }),
    );
};
