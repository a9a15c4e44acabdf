import { betaCdf } from "../../../src/statistics/beta-cdf";
import { betaQuantile } from "../../../src/statistics/beta-quantile";
import { binomialCdf } from "../../../src/statistics/binomial-cdf";
import { chiSquareQuantile } from "../../../src/statistics/chi-square-quantile";
import { fUpperTail } from "../../../src/statistics/f-upper-tail";
import { logGamma } from "../../../src/statistics/log-gamma";
import { normalCdf } from "../../../src/statistics/normal-cdf";
import { normalQuantile } from "../../../src/statistics/normal-quantile";
import { studentTQuantile } from "../../../src/statistics/student-t-quantile";
import { studentTTwoSided } from "../../../src/statistics/student-t-two-sided";
import type { VectorFunctions } from "./vector-functions";

type Arguments = readonly [number, number, number];

/** Topic 0. */
export const SPECIAL: VectorFunctions = {
  norm_ppf: ([p]: Arguments) => normalQuantile(p),
  norm_cdf: ([z]: Arguments) => normalCdf(z),
  t_ppf: ([p, df]: Arguments) => studentTQuantile(p, df),
  t_sf2: ([t, df]: Arguments) => studentTTwoSided(t, df),
  chi2_ppf: ([p, df]: Arguments) => chiSquareQuantile(p, df),
  beta_ppf: ([p, a, b]: Arguments) => betaQuantile(p, a, b),
  beta_cdf: ([x, a, b]: Arguments) => betaCdf(x, a, b),
  f_sf: ([f, df1, df2]: Arguments) => fUpperTail(f, df1, df2),
  gammaln: ([x]: Arguments) => logGamma(x),
  binom_cdf: ([k, n, p]: Arguments) => binomialCdf(k, n, p),
};
