import { givenAgency, givenService } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";

let app: TestApp;
let office: string;
const names: string[] = [];
beforeAll(async () => {
  app = await startTestApp();
  office = await app.key({ role: "office" });
  for (const services of [3, 0, 1, 5]) {
    const agency = await givenAgency(app);
    for (let i = 0; i < services; i += 1) names.push((await givenService(app, { agency })).name);
  }
});
afterAll(() => app.close());

/** The whole list, page by page. */
async function walked(first: number, more: string, agency: string | null): Promise<readonly { readonly name: string; readonly total: number | undefined }[]> {
  const query = `query ($first: Int!, $after: String, $agency: String) { services(first: $first, after: $after, agency: $agency) { ${more} pageInfo { hasNextPage endCursor } edges { node { code agency { code } } } } }`;
  const found: { name: string; total: number | undefined }[] = [];
  for (let after: string | null = null; ; ) {
    const { data }: { data: any } = await app.send(office, query, { first, after, agency });
    const { pageInfo, edges, totalCount } = data.services;
    expect(edges.length).toBeLessThanOrEqual(first);
    for (const { node } of edges) found.push({ name: `${node.agency.code as string}/${node.code as string}`, total: totalCount });
    if (pageInfo.hasNextPage !== true) return found;
    after = pageInfo.endCursor;
  }
}

const inOrder = (list: readonly string[]): readonly string[] => list.map((name) => name.split("/")).sort(([a = "", b = ""], [c = "", d = ""]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1)).map((parts) => parts.join("/"));

test.each([1, 2, 4, 50])("services come in order, each once, in pages of %i, counted or not", async (first) => {
  const all = inOrder(names);
  expect((await walked(first, "", null)).map(({ name }) => name)).toEqual(all);
  const counted = await walked(first, "totalCount", null);
  expect(counted).toEqual(all.map((name) => ({ name, total: all.length })));
});

test("of one agency, or of none that is there", async () => {
  const [agency = ""] = names.at(-1)?.split("/") ?? [];
  const own = inOrder(names.filter((name) => name.startsWith(`${agency}/`)));
  expect(await walked(2, "totalCount", agency)).toEqual(own.map((name) => ({ name, total: 5 })));
  expect((await app.send(office, '{ services(agency: "NOBODY") { totalCount edges { node { code } } } }')).data.services).toEqual({ totalCount: 0, edges: [] });
});
