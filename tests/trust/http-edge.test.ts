import { request as httpRequest } from "node:http";
import { Metrics } from "../../src/web/metrics";
import { figure } from "../support/figures";
import { type RawAnswer, sendRaw } from "../support/raw-http";
import { startTestApp, type TestApp } from "../support/test-app";

const metrics = new Metrics();
let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startTestApp({ development: false, metrics, trustedProxy: "127.0.0.2", rateLimit: 5 });
  key = await app.key({ role: "office" });
});
afterAll(() => app.close());

const BODY = '{"query":"{ viewer { role } }"}';
const head = (more: readonly string[], line = "POST /graphql HTTP/1.1"): string => [line, "Host: yusr", "Content-Type: application/json", `Authorization: Bearer ${key}`, ...more, "", ""].join("\r\n");
const LENGTH = `Content-Length: ${String(BODY.length)}`;
/** What would be a request of its own if somebody took the one before to be shorter than it is. */
const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: yusr\r\n\r\n";
const chunked = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

/** Requests that the server took for requests so far. */
async function taken(): Promise<{ readonly all: number; readonly hidden: number }> {
  const { values } = (await metrics.registry.getSingleMetric("yusr_http_answers_total")?.get()) ?? { values: [] };
  const sum = (of: typeof values): number => of.reduce((total, { value }) => total + value, 0);
  return { all: sum(values), hidden: sum(values.filter(({ labels }) => labels["route"] === "none")) };
}

/** Each could be read as one request or as two: it is refused, and nothing of it runs. */
const AMBIGUOUS: Readonly<Record<string, () => string>> = {
  "a length and pieces": () => head(["Content-Length: 6", "Transfer-Encoding: chunked"]) + `0\r\n\r\n${HIDDEN}`,
  "pieces and a length": () => head(["Transfer-Encoding: chunked", "Content-Length: 6"]) + `0\r\n\r\n${HIDDEN}`,
  "two lengths": () => head([LENGTH, "Content-Length: 0"]) + BODY + HIDDEN,
  "two lengths in one": () => head([`${LENGTH}, 0`]) + BODY + HIDDEN,
  "a length with a sign": () => head([`Content-Length: +${String(BODY.length)}`]) + BODY,
  "a length of no digits": () => head(["Content-Length: 0x1f"]) + BODY,
  "a header folded over two lines": () => head(["X-Folded: a", " Transfer-Encoding: chunked", LENGTH]) + BODY,
  "a blank before the colon": () => head(["Transfer-Encoding : chunked", LENGTH]) + BODY,
  "line ends without a carriage return": () => head([LENGTH]).replaceAll("\r\n", "\n") + BODY,
  "a header's end without a carriage return": () => `${head([LENGTH]).replace("Host: yusr\r\n", "Host: yusr\n")}${BODY}`,
  "a carriage return alone": () => head([`X-One: a\rTransfer-Encoding: chunked`, LENGTH]) + BODY,
  "pieces, twice encoded": () => head(["Transfer-Encoding: chunked, identity"]) + chunked,
  "pieces under a name nobody knows": () => head(["Transfer-Encoding: xchunked"]) + chunked,
  "a piece that says a wrong length": () => head(["Transfer-Encoding: chunked"], "POST /e/ HTTP/1.1").replace("application/json", "application/x-www-form-urlencoded") + `1\r\nabc\r\n0\r\n\r\n${HIDDEN}`,
  "a zero byte in a header": () => head(["X-Zero: a\0b", LENGTH]) + BODY,
  "no host": () => head([LENGTH]).replace("Host: yusr\r\n", "") + BODY,
  "two hosts": () => head(["Host: other", LENGTH]) + BODY,
  "a version nobody speaks": () => head([LENGTH], "POST /graphql HTTP/3.0") + BODY,
  "a method nobody knows": () => head([LENGTH], "SMUGGLE /graphql HTTP/1.1") + BODY,
};

test("S15 what could be read as one request or as two is refused with JSON, and the connection closed", async () => {
  const wrong: string[] = [];
  for (const [name, bytes] of Object.entries(AMBIGUOUS)) {
    const before = await taken();
    const { statuses, text, body, closedAfter }: RawAnswer = await sendRaw(app.address, bytes(), 1_000);
    const { all, hidden } = await taken();
    const [status = 0] = statuses;
    const told = /^\{"errors":\[\{"message":"[^"]+","extensions":\{"code":"[A-Z_]+"\}\}\]\}$/u.test(body) && text.includes("application/json; charset=utf-8") && text.includes("nosniff");
    if (statuses.length !== 1 || status < 400 || status >= 500 || !told || closedAfter === undefined || all - before.all > 1 || hidden > before.hidden) wrong.push(`${name}: ${statuses.join(" ")} ${closedAfter === undefined ? "open" : "closed"}, ${String(all - before.all)} taken, ${body}`);
  }
  expect(wrong).toEqual([]);
  figure("S15", `${String(Object.keys(AMBIGUOUS).length)} pairs, 0 taken for two`);
});

test("S15 one request in is one counted: alone, in a row on one connection, with an absolute address, and after 100-continue", async () => {
  const one = head([LENGTH]) + BODY;
  for (const [bytes, n] of [[one, 1], [one + one, 2], [head([LENGTH], "POST http://elsewhere.example/graphql HTTP/1.1") + BODY, 1], [head(["Expect: 100-continue", LENGTH]) + BODY, 1]] as const) {
    const before = await taken();
    const { text } = await sendRaw(app.address, bytes);
    expect((await taken()).all - before.all).toBe(n);
    expect(text).not.toContain("elsewhere");
  }
});

test("S15 control: the count finds a second request", async () => {
  const before = await taken();
  await sendRaw(app.address, head([LENGTH]) + BODY + HIDDEN);
  const after = await taken();
  expect([after.all - before.all, after.hidden - before.hidden]).toEqual([2, 1]);
});

test("S15 whatever host a request names, no answer repeats it", async () => {
  for (const path of ["/graphql", "/s/abc", "/survey/abc", "/u/abc", "/e/", "/embed.js", "/reports/weekly?agency=A&lang=en", "/qr.svg?service=A", "/nothing", "/%zz", "//evil.example/x"]) {
    for (const method of ["GET", "POST"]) {
      const { text } = await sendRaw(app.address, `${method} ${path} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher\r\nForwarded: host=evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`, 2_000);
      expect(`${method} ${path} ${text.slice(0, 12)}`).toMatch(/HTTP\/1\.1 \d{3}$/u);
      expect(`${method} ${path} ${text}`.slice(path.length + 5)).not.toContain("evil.example");
      expect(text).not.toContain("gopher");
    }
  }
});

/** Statuses of requests without a key that come from an address of this machine and say that they come from others. */
function asIf(from: string, said: readonly string[]): Promise<readonly number[]> {
  const { port } = new URL(app.address);
  return Promise.all(said.map((address) => new Promise<number>((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port, path: "/graphql", method: "POST", localAddress: from, agent: false, headers: { "content-type": "application/json", "content-length": BODY.length, "x-forwarded-for": address, "x-real-ip": address, forwarded: `for=${address}` } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end(BODY);
  })));
}

const TEN = Array.from({ length: 10 }, (_, i) => `198.51.100.${String(i + 1)}`);

test("S15 nobody gets round the limit of an address by saying another; only the configured proxy is believed", async () => {
  expect((await asIf("127.0.0.3", TEN)).filter((status) => status === 429)).toHaveLength(5);
  expect((await asIf("127.0.0.2", TEN)).filter((status) => status === 429)).toHaveLength(0);
  // What a client says of itself stands left of what the proxy adds.
  expect((await asIf("127.0.0.2", TEN.map((address) => `${address}, 203.0.113.9`))).filter((status) => status === 429)).toHaveLength(5);
});

test("S15 control: a server that believes everybody is fooled", async () => {
  const naive = await startTestApp({ development: false, rateLimit: 5, trustedProxy: "127.0.0.0/8" });
  const { address } = app;
  try {
    Object.assign(app, { address: naive.address });
    expect((await asIf("127.0.0.3", TEN)).filter((status) => status === 429)).toHaveLength(0);
  } finally {
    Object.assign(app, { address });
    await naive.close();
  }
});
