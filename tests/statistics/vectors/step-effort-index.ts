import type { VectorFunctions } from "./vector-functions";

/** Topic 5. */
export const STEP_EFFORT_INDEX: VectorFunctions = {};
