import { createHash, createHmac } from "node:crypto";
import { Pseudonyms } from "../../src/security/pseudonyms";
import { figure } from "../support/figures";
import { givenPortal, givenService } from "../support/fixtures";
import { startTestApp, TEST_KEYS, type TestApp } from "../support/test-app";
import { wholeDatabase } from "../support/whole-database";
import { granted, NOW, RECORD, STEPS } from "../surveys/survey-support";

/** How many of the numbers of each kind are tried; long: all of them, which takes hours. */
const TRIED = Number(process.env["TRUST_NUMBERS"] ?? "12000");

/** What people are numbered by: eight-digit civil numbers, and mobile numbers of the six countries. */
const KINDS: readonly { readonly scheme: string; readonly from: number; readonly to: number }[] = [
  { scheme: "CIVIL_NUMBER", from: 10_000_000, to: 99_999_999 },
  { scheme: "PHONE", from: 96_870_000_000, to: 96_879_999_999 },
  { scheme: "PHONE", from: 96_890_000_000, to: 96_899_999_999 },
  { scheme: "PHONE", from: 966_500_000_000, to: 966_599_999_999 },
  { scheme: "PHONE", from: 971_500_000_000, to: 971_589_999_999 },
  { scheme: "PHONE", from: 97_430_000_000, to: 97_479_999_999 },
  { scheme: "PHONE", from: 96_550_000_000, to: 96_569_999_999 },
  { scheme: "PHONE", from: 97_333_000_000, to: 97_339_999_999 },
];
/** Planted at the beginning of each range, where every attack begins. */
const planted = KINDS.flatMap(({ scheme, from }) => [3, 7_777].map((more) => ({ scheme, value: String(from + more) })));

jest.setTimeout(TRIED > 100_000 ? 86_400_000 : 180_000);
let app: TestApp;
const services: { readonly id: string; readonly name: string; readonly agencyId: string }[] = [];
beforeAll(async () => {
  app = await startTestApp({ clock: () => NOW });
  for (let i = 0; i < 2; i += 1) {
    const service = await givenService(app, { steps: STEPS });
    services.push(service);
    const portal = await app.key({ role: "portal", portalId: (await givenPortal(app, { services: [service] })).id });
    const items = planted.map((subject) => granted(service, { subject, operator: subject.value, reference: `${String(i)}-${subject.value}` }));
    expect((await app.send(portal, RECORD, { input: { items } })).data.recordTransactions.results.filter(({ status }: { status: string }) => status !== "RECORDED")).toEqual([]);
  }
});
afterAll(() => app.close());

/** Every keyed digest that the dump holds, by its first sixteen bytes; pseudonyms are those of a column, of an agency. */
async function digests(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const rows of (await wholeDatabase(app.database.url)).values()) {
    for (const row of rows) {
      for (const [, text = ""] of row.matchAll(/"v\d+:([\w-]{22})"/gu)) found.add(Buffer.from(text, "base64url").toString("hex"));
      for (const [, hex = ""] of row.matchAll(/\\\\x([0-9a-f]{32,64})/gu)) found.add(hex.slice(0, 32));
    }
  }
  return found;
}

const parts = (...texts: readonly string[]): string => texts.map((text) => `${String(Buffer.byteLength(text))}:${text}`).join("");
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** Everything that somebody who has the source and not the keys can make of a number: also with keys that somebody might have left at nothing. */
function guesses(scheme: string, value: string): readonly string[] {
  const named = services.flatMap(({ agencyId }) => [parts("subject", agencyId, scheme, value), parts("operator", agencyId, value)]);
  const keyless = [value, `${scheme}${value}`, parts("person", scheme, value), ...named].map(sha256);
  const emptyKey = [parts("person", scheme, value), ...named].map((text) => createHmac("sha256", Buffer.alloc(32)).update(text).digest("hex").slice(0, 32));
  return [...keyless, ...emptyKey];
}

function* numbers(): Generator<{ readonly scheme: string; readonly value: string }> {
  for (const { scheme, from, to } of KINDS) for (let number = from; number <= Math.min(to, from + TRIED - 1); number += 1) yield { scheme, value: String(number) };
}

test("P9 with the dump and the source but not the keys, no number is found", async () => {
  const dump = await digests();
  expect(dump.size).toBeGreaterThan(planted.length * 4);
  let [tried, found] = [0, 0];
  for (const { scheme, value } of numbers()) {
    tried += 1;
    for (const guess of guesses(scheme, value)) if (dump.has(guess)) found += 1;
  }
  expect(found).toBe(0);
  figure("P9", `${tried.toLocaleString("en")} numbers × 11 ways of making a digest without the keys: ${String(found)} found of ${String(planted.length)} planted in each of two agencies`);
});

test("P9 whoever can make all pseudonyms of one agency finds its own people and nobody of another", async () => {
  const [mine, theirs] = await Promise.all(services.map(async ({ id }) => new Set((await app.house.dataSource.query<{ key: string }[]>("SELECT subject_key AS key FROM transaction WHERE service_id = $1 UNION SELECT operator_key FROM transaction WHERE service_id = $1", [id])).map(({ key }) => key))));
  const pseudonyms = new Pseudonyms(TEST_KEYS);
  const agency = services[0]?.agencyId ?? "";
  const found = { own: 0, other: 0 };
  for (const { scheme, value } of numbers()) {
    for (const name of [pseudonyms.subject(agency, scheme, value), pseudonyms.operator(agency, value)]) {
      if (mine?.has(name) === true) found.own += 1;
      if (theirs?.has(name) === true) found.other += 1;
    }
  }
  expect(found).toEqual({ own: planted.length * 2, other: 0 });
  figure("P9", `with agency A's pseudonyms: ${String(found.own)} of its own, ${String(found.other)} of agency B's`);
});

test("P9 control: digests without a key are all found", () => {
  const unkeyed = new Set(planted.map(({ value }) => sha256(value)));
  const began = performance.now();
  let [tried, found] = [0, 0];
  for (const { value } of numbers()) {
    tried += 1;
    if (unkeyed.has(sha256(value))) found += 1;
  }
  expect(found).toBe(planted.length);
  figure("P9", `without a key: ${String(found)} of ${String(planted.length)} found, ${Math.round(tried / (performance.now() - began)).toLocaleString("en")} numbers a millisecond on one core`);
});
