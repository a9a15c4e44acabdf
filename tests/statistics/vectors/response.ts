import { kish } from "../../../src/statistics/kish";
import { postStratifiedMean, type Stratum } from "../../../src/statistics/post-stratified-mean";
import { type Margins, rake } from "../../../src/statistics/rake";
import { responseRates } from "../../../src/statistics/response-rates";
import { samplePlan } from "../../../src/statistics/sample-plan";
import { sampleSizeFinite } from "../../../src/statistics/sample-size-finite";
import { sampleSizeProportion } from "../../../src/statistics/sample-size-proportion";
import { sampleSizeTwoProportions } from "../../../src/statistics/sample-size-two-proportions";
import type { VectorFunctions } from "./vector-functions";

type Cell = Readonly<Record<string, string | number>>;

/** Topic 8. */
export const RESPONSE: VectorFunctions = {
  responseRates: ({ e, refusedOrBreakoff, ...rest }: { complete: number; partial: number; refusedOrBreakoff: number; nonContact: number; other: number; unknown: number; e: number }) => {
    const { rr1, rr2, rr3, cooperation } = responseRates({ ...rest, refused: refusedOrBreakoff, eligibleShare: e });
    return { RR1: rr1, RR2: rr2, RR3: rr3, cooperation };
  },
  sampleSizeFinite: ({ N, p, margin, chi2, rounding }: { N: number; p: number; margin: number; chi2: number; rounding: string }) =>
    sampleSizeFinite(N, p, margin, chi2, rounding === "nearest" ? "nearest" : "up"),
  sampleSizeProportion: ({ p, margin, conf }: { p: number; margin: number; conf: number }) => {
    const n0 = sampleSizeProportion(p, margin, conf);
    return { n0, ceil: Math.ceil(n0) };
  },
  sampleSizeTwoProportions: ({ p1, p2, power, alpha }: { p1: number; p2: number; power: number; alpha: number }) => {
    const perGroup = sampleSizeTwoProportions(p1, p2, power, alpha);
    return { perGroup, ceil: Math.ceil(perGroup) };
  },
  samplePlan: ({ N, margin, deff, expectedResponseRate, p, conf }: { N: number; margin: number; deff: number; expectedResponseRate: number; p: number; conf: number }) => {
    const plan = samplePlan({ populationSize: N, margin, designEffect: deff, responseRate: expectedResponseRate, share: p, confidence: conf });
    return { ...plan, n0: plan.base };
  },
  kish: ({ weights }: { weights: Readonly<Record<string, number>> }) => {
    const cost = kish(Object.entries(weights).map(([weight, count]) => ({ weight: Number(weight), count })));
    return { deff: cost?.designEffect, nEff: cost?.effectiveN };
  },
  rake: ({ cells, margins }: { cells: readonly Cell[]; margins: Margins }) => {
    const names = Object.keys(margins);
    const raking = rake(cells.map((cell) => ({ by: Object.fromEntries(names.map((name) => [name, String(cell[name])])), n: Number(cell["n"]) })), margins);
    if ("problem" in raking) {
      return "margin" in raking ? `error: margin ${raking.margin}=${raking.category} has population but no respondents; collapse categories` : raking.problem;
    }
    const weigh = (what: string): number => cells.reduce((sum, cell, at) => sum + (raking.weights[at] ?? NaN) * Number(cell[what]), 0);
    const weights = Object.fromEntries(cells.map((cell, at) => [names.map((name) => cell[name]).join("|"), raking.weights[at]]));
    return { mean: weigh("sumApi00") / weigh("n"), total: weigh("sumEnroll"), weights };
  },
  postStratifiedMean: ({ cells, population }: { cells: readonly Stratum[]; population: Readonly<Record<string, number>> }) => ({ mean: postStratifiedMean(cells, population) }),
};
