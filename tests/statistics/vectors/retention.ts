import type { VectorFunctions } from "./vector-functions";

/** Topic 9. */
export const RETENTION: VectorFunctions = {};
