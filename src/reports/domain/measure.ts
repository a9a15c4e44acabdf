import type { Direction } from "../../surveys/domain/instrument";

/** How a report reads an instrument: which scores count as good. Its direction is part of it and never turned round. */
export interface Reading {
  readonly instrument: string;
  /** What the instrument measures; two instruments of one measure still stand side by side and are never added up. */
  readonly measure: Measure;
  /** The question itself: two instruments of one item put the same words on scales of different length. */
  readonly item: string;
  /** Which end of the scale is good. */
  readonly direction: Direction;
  readonly min: number;
  readonly max: number;
  /** The scores whose share is reported, from and to. Low ones where low is good. */
  readonly favourable: readonly [number, number];
}

/** What an answer is about: ease of the whole, satisfaction, recommendation, ease of one step. */
export const Measure = { CES: "CES", CSAT: "CSAT", NPS: "NPS", STEP_EASE: "STEP_EASE" } as const;
export type Measure = keyof typeof Measure;

/** The first of each measure is the national default, reported as missing where nothing else was used. METHODS 1.2–1.4. */
const READINGS: readonly Reading[] = [
  { instrument: "CES5_EASE", measure: "CES", item: "PROCESS_EASE", direction: "HIGH_IS_EASY", min: 1, max: 5, favourable: [4, 5] },
  { instrument: "CES7", measure: "CES", item: "MADE_IT_EASY", direction: "HIGH_IS_EASY", min: 1, max: 7, favourable: [5, 7] },
  { instrument: "CES5_EFFORT", measure: "CES", item: "PERSONAL_EFFORT", direction: "LOW_IS_EASY", min: 1, max: 5, favourable: [1, 2] },
  { instrument: "CES5_TIRING", measure: "CES", item: "TIRING", direction: "LOW_IS_EASY", min: 1, max: 5, favourable: [1, 2] },
  { instrument: "CSAT5", measure: "CSAT", item: "SATISFACTION", direction: "HIGH_IS_GOOD", min: 1, max: 5, favourable: [4, 5] },
  { instrument: "NPS11", measure: "NPS", item: "RECOMMENDATION", direction: "HIGH_IS_GOOD", min: 0, max: 10, favourable: [9, 10] },
  { instrument: "STEP_EASE5", measure: "STEP_EASE", item: "STEP_EASE", direction: "HIGH_IS_EASY", min: 1, max: 5, favourable: [4, 5] },
  { instrument: "STEP_EASE7", measure: "STEP_EASE", item: "STEP_EASE", direction: "HIGH_IS_EASY", min: 1, max: 7, favourable: [5, 7] },
];

/** The instruments of a measure, the default first; never empty. */
export function readingsOf(measure: Measure): readonly [Reading, ...Reading[]] {
  const [first, ...others] = READINGS.filter((reading) => reading.measure === measure);
  if (first === undefined) throw new Error(`no instrument measures ${measure}`);
  return [first, ...others];
}

/** How an instrument is read; undefined for one whose answers no report reads. */
export function readingOf(instrument: string): Reading | undefined {
  return READINGS.find((reading) => reading.instrument === instrument);
}

/** Code of how a reading forms its share: its item, the length of its scale and the scores counted, such as `SATISFACTION_1_5_SHARE_4_5`. */
export function formulaOf({ item, min, max, favourable: [from, to] }: Reading): string {
  return `${item}_${String(min)}_${String(max)}_SHARE_${String(from)}_${String(to)}`;
}
