import { Measure, readingsOf } from "../../src/reports/domain/measure";
import { scaleRange } from "../../src/surveys/domain/instrument";
import { WRITTEN_INSTRUMENTS } from "../../src/surveys/storage/written-texts";

const readings = Object.values(Measure).flatMap((measure) => readingsOf(measure));

test.each(readings)("$instrument is read on its own scale, with its own good end", ({ instrument: code, min, max, favourable }) => {
  const versions = WRITTEN_INSTRUMENTS.filter((instrument) => instrument.code === code);
  expect(versions).not.toEqual([]);
  for (const instrument of versions) {
    expect(scaleRange(instrument)).toEqual({ minimum: min, maximum: max });
    const [from, to] = favourable;
    expect(instrument.direction === "LOW_IS_EASY" ? from : to).toBe(instrument.direction === "LOW_IS_EASY" ? min : max);
    expect(to - from).toBeLessThan((max - min) / 2);
  }
});

test("every rating of the bank is read by the report, but those that measure something else", () => {
  const read = new Set(readings.map(({ instrument }) => instrument));
  const unread = WRITTEN_INSTRUMENTS.filter(({ code, kind }) => kind === "RATING" && !read.has(code)).map(({ code }) => code);
  expect(unread).toEqual(["EXPECTED5", "DATA_SAFE5", "INFORMED5", "COURTESY5"]);
});
