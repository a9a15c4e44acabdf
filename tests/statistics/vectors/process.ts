import type { VectorFunctions } from "./vector-functions";

/** Topic 6. */
export const PROCESS: VectorFunctions = {};
