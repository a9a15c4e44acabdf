import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { send } from "../support/test-app";
import { granted, openSurveyDesk, SUBMIT, type SurveyDesk } from "./survey-support";

interface OtherServer {
  readonly address: string;
  readonly child: ChildProcess;
}

let desk: SurveyDesk;
let servers: readonly OtherServer[] = [];
beforeAll(async () => {
  desk = await openSurveyDesk();
  await desk.publish();
  servers = await Promise.all([start(desk.app.database.url), start(desk.app.database.url)]);
}, 60_000);
afterAll(async () => {
  for (const { child } of servers) {
    child.kill("SIGTERM");
    await once(child, "close");
  }
  await desk.app.close();
});

/** A server in a process of its own over the same database. */
async function start(databaseUrl: string): Promise<OtherServer> {
  const child = spawn(process.execPath, ["-r", "@swc-node/register", join(__dirname, "../support/second-server.ts")], {
    cwd: join(__dirname, "../.."),
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], TEST_DATABASE: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await Promise.race([once(child.stdout, "data"), once(child, "close").then(() => Promise.reject(new Error("the second server ended")))])) as [Buffer];
  return { address: line.toString().trim(), child };
}

test("F14 fifty submissions of one token on two processes store one response", async () => {
  for (const same of [true, false]) {
    const [{ receipt: transactionId, invitation }] = await desk.record([granted(desk.service, { language: same ? "ar" : "en" })]);
    const results = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const input = { language: "ar", answers: [{ instrument: "CES5_EASE", score: 3 }], ...(same ? {} : { comment: `from ${String(i)}` }) };
        const { data } = await send(servers[i % 2]?.address ?? "", undefined, SUBMIT, { token: invitation.token, input });
        return data.submitResponse;
      }),
    );
    const outcomes = results.map(({ status, code }) => status ?? code).sort();
    expect(outcomes).toEqual([...Array.from({ length: 49 }, () => (same ? "DUPLICATE" : "ALREADY_ANSWERED")), "RECORDED"].sort());
    if (same) expect(new Set(results.map(({ receipt }) => receipt)).size).toBe(1);
    expect(await desk.query("SELECT response_id FROM response_link WHERE transaction_id = $1", [transactionId])).toHaveLength(1);
  }
  const [totals] = await desk.query("SELECT (SELECT count(*)::integer FROM response) AS responses, (SELECT sum(n)::integer FROM invitation_delta WHERE state = 'ANSWERED') AS counted");
  expect(totals).toEqual({ responses: 2, counted: 2 });
}, 60_000);
