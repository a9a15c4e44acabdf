import type { RetentionPeriods } from "../security/retention-schedule";
import type { Config } from "./config";

/** How long things are kept. */
export function periodsOf(config: Config): RetentionPeriods {
  return { pseudonyms: config.YUSR_KEEP_PSEUDONYMS, comments: config.YUSR_KEEP_COMMENTS, tokens: config.YUSR_KEEP_TOKENS };
}
