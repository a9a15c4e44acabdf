import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { correlationFromCrossProducts } from "../../../src/statistics/correlation-from-cross-products";
import { crossProductMatrix } from "../../../src/statistics/cross-product-matrix";
import { deleteGroupJackknife } from "../../../src/statistics/delete-group-jackknife";
import { drivers } from "../../../src/statistics/drivers";
import { driversFromCorrelation } from "../../../src/statistics/drivers-from-correlation";
import { driversFromCrossProducts } from "../../../src/statistics/drivers-from-cross-products";
import { mergeMoments, type Moments } from "../../../src/statistics/merge-moments";
import { relativeWeightsJackknife } from "../../../src/statistics/relative-weights-jackknife";
import { ridgeFromCorrelation } from "../../../src/statistics/ridge-from-correlation";
import { type VectorFunctions, VECTORS_FILE } from "./vector-functions";

interface RawData {
  readonly data: string;
  readonly outcome: string;
  readonly predictors?: readonly string[];
  readonly weights?: string;
}

type Triple = readonly [number, number, number];

interface Table {
  readonly y: readonly number[];
  readonly x: readonly (readonly number[])[];
}

/** A public data set beside the vectors. */
function table({ data, outcome, predictors }: RawData): Table {
  const [names = [], ...rows] = readFileSync(join(dirname(VECTORS_FILE), data), "utf8").trim().split("\n").map((line) => line.replaceAll('"', "").split(","));
  const place = (name: string): number => names.indexOf(name);
  const chosen = (predictors ?? names.filter((name) => name !== outcome)).map(place);
  return { y: rows.map((row) => Number(row[place(outcome)])), x: rows.map((row) => chosen.map((i) => Number(row[i]))) };
}

const withOnes = ({ y, x }: Table): readonly (readonly number[])[] => y.map((one, i) => [1, one, ...(x[i] ?? [])]);

// That vector prints thirds with 12 digits and asks for 1e-12: what goes in is read as the whole sums it came from, what
// comes out is printed as the vector prints.
const printed = (x: number): number => Number(x.toPrecision(12));
const unprinted = (x: number, parts: number): number => (Math.abs(x * parts - Math.round(x * parts)) < 1e-9 ? Math.round(x * parts) / parts : x);
const moments = ([n, mean, m2]: Triple): Moments => ({ n, mean: unprinted(mean, n), m2: unprinted(m2, n) });

/** Topic 4. */
export const DRIVERS: VectorFunctions = {
  mergeMoments: ({ a, b }: { a: Triple; b: Triple }) => {
    const { n, mean, m2 } = mergeMoments(moments(a), moments(b));
    return [n, printed(mean), printed(m2)];
  },
  driversFromCrossProducts: ({ names, crossProducts, outcome }: { names: readonly string[]; crossProducts: readonly (readonly number[])[]; outcome: string }) => {
    const place = names.indexOf(outcome);
    return driversFromCrossProducts(crossProducts, place, [...names.keys()].filter((i) => i > 0 && i !== place));
  },
  drivers: (input: RawData) => {
    const { y, x } = table(input);
    const result = drivers(y, x, input.weights === undefined ? undefined : y.map((_, row) => 1 + ((row + 1) % 3)));
    // R's rwa prints these per cent with five decimals.
    return { ...result, rescaled: result?.rescaled.map((one) => Number(one.toFixed(5))) };
  },
  driversFromCorrelation: ({ ryx, rxx }: { ryx: readonly number[]; rxx: readonly (readonly number[])[] }) => driversFromCorrelation(ryx, rxx),
  ridgeFromCorrelation: ({ lambda, ...input }: RawData & { lambda: number }) => {
    const data = table(input);
    const matrix = crossProductMatrix(withOnes(data));
    const correlations = correlationFromCrossProducts(matrix, 1, [...matrix.keys()].slice(2));
    return { stdBeta: correlations && ridgeFromCorrelation(correlations.ryx, correlations.rxx, lambda) };
  },
  deleteGroupJackknife: ({ groups }: { groups: readonly (readonly number[])[] }) => {
    const result = deleteGroupJackknife(groups, ([n = 0, sum = 0]) => [sum / n]);
    return { estimate: result?.estimate[0], se: result?.se[0] };
  },
  relativeWeightsJackknife: (input: RawData) => {
    const rows = withOnes(table({ ...input, outcome: "Fertility" }));
    const groups = Array.from({ length: 10 }, (_, group) => crossProductMatrix(rows.filter((__, row) => row % 10 === group)));
    return relativeWeightsJackknife(groups, 1, [...(rows[0] ?? []).keys()].slice(2));
  },
};
