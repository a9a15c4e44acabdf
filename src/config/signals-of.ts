import type { Config } from "./config";

/** From when on a way of answering is unusual. */
export function signalsOf(config: Config): Readonly<Record<"secondsPerAnswer" | "equalRatings" | "minutes" | "burst" | "sameAddress" | "oneOperator", number>> {
  return {
    secondsPerAnswer: config.YUSR_SIGNAL_SECONDS,
    equalRatings: config.YUSR_SIGNAL_EQUAL_RATINGS,
    minutes: config.YUSR_SIGNAL_MINUTES,
    burst: config.YUSR_SIGNAL_BURST,
    sameAddress: config.YUSR_SIGNAL_SAME_ADDRESS,
    oneOperator: config.YUSR_SIGNAL_ONE_OPERATOR,
  };
}
