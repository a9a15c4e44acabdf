import { randomInt } from "node:crypto";

/** Where chance comes from: uniform in [0, 1). Services get it by constructor, so that a test can load the dice. */
export type Random = () => number;

const STEPS = 2 ** 47;

/** Chance that nobody can predict. */
export const systemRandom: Random = () => randomInt(STEPS) / STEPS;
