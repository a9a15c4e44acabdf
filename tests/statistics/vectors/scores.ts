import { comparable, type FigureBasis, type Statistic } from "../../../src/reports/domain/comparability";
import { agrestiCoull } from "../../../src/statistics/agresti-coull";
import { ces7Summary } from "../../../src/statistics/ces7-summary";
import { csat5Summary } from "../../../src/statistics/csat5-summary";
import { meanInterval } from "../../../src/statistics/mean-interval";
import { npsDifference } from "../../../src/statistics/nps-difference";
import { type NetScore, npsInterval } from "../../../src/statistics/nps-interval";
import { ratingSummary } from "../../../src/statistics/rating-summary";
import { rescale, type Scale } from "../../../src/statistics/rescale";
import { wilsonInterval } from "../../../src/statistics/wilson-interval";
import { pair, type VectorFunctions } from "./vector-functions";

/** Whatever some vector passes; each names what it needs. */
interface Input {
  readonly x: number;
  readonly n: number;
  readonly conf: number;
  readonly min: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly counts: readonly number[];
}

const net = (score: NetScore | null): object => ({ net: score?.nps, adjWald: pair(score?.adjusted ?? null) });

/** The instruments of the vectors: the two ease scales put the same words. */
const basis = (instrument: string): FigureBasis => {
  const [, measure = "", points = "", item = ""] = /^(CES|CSAT)(\d)_?(\w*)$/u.exec(instrument) ?? [];
  const direction = item === "EFFORT" ? "LOW_IS_EASY" : "HIGH_IS_EASY";
  return { instrument, version: 1, measure: measure as "CES", item, direction, scaleMin: 1, scaleMax: Number(points), formula: "", moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR" };
};

const STATISTICS: Readonly<Record<string, Statistic>> = { mean: "MEAN", top2: "SHARE", individual: "INDIVIDUAL" };
const VERDICTS = { ALLOW: "allow", APPROXIMATE: "allow-approximate", REFUSE: "refuse" } as const;

/** Topic 1. */
export const SCORES: VectorFunctions = {
  wilsonInterval: ({ x, n, conf }: Input) => wilsonInterval(x, n, conf),
  agrestiCoull: ({ x, n, conf }: Input) => agrestiCoull(x, n, conf),
  npsInterval: ({ promoters, passives, detractors, conf }: Input) => {
    const score = npsInterval(promoters, passives, detractors, conf);
    if (score === null) return null;
    const { n, nps, variance, se, wald, adjustedNps, adjusted } = score;
    return { n, nps, variance, se, wald: pair(wald), npsAdj: adjustedNps, adjWald: pair(adjusted) };
  },
  npsDifference: ({ a, b }: { a: readonly [number, number, number]; b: readonly [number, number, number] }) => {
    const found = npsDifference(a, b);
    return found === null ? null : { ...found, ci: pair(found.ci) };
  },
  rescale: ({ values, from, to }: { values: readonly number[]; from: Scale; to: Scale }) => values.map((value) => rescale(value, from, to)),
  comparability: ({ from, to, statistic }: Record<"from" | "to" | "statistic", string>) => VERDICTS[comparable(basis(from), basis(to), STATISTICS[statistic] ?? "SHARE").verdict],
  ratingSummary: ({ counts, min }: Input) => ({ ...ratingSummary(counts, min), tCi: pair(meanInterval(counts, min)) }),
  csat5Summary: ({ counts }: Input) => {
    const { n, mean, sd, se, meanInterval: interval, top2, bottom2, index100 } = csat5Summary(counts);
    return { n, mean, sd, se, tCi: pair(interval), csatTop2: top2.share, csatTop2Ci: pair(top2.interval), index100, bottom2: bottom2.share };
  },
  ces7Summary: ({ counts }: Input) => {
    const { n, mean, sd, se, meanInterval: interval, top2, top3, bottom3, index100, ...nets } = ces7Summary(counts);
    const shares = { top2: top2.share, top2Ci: pair(top2.interval), top3: top3.share, top3Ci: pair(top3.interval), bottom3: bottom3.share };
    return {
      ...{ n, mean, sd, se, tCi: pair(interval), index100, ...shares },
      net_67_minus_123: net(nets.net67minus123),
      net_567_minus_123: net(nets.net567minus123),
      net_67_minus_12: net(nets.net67minus12),
    };
  },
};
