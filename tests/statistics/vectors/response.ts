import type { VectorFunctions } from "./vector-functions";

/** Topic 8. */
export const RESPONSE: VectorFunctions = {};
