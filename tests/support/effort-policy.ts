import { type EffortPolicy, type EffortSignalName, pillarOf, type PolicySignal } from "../../src/reports/domain/effort-index/effort-policy";
import type { IndexBasis } from "../../src/reports/domain/effort-index/index-basis";

const signal = (name: EffortSignalName, weight: number, high: number): PolicySignal => ({ name, pillar: pillarOf(name), weight, low: 0, high });

/** The table of METHODS 5.2, as the migration seeds it: a test of the migration compares the two. */
export const FIRST_POLICY: EffortPolicy = {
  version: 1,
  validFrom: "2026-01-01",
  threshold: 40,
  correlation: 0.5,
  profiles: {
    FULL: [
      signal("DIFFICULTY", 0.4, 1), signal("COMPLAINT", 0.1, 0.05), signal("NEGATIVE_COMMENT", 0.1, 0.2), signal("OVER_TIME", 0.08, 0.5), signal("DROP_OFF", 0.08, 0.2),
      signal("HELP", 0.08, 0.15), signal("CHANNEL_SWITCH", 0.08, 0.15), signal("ERROR", 0.04, 0.2), signal("RETRY", 0.04, 0.3),
    ],
    STATUS: [signal("DIFFICULTY", 0.5, 1), signal("OVER_TIME", 0.2, 0.5), signal("DROP_OFF", 0.15, 0.2), signal("RETURNED", 0.15, 0.3)],
    FELT: [signal("DIFFICULTY", 1, 1)],
    LOG: [signal("OVER_TIME", 0.4, 0.5), signal("DROP_OFF", 0.3, 0.2), signal("RETURNED", 0.3, 0.3)],
  },
};

/** What an index rests on where no portal measures anything and nobody says how long a step should take. */
export const NO_BASIS: IndexBasis = { policy: FIRST_POLICY, measured: new Set(), timed: new Set(), reasons: [] };
