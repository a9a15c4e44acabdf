import { groupsInOrder, inOrder } from "../../src/shared/in-order";
import { nestedPages, pageOfRows, type PageRequest, type PageRow, toPage } from "../../src/shared/page";

test("a page is cut from rows read with one more than wanted", () => {
  expect(toPage([1, 2, 3], 2, 9)).toEqual({ rows: [1, 2], hasNextPage: true, totalCount: 9 });
  expect(toPage([1, 2], 2, 2)).toEqual({ rows: [1, 2], hasNextPage: false, totalCount: 2 });
});

test("an empty page still knows how long the list is", () => {
  expect(pageOfRows<{ id: string }>([{ id: null, total: 7 }], 5, "id")).toEqual({ rows: [], hasNextPage: false, totalCount: 7 });
  expect(pageOfRows<{ id: string }>([], 5, "id")).toEqual({ rows: [], hasNextPage: false, totalCount: 0 });
});

test("pages of many parents asked alike are one read; asked differently, one for each way", async () => {
  const reads: [readonly string[], PageRequest][] = [];
  const pages = await nestedPages<{ id: string }>(
    [
      { parentId: "a", first: 2, after: null },
      { parentId: "b", first: 2, after: null },
      { parentId: "a", first: 1, after: "x" },
      { parentId: "b", first: 2, after: null },
    ],
    "id",
    (parentIds, page) => {
      reads.push([parentIds, page]);
      const rowsOf = (parentId: string): (PageRow<{ id: string }> & { parentId: string })[] =>
        parentId === "b" ? [{ parentId, id: null, total: 0 }] : ["1", "2", "3"].slice(0, page.first + 1).map((id) => ({ parentId, id, total: 3 }));
      return Promise.resolve(parentIds.flatMap(rowsOf));
    },
  );
  expect(reads).toEqual([
    [["a", "b"], { first: 2, after: null }],
    [["a"], { first: 1, after: "x" }],
  ]);
  expect(pages.map((page) => [page.rows.map((row) => row.id), page.hasNextPage, page.totalCount])).toEqual([
    [["1", "2"], true, 3],
    [[], false, 0],
    [["1"], true, 3],
    [[], false, 0],
  ]);
});

test("rows come back in the order of the keys asked for", () => {
  const rows = [{ key: "b", n: 1 }, { key: "a", n: 2 }, { key: "b", n: 3 }];
  expect(inOrder(["a", "none", "b"], rows.slice(0, 2), (row) => row.key)).toEqual([rows[1], null, rows[0]]);
  expect(groupsInOrder(["a", "none", "b", "a"], rows, (row) => row.key)).toEqual([[rows[1]], [], [rows[0], rows[2]], [rows[1]]]);
});
