import fc from "fast-check";
import { figure } from "../support/figures";
import { givenAgency } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";

/** Readings of a list while somebody writes into it; `npm run trust` does 1,000. */
const READINGS = Number(process.env["TRUST_READINGS"] ?? 25);
/** Cursors made up or changed; `npm run trust` tries 10,000. */
const FORGED = READINGS * 10;

let app: TestApp;
let key: string;
let agency: Awaited<ReturnType<typeof givenAgency>>;
beforeAll(async () => {
  app = await startTestApp();
  key = await app.key({ role: "office" });
  agency = await givenAgency(app, { code: "CURSORS" });
  for (let i = 0; i < 12; i += 1) await enter();
}, 60_000);
afterAll(() => app.close());

let entered = 0;
/** One more row, anywhere in the order. */
async function enter(): Promise<string> {
  entered += 1;
  const code = `T${String((entered * 7_919) % 100_003).padStart(6, "0")}`;
  await app.house.catalogue.createTouchpoint.create(OPERATOR, { agency: agency.code, code, names: { en: code }, channel: "SERVICE_CENTRE", governorate: null, wilayat: null } as never);
  return code;
}

const LIST = "query ($agency: String!, $first: Int!, $after: String) { agency(code: $agency) { touchpoints(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { code } } } } }";

interface Listed {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly code: string } }[];
}
async function page(first: number, after: string | null): Promise<Listed> {
  return (await app.send(key, LIST, { agency: agency.code, first, after })).data.agency.touchpoints;
}

const sizes = fc.array(fc.record({ first: fc.integer({ min: 1, max: 7 }), writes: fc.integer({ min: 0, max: 1 }), within: fc.boolean() }), { minLength: 1, maxLength: 12 });

test("S17 while somebody writes, who pages through a list meets each row that was there once, in order, and is told rightly whether others follow", async () => {
  let rows = 0;
  await fc.assert(fc.asyncProperty(sizes, async (steps) => {
    const before = new Set((await page(500, null)).edges.map(({ node }) => node.code));
    const seen: string[] = [];
    let after: string | null = null;
    for (let i = 0; ; i += 1) {
      const { first, writes, within } = steps[i % steps.length] ?? { first: 1, writes: 0, within: false };
      if (i < steps.length) for (let n = 0; n < writes; n += 1) await enter();
      const { edges, pageInfo, totalCount }: Listed = await page(first + (i >= steps.length ? 20 : 0), after);
      expect(edges.length).toBeLessThanOrEqual(first + 20);
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
      expect(totalCount).toBeGreaterThanOrEqual(before.size);
      // From any cursor of a page, not from its end alone.
      const upTo = within && edges.length > 1 && i < steps.length ? edges.length - 1 : edges.length;
      seen.push(...edges.slice(0, upTo).map(({ node }) => node.code));
      if (!pageInfo.hasNextPage && upTo === edges.length) break;
      expect(edges.length).toBeGreaterThan(0);
      after = edges[upTo - 1]?.cursor ?? null;
    }
    rows += seen.length;
    expect(seen).toEqual([...new Set(seen)].sort());
    expect([...before].filter((code) => !seen.includes(code))).toEqual([]);
  }), { numRuns: READINGS });
  figure("S17", `${String(READINGS)} readings of ${String(rows)} rows while ${String(entered)} were written: 0 lost, 0 repeated`);
}, 3_000_000);

test("S17 control: who pages by counting rows loses or repeats some", async () => {
  const all = async (): Promise<readonly string[]> => (await page(500, null)).edges.map(({ node }) => node.code);
  const seen: string[] = [];
  for (let at = 0; at < (await all()).length; at += 5) {
    seen.push(...(await all()).slice(at, at + 5));
    await enter();
  }
  expect(new Set(seen).size).toBeLessThan(seen.length);
});

test("S17 a cursor says nothing that its row does not, and one that is made up or changed is refused", async () => {
  const { edges } = await page(10, null);
  const given = edges.map(({ cursor }) => cursor);
  const changed = fc.tuple(fc.constantFrom(...given), fc.nat(), fc.nat()).map(([cursor, at, by]) => {
    const bytes = cursor.split("");
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    bytes[at % bytes.length] = alphabet[by % alphabet.length] ?? "A";
    return bytes.join("");
  });
  const cut = fc.tuple(fc.constantFrom(...given), fc.nat()).map(([cursor, n]) => cursor.slice(0, n % cursor.length));
  const made = fc.string({ unit: "grapheme", maxLength: 80 }).filter((text) => !/\p{Surrogate}/u.test(text));
  const plain = fc.string({ maxLength: 20 }).map((text) => Buffer.from(text).toString("base64url"));
  let tried = 0;
  await fc.assert(fc.asyncProperty(fc.oneof(changed, cut, made, plain), async (cursor) => {
    fc.pre(!given.includes(cursor));
    tried += 1;
    const { status, errors, data } = await app.send(key, LIST, { agency: agency.code, first: 3, after: cursor });
    expect([cursor, status, errors?.[0]?.extensions.code, data?.agency?.touchpoints]).toEqual([cursor, expect.any(Number), "INVALID_CURSOR", undefined]);
  }), { numRuns: FORGED });
  figure("S17", `${String(tried)} cursors made up or changed: 0 taken`);
}, 3_000_000);

test("S17 every process of an installation takes the cursors of the others; another installation's it does not", async () => {
  const twin = await startTestApp({ database: app.database });
  try {
    const [{ cursor } = { cursor: "" }] = (await page(1, null)).edges;
    expect((await twin.send(key, LIST, { agency: agency.code, first: 1, after: cursor })).errors).toBeUndefined();
  } finally {
    await twin.close();
  }
});
