import fc from "fast-check";
import { Places } from "../../src/graphql/places";

const taken = (places: Places, caller: string, most: number, bytes = 0): (() => void)[] => Array.from({ length: most }, () => places.take(caller, bytes)).filter((one) => one !== undefined);

test("F18 one who floods gets half of the places, two a third each, and who comes next is let in", () => {
  const places = new Places(60);
  const a = taken(places, "a", 1_000);
  expect(a).toHaveLength(30);
  expect(taken(places, "b", 1_000)).toHaveLength(20);
  expect(places.free("a", 0)).toBe(false);
  expect(taken(places, "c", 1_000).length).toBeGreaterThanOrEqual(10);
  expect(places.free("d", 0)).toBe(true);
  for (const leave of a) leave();
  expect(taken(places, "a", 1_000).length).toBeGreaterThan(0);
});

test("F18 a large body takes more places, and still gets in", () => {
  const places = new Places(64);
  expect(taken(places, "a", 100, 8_000_000)).toHaveLength(4);
  expect(taken(places, "b", 100, 16_385)).toHaveLength(10);
});

test("F18 whatever comes and goes: never more than twice the places, nobody who holds none is kept out by one who does, all is given back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 64 }), fc.array(fc.record({ caller: fc.constantFrom("a", "b", "c", "d"), bytes: fc.integer({ min: 0, max: 2_000_000 }), leaves: fc.boolean() }), { maxLength: 300 }), (all, steps) => {
      const places = new Places(all);
      const inside: { caller: string; leave: () => void }[] = [];
      for (const { caller, bytes, leaves } of steps) {
        if (leaves) inside.shift()?.leave();
        else {
          const leave = places.take(caller, bytes);
          if (leave === undefined) expect(inside.some((one) => one.caller === caller)).toBe(true);
          else inside.push({ caller, leave });
        }
        expect(inside.length).toBeLessThanOrEqual(2 * all);
      }
      for (const { leave } of inside) leave();
      expect(taken(places, "a", 1_000)).toHaveLength(Math.floor(all / 2));
    }),
  );
});

test("F18 control: a plain limit lets one who floods keep everybody out", () => {
  let inside = 0;
  const plain = { take: () => (inside < 60 ? (inside += 1) : undefined) };
  for (let i = 0; i < 1_000; i += 1) plain.take();
  expect(plain.take()).toBeUndefined();
});
