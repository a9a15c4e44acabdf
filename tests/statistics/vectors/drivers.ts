import type { VectorFunctions } from "./vector-functions";

/** Topic 4. */
export const DRIVERS: VectorFunctions = {};
