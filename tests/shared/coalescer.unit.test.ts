import { setTimeout as sleep } from "node:timers/promises";
import { ALONE, Coalescer } from "../../src/shared/coalescer";

/** Answers each number with its double, a little later, and keeps which groups there were. */
function doubling(groups: number[][], spoils: (group: readonly number[]) => boolean = () => false) {
  return async (group: readonly number[]): Promise<readonly number[]> => {
    groups.push([...group]);
    await sleep(5);
    if (spoils(group)) throw new Error(`spoilt: ${group.join(" ")}`);
    return group.map((n) => 2 * n);
  };
}

test("the first begins at once; what comes meanwhile is done together, of which a group takes so many", async () => {
  const groups: number[][] = [];
  const commits = new Coalescer(doubling(groups), { atOnce: 1, largest: 3 });
  const all = Promise.all([1, 2, 3, 4, 5].map((n) => commits.do(n)));
  expect(groups).toEqual([[1]]);
  expect(await all).toEqual([2, 4, 6, 8, 10]);
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
});

test("as many groups are under way as may be, and a slow one holds up no others", async () => {
  const groups: number[][] = [];
  const slow = sleep(60);
  const commits = new Coalescer(async (group: readonly number[]) => {
    groups.push([...group]);
    await (group.includes(1) ? slow : sleep(1));
    return group;
  }, { atOnce: 2, largest: 10 });
  const first = commits.do(1);
  for (const n of [2, 3, 4]) expect(await commits.do(n)).toBe(n);
  expect(groups).toEqual([[1], [2], [3], [4]]);
  expect(await first).toBe(1);
});

test("whoever waits for something else holds up the others for as long as is said, not longer", async () => {
  let go: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => {
    go = resolve;
  });
  const groups: number[][] = [];
  const commits = new Coalescer(async (group: readonly number[]) => {
    groups.push([...group]);
    if (group.includes(1)) await stuck;
    return group;
  }, { atOnce: 1, largest: 10, patience: 20 });
  const first = commits.do(1);
  expect(await Promise.all([commits.do(2), commits.do(3)])).toEqual([2, 3]);
  go();
  expect(await first).toBe(1);
  expect(await commits.do(4)).toBe(4);
  expect(groups).toEqual([[1], [2, 3], [4]]);
});

test("of a group that fails each is done by itself, and only who is to blame fails", async () => {
  const groups: number[][] = [];
  const commits = new Coalescer(doubling(groups, (group) => group.includes(3)), { atOnce: 1, largest: 10 });
  const results = await Promise.allSettled([1, 2, 3, 4].map((n) => commits.do(n)));
  expect(results.map((result) => (result.status === "fulfilled" ? result.value : (result.reason as Error).message))).toEqual([2, 4, "spoilt: 3", 8]);
  expect(groups).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
});

test("what cannot be done with the others is done after them", async () => {
  const groups: number[][] = [];
  const commits = new Coalescer<number, number>(async (group) => (await doubling(groups)(group)).map((result, i) => (i > 0 && group[i] === group[0] ? ALONE : result)), { atOnce: 1, largest: 10 });
  expect(await Promise.all([1, 7, 7, 8].map((n) => commits.do(n)))).toEqual([2, 14, 14, 16]);
  expect(groups).toEqual([[1], [7, 7, 8], [7]]);
});

test("an answer that is missing is an error, not silence", async () => {
  const commits = new Coalescer<number, number>(() => Promise.resolve([]), { atOnce: 1, largest: 10 });
  await expect(commits.do(1)).rejects.toThrow("has an answer");
});
