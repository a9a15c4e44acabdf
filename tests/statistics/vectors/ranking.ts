import { suppressSmallCells } from "../../../src/statistics/suppress-small-cells";
import type { VectorFunctions } from "./vector-functions";

/** Topic 2. */
export const RANKING: VectorFunctions = {
  suppressSmallCells: ({ cells, minCell, totalPublished }: { readonly cells: Readonly<Record<string, number>>; readonly minCell: number; readonly totalPublished: boolean }) => {
    const { cells: shown, total } = suppressSmallCells(new Map(Object.entries(cells)), minCell, totalPublished);
    return { ...Object.fromEntries([...shown].map(([name, n]) => [name, n ?? "suppressed"])), total: total ?? "suppressed" };
  },
};
