import type { VectorFunctions } from "./vector-functions";

/** Topic 3. */
export const TRENDS: VectorFunctions = {};
