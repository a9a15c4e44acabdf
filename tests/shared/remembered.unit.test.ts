import { Remembered } from "../../src/shared/remembered";

test("what is known is not read again, alone or among others; what is not there is asked for again", async () => {
  const remembered = new Remembered<number>(10);
  const asked: (readonly string[])[] = [];
  const read = (keys: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    asked.push(keys);
    return Promise.resolve(new Map(keys.filter((key) => key !== "nobody").map((key) => [key, key.length])));
  };
  expect(await remembered.get("a", () => Promise.resolve(1))).toBe(1);
  expect(await remembered.all(["a", "bb", "nobody"], read)).toEqual(new Map([["a", 1], ["bb", 2]]));
  expect(await remembered.all(["bb", "nobody"], read)).toEqual(new Map([["bb", 2]]));
  expect(await remembered.all(["bb", "a"], read)).toEqual(new Map([["bb", 2], ["a", 1]]));
  expect(asked).toEqual([["bb", "nobody"], ["nobody"]]);
  expect([remembered.already("bb"), remembered.already("nobody")]).toEqual([2, undefined]);
});

test("of too many all are forgotten, and an answer is whole nevertheless", async () => {
  const remembered = new Remembered<number>(2);
  const keys = ["a", "b", "c", "d", "e"];
  const all = await remembered.all(keys, (unknown) => Promise.resolve(new Map(unknown.map((key, i) => [key, i]))));
  expect([...all]).toEqual(keys.map((key, i) => [key, i]));
  expect(keys.filter((key) => remembered.already(key) !== undefined).length).toBeLessThanOrEqual(2);
});
