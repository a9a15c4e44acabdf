import { appendFileSync } from "node:fs";

/** What a trust test measured, for the table of `npm run trust`; said nowhere else. The id is that of the test's title. */
export function figure(id: string, measured: string): void {
  const file = process.env["TRUST_FIGURES"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ id, test: expect.getState().currentTestName, measured })}\n`);
}
