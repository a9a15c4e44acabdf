import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { mannWhitneyFromCounts } from "../../src/statistics/mann-whitney-from-counts";
import { statementsOf } from "../support/count-statements";
import { figure } from "../support/figures";
import { granted, openSurveyDesk, SURVEY, type SurveyDesk } from "../surveys/survey-support";

/** Guesses; `npm run trust` makes 10,000. */
const GUESSES = Number(process.env["TRUST_GUESSES"] ?? 300);
const PAIRS = Math.min(2_000, Math.max(150, GUESSES));
/** As the configuration has it. */
const LIMIT = 100;

let desk: SurveyDesk;
let genuine: readonly string[];
beforeAll(async () => {
  desk = await openSurveyDesk({ random: () => 0, guessLimit: LIMIT });
  await desk.publish();
  genuine = (await desk.record(Array.from({ length: 40 }, () => granted(desk.service)))).map(({ invitation }) => invitation.token);
}, 60_000);
afterAll(() => desk.app.close());

const [A_MINUTE, START] = [60_000, Date.parse("2026-03-11T06:00:00Z")];
let minutes = 0;
/** Everybody may guess again. */
function nextMinute(): void {
  minutes += 1;
  desk.at(new Date(START + minutes * A_MINUTE));
}
beforeEach(nextMinute);

/** Of the right length, and naming the service of the genuine ones: nothing tells it from them but the database or the key. */
const guess = (): string => Buffer.concat([Buffer.from(genuine[0] ?? "", "base64url").subarray(0, 4), randomBytes(32)]).toString("base64url");
/** A genuine one with one bit changed. */
function tampered(i: number): string {
  const bytes = Buffer.from(genuine[i % genuine.length] ?? "", "base64url");
  bytes[20 + (i % 16)] = (bytes[20 + (i % 16)] ?? 0) ^ (1 << i % 8);
  return bytes.toString("base64url");
}

interface Told {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
}

/** One look-up, from an address of this machine. */
function look(token: string, from = "127.0.0.1", at = desk.app.address): Promise<Told> {
  const body = JSON.stringify({ query: SURVEY, variables: { token } });
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${at}/graphql`, { method: "POST", localAddress: from, agent: false, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (more: string) => (text += more)).once("end", () => {
        resolve({ status: answer.statusCode ?? 0, body: text, retryAfter: answer.headers["retry-after"] });
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

test("S4 guesses packed into one request: not one is looked at, the good one is not told", async () => {
  const packs: readonly object[] = [20, 100, 1_000].flatMap((n) => {
    const tokens = Array.from({ length: n }, (_, i) => (i === n >> 1 ? genuine[0] : guess()));
    const field = (token: string | undefined, i: number): string => `a${String(i)}: survey(token: "${token ?? ""}") { ... on SurveyForm { agency } }`;
    return [{ query: `{ ${tokens.map(field).join(" ")} }` }, { query: `{ ...F } fragment F on Query { ${tokens.map(field).join(" ")} }` }, tokens.map((token) => ({ query: SURVEY, variables: { token } }))];
  });
  for (const pack of packs) {
    for (const key of [undefined, desk.owner, desk.portal]) {
      let told = "";
      const statements = await statementsOf(desk.app.house.dataSource, async () => {
        const response = await fetch(`${desk.app.address}/graphql`, { method: "POST", headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }, body: JSON.stringify(pack) });
        told = `${String(response.status)} ${await response.text()}`;
      });
      expect(told).toMatch(/^4\d\d /u);
      expect(told).not.toContain("agency");
      expect(JSON.stringify(statements)).not.toContain("invitation");
    }
  }
});

test("S4 single guesses from one address: after the limit none is looked up, and genuine links go on as if nothing were", async () => {
  const seen = { ok: 0, refused: 0 };
  for (const token of genuine) await look(token);
  const statements = await statementsOf(desk.app.house.dataSource, async () => {
    for (let i = 0; i < GUESSES; i += 1) {
      const { status, body, retryAfter } = await look([tampered(i), guess(), "no token at all"][i % 3] ?? "");
      if (status === 200) seen.ok += 1;
      else if (status === 429 && body.includes('"code":"TOO_MANY_REQUESTS"') && retryAfter === "60") seen.refused += 1;
    }
  });
  expect(seen).toEqual({ ok: LIMIT, refused: GUESSES - LIMIT });
  expect(statements.filter((sql) => sql.includes("invitation")).length).toBeLessThanOrEqual(LIMIT);
  for (const token of genuine) expect((await look(token)).body).toContain('"questions":[');
  expect((await look(guess(), "127.0.0.2")).status).toBe(200);
  nextMinute();
  expect((await look(guess())).status).toBe(200);
  figure("S4", `${String(GUESSES)} guesses from one address: ${String(LIMIT)} looked up; ${String(genuine.length)} genuine ones meanwhile: 0 refused`);
}, 300_000);

test("S4 guesses from many addresses: each has its own count, and none is told anything", async () => {
  const told = new Set<string>();
  for (let i = 0; i < GUESSES; i += 1) {
    const { status, body } = await look(guess(), `127.0.${String(1 + (i % 5))}.${String(1 + (i % 100))}`);
    told.add(`${String(status)} ${body}`);
  }
  expect(told.size).toBe(1);
  expect([...told][0]).toContain("NOT_FOUND");
}, 300_000);

test("S4 the pages and the codes are limited by the same count", async () => {
  for (let i = 0; i < LIMIT; i += 1) await look(guess());
  const page = (token: string): Promise<Response> => fetch(`${desk.app.address}/e/`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ token, origin: "https://portal.example", language: "en" }).toString() });
  const code = (token: string): Promise<Response> => fetch(`${desk.app.address}/qr.svg`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) });
  for (const door of [page, code]) {
    const refused = await door(guess());
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
    expect((await door(genuine[0] ?? "")).status).toBe(200);
  }
});

test("S4 control: without the limit every guess is looked up", async () => {
  const open = await openSurveyDesk({ random: () => 0 });
  try {
    const statements = await statementsOf(open.app.house.dataSource, async () => {
      for (let i = 0; i < LIMIT + 20; i += 1) expect((await look(guess(), "127.0.0.1", open.app.address)).status).toBe(200);
    });
    expect(statements.length).toBeGreaterThan(LIMIT);
  } finally {
    await open.app.close();
  }
});

test("S4 unknown, malformed and tampered tokens are told the same, byte for byte; an answered one is not (control)", async () => {
  const none = [guess(), tampered(1), "", "x", "x".repeat(48), "é".repeat(48), "=".repeat(48), `${genuine[0] ?? ""}A`, (genuine[0] ?? "").slice(1), "../../etc/passwd", "A".repeat(5_000)];
  const told = new Set<string>();
  for (const token of none) told.add(JSON.stringify(await look(token, "127.0.0.9")));
  expect(told.size).toBe(1);
  told.add(JSON.stringify(await look(genuine[0] ?? "", "127.0.0.9")));
  expect(told.size).toBe(2);
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

test("S4 an unknown token takes no longer than a malformed one", async () => {
  const rounds: { readonly p: number; readonly apart: number }[] = [];
  // A loaded machine is slow now and then; only what shows in every round is a difference.
  for (let round = 0; round < 3; round += 1) {
    const times: Readonly<Record<"unknown" | "malformed", number[]>> = { unknown: [], malformed: [] };
    for (let pair = 0; pair < PAIRS; pair += 1) {
      if (pair % 40 === 0) nextMinute();
      for (const kind of pair % 2 === 0 ? (["unknown", "malformed"] as const) : (["malformed", "unknown"] as const)) {
        const token = kind === "unknown" ? guess() : `${guess().slice(0, 47)}!`;
        const began = performance.now();
        await look(token);
        times[kind].push(performance.now() - began);
      }
    }
    const levels = [...times.unknown, ...times.malformed].sort((a, b) => a - b);
    const counts = (of: readonly number[]): number[] => levels.map((level) => of.filter((time) => time === level).length);
    const p = mannWhitneyFromCounts(counts(times.unknown), counts(times.malformed))?.p ?? 1;
    rounds.push({ p, apart: Math.abs(median(times.unknown) - median(times.malformed)) });
    if (p > 0.01 || (rounds.at(-1)?.apart ?? 0) < 1) break;
  }
  figure("S4", rounds.map(({ p, apart }) => `${String(PAIRS)} pairs: medians ${apart.toFixed(2)} ms apart, p ${p.toFixed(3)}`).join("; "));
  expect(rounds.every(({ p, apart }) => p <= 0.01 && apart >= 1)).toBe(false);
}, 300_000);

test("S4 a token has 128 bits that nobody can foresee, and is stored as its SHA-256 alone", async () => {
  const proofs = genuine.map((token) => Buffer.from(token, "base64url").subarray(20));
  expect(proofs.every(({ length }) => length * 8 === 128)).toBe(true);
  expect(new Set(proofs.map((proof) => proof.toString("hex"))).size).toBe(genuine.length);
  const ones = proofs.flatMap((proof) => [...proof]).reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
  // Half of the bits, within five standard deviations.
  expect(Math.abs(ones - genuine.length * 64)).toBeLessThan(5 * Math.sqrt(genuine.length * 32));
  const [row] = await desk.behind("SELECT count(*) FILTER (WHERE octet_length(token_digest) = 32)::int AS digests, string_agg(i::text, ' ') AS text FROM invitation i", []);
  expect(row.digests).toBe(genuine.length);
  for (const token of genuine) {
    expect(row.text).not.toContain(token);
    expect(row.text).toContain(createHash("sha256").update(token).digest("hex"));
  }
});
