import type { VectorFunctions } from "./vector-functions";

/** Topic 2. */
export const RANKING: VectorFunctions = {};
