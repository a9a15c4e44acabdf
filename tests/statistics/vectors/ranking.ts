import { benjaminiHochberg } from "../../../src/statistics/benjamini-hochberg";
import { betaBinomialMle } from "../../../src/statistics/beta-binomial-mle";
import { betaBinomialMoments } from "../../../src/statistics/beta-binomial-moments";
import { betaBinomialPosterior } from "../../../src/statistics/beta-binomial-posterior";
import { binomialUpperTail } from "../../../src/statistics/binomial-upper-tail";
import { derSimonianLaird } from "../../../src/statistics/der-simonian-laird";
import { directStandardisation } from "../../../src/statistics/direct-standardisation";
import { expectedRank } from "../../../src/statistics/expected-rank";
import { funnelLimits } from "../../../src/statistics/funnel-limits";
import { funnelOverdispersion } from "../../../src/statistics/funnel-overdispersion";
import { jamesStein } from "../../../src/statistics/james-stein";
import { normalShrink } from "../../../src/statistics/normal-shrink";
import { pauleMandel } from "../../../src/statistics/paule-mandel";
import { probExceeds } from "../../../src/statistics/prob-exceeds";
import { reliability } from "../../../src/statistics/reliability";
import { suppressSmallCells } from "../../../src/statistics/suppress-small-cells";
import type { VectorFunctions } from "./vector-functions";

interface Shares {
  readonly y: readonly number[];
  readonly n: readonly number[];
}

interface Effects {
  readonly y: readonly number[];
  readonly v: readonly number[];
}

interface Beliefs {
  readonly mean: readonly number[];
  readonly var: readonly number[];
}

type Mixes = Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>>;

/** Topic 2. */
export const RANKING: VectorFunctions = {
  benjaminiHochberg: ({ p, q }: { p: readonly number[]; q: number }) => benjaminiHochberg(p, q),
  betaBinomialMle: ({ y, n }: Shares) => betaBinomialMle(y, n),
  betaBinomialMoments: ({ y, n }: Shares) => betaBinomialMoments(y, n),
  betaBinomialPosterior: ({ y, n, ...prior }: { y: number; n: number; alpha: number; beta: number }) => betaBinomialPosterior(y, n, prior),
  binomialUpperTail: ({ x, n, p0 }: { x: number; n: number; p0: number }) => binomialUpperTail(x, n, p0),
  derSimonianLaird: ({ y, v }: Effects) => derSimonianLaird(y, v),
  directStandardisation: ({ agencies, standard }: { agencies: Mixes; standard: Readonly<Record<string, number>> }) => {
    const results = Object.entries(agencies).map(([agency, cells]) => {
      const strata = Object.entries(standard).map(([cell, weight]) => ({ weight, n: cells[cell]?.[0] ?? 0, mean: cells[cell]?.[1] ?? 0, variance: null }));
      return [agency, directStandardisation(strata)] as const;
    });
    const by = (value: "crude" | "standardised"): unknown => Object.fromEntries(results.map(([agency, result]) => [agency, result?.[value]]));
    return { crude: by("crude"), standardised: by("standardised") };
  },
  expectedRank: ({ mean, var: variance }: Beliefs) => expectedRank(mean, variance),
  funnelLimits: ({ p0, n, levels }: { p0: number; n: readonly number[]; levels: readonly number[] }) =>
    n.map((one) => {
      const limits = funnelLimits(p0, one, levels);
      return [...limits.map(({ low }) => low), ...limits.map(({ high }) => high)];
    }),
  funnelOverdispersion: ({ x, n, winsorise }: { x: readonly number[]; n: readonly number[]; winsorise: number }) => funnelOverdispersion(x, n, winsorise),
  jamesStein: ({ hits, n }: { hits: readonly number[]; n: number }) => jamesStein(hits, n),
  normalShrink: ({ y, v, mu, tau2 }: Effects & { mu: number; tau2: number }) => normalShrink(y, v, mu, tau2),
  pauleMandel: ({ y, v }: Effects) => pauleMandel(y, v),
  probExceeds: ({ mean, var: variance, threshold }: Beliefs & { threshold: number }) => mean.map((one, i) => probExceeds(one, variance[i] ?? 0, threshold)),
  reliability: ({ tau2, sigma2, n, target }: { tau2: number; sigma2: number; n: readonly number[]; target: number }) => reliability(tau2, sigma2, n, target),
  suppressSmallCells: ({ cells, minCell, totalPublished }: { readonly cells: Readonly<Record<string, number>>; readonly minCell: number; readonly totalPublished: boolean }) => {
    const { cells: shown, total } = suppressSmallCells(new Map(Object.entries(cells)), minCell, totalPublished);
    return { ...Object.fromEntries([...shown].map(([name, n]) => [name, n ?? "suppressed"])), total: total ?? "suppressed" };
  },
};
