import { GraphQLError } from "graphql";
import { pino } from "pino";
import { QueryFailedError } from "typeorm";
import { errorFormatter } from "../../src/graphql/format-error";

test("what a failed statement was given is told to nobody and logged nowhere", () => {
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
  const broken = new QueryFailedError("INSERT INTO t VALUES ($1)", ["canary-712"], Object.assign(new Error("deadlock detected"), { code: "40P01", detail: "canary-712" }));
  const thrown = new GraphQLError(broken.message, { originalError: broken, path: ["recordTransactions"] });
  const answer = errorFormatter(log)({ message: broken.message, path: ["recordTransactions"] }, thrown);
  expect(answer.extensions).toEqual({ code: "INTERNAL_SERVER_ERROR" });
  expect(JSON.stringify(answer)).not.toContain("deadlock");
  expect(lines.join("")).not.toContain("canary-712");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ thrown: { type: "QueryFailedError", message: "deadlock detected", state: "40P01" } });
});
