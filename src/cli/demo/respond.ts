import type { Channel } from "../../catalogue/domain/channel";
import type { Place } from "./country";
import type { DemoStep } from "./country/demo-agency";
import { COMMENTS } from "./comments";
import type { Dice } from "./dice";
import type { NinetyDays } from "./ninety-days";
import type { Journey } from "./simulate-journey";
import type { SimulatedAnswer, SimulatedResponse } from "./simulated-transaction";
import { habitOf } from "./step-habits";

/** What somebody who answers looks back on. */
export interface Circumstances {
  readonly place: Place;
  readonly days: NinetyDays;
  readonly channel: Channel;
  readonly startDay: string;
  readonly journey: Journey;
  readonly language: "ar" | "en";
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** At most this many steps are asked about. */
const STEPS_ASKED = 2;

/** What somebody answers, and when; null where they would answer only after the ninety days. */
export function respond(dice: Dice, circumstances: Circumstances): SimulatedResponse | null {
  const { journey, days } = circumstances;
  const { end } = journey;
  if (end === null) return null;
  const answeredAt = Math.ceil((end.at + dice.around(5 * HOUR_MS, 1)) / 1_000) * 1_000;
  if (answeredAt >= days.now) return null;
  const rated = rateSteps(dice, circumstances);
  const asked = drawWithout(dice, rated, STEPS_ASKED);
  const refused = end.outcome === "REFUSED" || end.outcome === "NOT_ELIGIBLE";
  const ease = overallEase(dice, circumstances, rated, refused);
  return {
    answeredAt,
    answers: [
      { instrument: "COMPLETED", choice: completed(dice, end.outcome) },
      { instrument: "CES5_EASE", score: ease },
      { instrument: "CSAT5", score: score(dice.normal(0.75 * ease + 1 - (refused ? 0.8 : 0), 0.5)) },
      { instrument: "HARDEST_STEP", choice: hardest(dice, rated) },
      ...asked.map(({ step, felt }): SimulatedAnswer => ({ instrument: "STEP_EASE5", step: step.code, score: score(felt) })),
    ],
    comment: dice.chance(0.15) ? comment(dice, circumstances, rated) : null,
  };
}

interface RatedStep {
  readonly step: DemoStep;
  /** Not yet rounded to the scale: what a person feels is no whole number. */
  readonly felt: number;
}

/** How easy each step that people are asked about was for this one person, who finds things easier or harder than others do. */
function rateSteps(dice: Dice, { place, journey, channel, startDay, days }: Circumstances): readonly RatedStep[] {
  const person = dice.normal(0, 0.4);
  const passed = new Set(journey.passages.map((passage) => passage.step));
  return place.service.steps
    .filter((step) => passed.has(step.code) && step.askAs !== undefined)
    .map((step) => ({ step, felt: habitOf(place, step, channel, startDay, days).ease + person + dice.normal(0, 0.7) }));
}

/** The whole is felt as its parts are, the hardest most of all, and as worse with every return, after a "no", and after weeks of waiting. */
function overallEase(dice: Dice, { journey }: Circumstances, rated: readonly RatedStep[], refused: boolean): number {
  const felt = rated.map((step) => step.felt);
  const mean = felt.reduce((sum, value) => sum + value, 0) / Math.max(1, felt.length);
  const weeks = Math.max(0, elapsedMs(journey) - 10 * DAY_MS) / (7 * DAY_MS);
  return score(dice.normal(0.65 * mean + 0.35 * Math.min(mean, ...felt) + 0.2 - 0.4 * journey.returns - (refused ? 0.5 : 0) - Math.min(0.6, 0.15 * weeks), 0.5));
}

function elapsedMs({ passages, end }: Journey): number {
  const started = passages[0]?.enteredAt;
  return started === undefined || end === null ? 0 : end.at - started;
}

/** On the scale from 1 to 5. */
function score(felt: number): number {
  return Math.min(5, Math.max(1, Math.round(felt)));
}

function completed(dice: Dice, outcome: string): string {
  switch (outcome) {
    case "GRANTED":
      return "YES";
    case "PARTLY_GRANTED":
      return "PARTLY";
    default:
      return dice.chance(0.75) ? "NO" : "YES";
  }
}

function hardest(dice: Dice, rated: readonly RatedStep[]): string {
  const worst = lowest(rated);
  if (worst === undefined || dice.chance(0.05)) return "DONT_RECALL";
  return worst.felt >= 3.6 ? "NONE" : worst.step.code;
}

function lowest(rated: readonly RatedStep[]): RatedStep | undefined {
  return rated.reduce<RatedStep | undefined>((worst, next) => (worst === undefined || next.felt < worst.felt ? next : worst), undefined);
}

function comment(dice: Dice, { language }: Circumstances, rated: readonly RatedStep[]): string | null {
  const worst = lowest(rated);
  const said = COMMENTS[worst !== undefined && worst.felt < 2.6 ? worst.step.kind : "EASY"] ?? [];
  return said[dice.below(said.length)]?.[language] ?? null;
}

/** Some of a list, each as likely as the others, in the list's order. */
function drawWithout<T>(dice: Dice, list: readonly T[], n: number): readonly T[] {
  const drawn = new Set<T>();
  while (drawn.size < Math.min(n, list.length)) {
    const item = list[dice.below(list.length)];
    if (item !== undefined) drawn.add(item);
  }
  return list.filter((item) => drawn.has(item));
}
