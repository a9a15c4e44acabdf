import { sameValue } from "../../src/shared/same-value";

test.each([
  [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }],
  [{ a: 1, b: undefined }, { a: 1 }],
  ["x", "x"],
  [[], []],
  [new Date(5), new Date(5)],
])("%j is %j", (a, b) => {
  expect([sameValue(a, b), sameValue(b, a)]).toEqual([true, true]);
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [{ a: 1 }, { a: 1, b: null }],
  [[1, 2], [2, 1]],
  [[], {}],
  [null, {}],
  ["1", 1],
  [new Date(5), new Date(6)],
  [new Date(5), {}],
])("%j is not %j", (a, b) => {
  expect([sameValue(a, b), sameValue(b, a)]).toEqual([false, false]);
});
