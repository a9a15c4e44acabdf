import { parseLocalInstant } from "../../src/shared/local-instant";

const read = (text: string, zone: string | null = "Asia/Muscat"): string | undefined => parseLocalInstant(text, zone)?.toISOString();

test("a time without an offset is read by the clock on the wall, where the zone is known", () => {
  expect(read("2026-03-01 09:30:00")).toBe("2026-03-01T05:30:00.000Z");
  expect(read("2026-03-01T00:05")).toBe("2026-02-28T20:05:00.000Z");
  expect(read("2026-03-01 09:30:00.250", "UTC")).toBe("2026-03-01T09:30:00.250Z");
  expect(read("2026-03-01T09:30:00+01:00")).toBe("2026-03-01T08:30:00.000Z");
  expect(read("2026-03-01 09:30:00", null)).toBeUndefined();
  expect([read("2026-02-30 09:30"), read("2026-03-01 24:00"), read("01/03/2026 09:30"), read("")]).toEqual([undefined, undefined, undefined, undefined]);
});

test("a repeated hour is the first, a skipped one as if the clocks had not been changed", () => {
  expect(read("2026-10-25 02:30:00", "Europe/Amsterdam")).toBe("2026-10-25T00:30:00.000Z");
  expect(read("2026-03-29 02:30:00", "Europe/Amsterdam")).toBe("2026-03-29T01:30:00.000Z");
  expect(read("2026-03-29 03:30:00", "Europe/Amsterdam")).toBe("2026-03-29T01:30:00.000Z");
  expect(read("2026-03-29 01:30:00", "Europe/Amsterdam")).toBe("2026-03-29T00:30:00.000Z");
  expect(read("2026-07-01 12:00:00", "Europe/Amsterdam")).toBe("2026-07-01T10:00:00.000Z");
});
