import fc from "fast-check";
import { cellsOf, monthsOverBefore, publishableCells } from "../../src/tallies/domain/publishable-cells";

const cells = (counts: Readonly<Record<string, number>>) => Object.entries(counts).map(([value, n]) => ({ value, n }));
const shown = (counts: Readonly<Record<string, number>>, minimum = 10): string[] => publishableCells(cells(counts), minimum).map(({ value }) => value);

test("cells that hold the minimum are shown, unless one small cell would be left alone or a few answers among few", () => {
  expect(shown({ WEB: 20, KIOSK: 10 })).toEqual(["WEB", "KIOSK"]);
  expect(shown({ WEB: 20, KIOSK: 9, POST: 1 })).toEqual(["WEB"]);
  // KIOSK alone would be the total less WEB.
  expect(shown({ WEB: 20, KIOSK: 9 })).toEqual([]);
  expect(shown({ WEB: 20, SMS: 11, KIOSK: 9 })).toEqual(["WEB"]);
  expect(shown({ WEB: 20, SMS: 11, KIOSK: 2, POST: 3 })).toEqual(["WEB"]);
  expect(shown({ WEB: 9, KIOSK: 9 })).toEqual([]);
  expect(shown({})).toEqual([]);
});

test("what is hidden is nothing, or at least two cells that hold the minimum together", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), fc.integer({ min: 2, max: 12 }), (counts, minimum) => {
      const all = counts.map((n, i) => ({ value: `v${String(i)}`, n }));
      const visible = publishableCells(all, minimum);
      if (visible.length === 0) return;
      expect(visible.every(({ n }) => n >= minimum)).toBe(true);
      const hidden = all.filter((cell) => !visible.includes(cell));
      if (hidden.length > 0) expect([hidden.length >= 2, hidden.reduce((sum, { n }) => sum + n, 0) >= minimum]).toEqual([true, true]);
    }),
  );
});

test("a month is closed a week after it was over", () => {
  expect([monthsOverBefore("2026-04-07"), monthsOverBefore("2026-04-08"), monthsOverBefore("2026-01-03")]).toEqual(["2026-03-01", "2026-04-01", "2025-12-01"]);
});

/** An answer by where it lies: its batch, its channel, its touchpoint. */
interface Place {
  readonly batch: number;
  readonly channel: string;
  readonly touchpoint: string;
}
interface Group extends Place {
  readonly n: number;
}
/** What somebody who looks after every release has seen: sets of places, whatever is counted in them. */
type Seen = readonly ((place: Place) => boolean)[];

/** Cells that may be closed together, and the batches whose answers are in them. */
interface Open {
  readonly groups: readonly Group[];
  readonly batches: readonly number[];
}

const NOTHING: Open = { groups: [], batches: [] };

/**
 * Releases batch after batch and closes cells as the service does, in memory. Answers what an outsider sees: every batch,
 * every increment of every cell; and what he can tell to be empty, because nothing is hidden.
 */
function history(batches: readonly (readonly Omit<Group, "batch">[])[], closeAfter: readonly boolean[], minimum: number): { groups: readonly Group[]; seen: Seen } {
  const all: Group[] = [];
  const seen: ((place: Place) => boolean)[] = [];
  let channels = NOTHING;
  let ahead = NOTHING;
  const touchpoints = new Map<string, Open>();
  /** The values shown, and what stays open. */
  const close = ({ groups, batches: over }: Open, valueOf: (place: Place) => string, channel?: string): { shown: readonly string[]; left: Open } => {
    const counts = new Map<string, number>();
    for (const group of groups) counts.set(valueOf(group), (counts.get(valueOf(group)) ?? 0) + group.n);
    const shown = publishableCells([...counts].map(([value, n]) => ({ value, n })), minimum).map(({ value }) => value);
    if (shown.length === 0) return { shown, left: { groups, batches: over } };
    const covered = (place: Place): boolean => over.includes(place.batch) && (channel === undefined || place.channel === channel);
    for (const value of shown) seen.push((place) => covered(place) && valueOf(place) === value);
    // Where nothing is hidden, every other place is known to be empty: each by itself.
    if (shown.length === counts.size) for (const value of VALUES) for (const batch of over) seen.push((place) => covered(place) && place.batch === batch && !shown.includes(valueOf(place)) && valueOf(place) === value);
    return { shown, left: NOTHING };
  };
  for (const [batch, members] of batches.entries()) {
    const placed = members.map((group) => ({ ...group, batch }));
    all.push(...placed);
    seen.push((place) => place.batch === batch);
    channels = { groups: [...channels.groups, ...placed], batches: [...channels.batches, batch] };
    ahead = { groups: [...ahead.groups, ...placed], batches: [...ahead.batches, batch] };
    if (closeAfter[batch] !== true) continue;
    const { shown, left } = close(channels, (place) => place.channel);
    channels = left;
    for (const channel of shown) {
      const held = touchpoints.get(channel) ?? NOTHING;
      touchpoints.set(channel, { groups: [...held.groups, ...ahead.groups.filter((group) => group.channel === channel)], batches: [...held.batches, ...ahead.batches] });
    }
    if (shown.length > 0) ahead = NOTHING;
    for (const [channel, held] of touchpoints) touchpoints.set(channel, close(held, (place) => place.touchpoint, channel).left);
  }
  return { groups: all, seen };
}

const VALUES = ["A", "B", "C", "D", "1", "2", "3", "4"];

/** Whether a vector is a sum of multiples of others; whole numbers modulo a prime, so that nothing is rounded. */
function inSpan(rows: readonly (readonly number[])[]): (vector: readonly number[]) => boolean {
  const P = 1_000_003;
  const inverse = (a: number): number => {
    let [result, base, e] = [1, a, P - 2];
    for (; e > 0; e = Math.floor(e / 2)) {
      if (e % 2 === 1) result = (result * base) % P;
      base = (base * base) % P;
    }
    return result;
  };
  const basis: { pivot: number; row: number[] }[] = [];
  const reduce = (vector: readonly number[]): number[] => {
    const left = [...vector];
    for (const { pivot, row } of basis) {
      const factor = left[pivot] ?? 0;
      if (factor !== 0) for (let i = 0; i < left.length; i += 1) left[i] = ((left[i] ?? 0) + (P - factor) * (row[i] ?? 0)) % P;
    }
    return left;
  };
  for (const given of rows) {
    const left = reduce(given);
    const pivot = left.findIndex((a) => a !== 0);
    if (pivot === -1) continue;
    const scale = inverse(left[pivot] ?? 1);
    basis.push({ pivot, row: left.map((a) => (a * scale) % P) });
  }
  return (vector) => reduce(vector).every((a) => a === 0);
}

/** The smallest set of answers that can be computed from what was seen, and is neither empty nor as many as may be shown. */
function derivable(groups: readonly Group[], seen: Seen, values: readonly Omit<Place, "batch">[], batches: number, minimum: number): readonly Group[] | undefined {
  // Nobody outside knows which places are empty, so every place has a coordinate of its own.
  const places = Array.from({ length: batches }, (_, batch) => values.map((value) => ({ ...value, batch }))).flat();
  const n = (place: Place): number => groups.filter((one) => one.batch === place.batch && one.channel === place.channel && one.touchpoint === place.touchpoint).reduce((sum, one) => sum + one.n, 0);
  const counts = places.map(n);
  const known = inSpan(seen.map((set) => places.map((place) => Number(set(place)))));
  for (let subset = 1; subset < 2 ** places.length; subset += 1) {
    const members = places.map((_, i) => Math.floor(subset / 2 ** i) % 2);
    const total = members.reduce((sum, member, i) => sum + member * (counts[i] ?? 0), 0);
    if (total > 0 && total < minimum && known(members)) return places.flatMap((place, i) => (members[i] === 1 ? [{ ...place, n: counts[i] ?? 0 }] : []));
  }
  return undefined;
}

const FLAT = ["A", "B", "C", "D"].map((channel) => ({ channel, touchpoint: "" }));
const NESTED = [{ channel: "A", touchpoint: "1" }, { channel: "A", touchpoint: "2" }, { channel: "A", touchpoint: "3" }, { channel: "B", touchpoint: "4" }];
const MINIMUM = 4;

/** Batches of whole minimums, as days on which several were released. */
const batchesOf = (values: readonly Omit<Place, "batch">[]) =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat({ max: 99 }), { minLength: 16, maxLength: 16 })), { minLength: 1, maxLength: 3 }).map((drawn) =>
    drawn.map(([size, numbers]) => {
      const picked = numbers.slice(0, size * MINIMUM).map((x) => values[x < 50 ? 0 : x < 75 ? 1 : x % values.length] ?? values[0]);
      return values.map((value) => ({ ...value, n: picked.filter((one) => one === value).length })).filter(({ n }) => n > 0);
    }),
  );
const closings = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });

test.each([["of one dimension", FLAT], ["of touchpoints within channels", NESTED]])("no total, cell or difference over time, nor any sum of them, is fewer answers than may be shown: %s", (_, values) => {
  fc.assert(
    fc.property(batchesOf(values), closings, (batches, closeAfter) => {
      const { groups, seen } = history(batches, closeAfter, MINIMUM);
      expect(derivable(groups, seen, values, batches.length, MINIMUM)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test("what was hidden may not be shown with later answers: hiding enough at every moment is not enough", () => {
  const groups = [["A", 0, 3], ["B", 0, 5], ["C", 0, 4], ["A", 1, 1], ["B", 1, 6], ["C", 1, 1]].map(([channel, batch, n]) => ({ channel: String(channel), batch: Number(batch), touchpoint: "", n: Number(n) }));
  const cell = (channel: string, ...batches: number[]) => (place: Place): boolean => place.channel === channel && batches.includes(place.batch);
  // After the first batch B is shown and seven are hidden; after the second all are, C and A with what was hidden before.
  const seen = [(place: Place) => place.batch === 0, (place: Place) => place.batch === 1, cell("B", 0), cell("B", 1), cell("A", 0, 1), cell("C", 0, 1)];
  const two = derivable(groups, seen, FLAT.slice(0, 3), 2, MINIMUM);
  expect(two?.map(({ batch, channel, n }) => [batch, channel, n])).toEqual([[1, "A", 1], [1, "C", 1]]);
  const kept = history([groups.slice(0, 3), groups.slice(3)], [true, true], MINIMUM);
  expect(derivable(kept.groups, kept.seen, FLAT.slice(0, 3), 2, MINIMUM)).toBeUndefined();
});

test("an answer falls into one cell of each dimension, and into its touchpoint's only within its channel", () => {
  const found = cellsOf({ channel: "KIOSK", segment: "", language: "ar", outcome: "GRANTED", touchpoint: "t" });
  expect(found.map(({ dimension, within, value, state }) => [dimension, within, value, state])).toEqual([
    ["CHANNEL", "", "KIOSK", "OPEN"], ["SEGMENT", "", "", "OPEN"], ["LANGUAGE", "", "ar", "OPEN"], ["OUTCOME", "", "GRANTED", "OPEN"], ["TOUCHPOINT", "KIOSK", "t", "AHEAD"],
  ]);
});
