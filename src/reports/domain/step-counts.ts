/** Counts of one step; all but `passages` are transaction-steps: a transaction counts once, however often it came back. */
export interface StepCounts {
  readonly reached: number;
  readonly proceeded: number;
  readonly abandoned: number;
  readonly returnedForCompletion: number;
  readonly withError: number;
  readonly errorKnown: number;
  readonly withRetry: number;
  readonly retryKnown: number;
  readonly withHelp: number;
  readonly helpKnown: number;
  readonly withChannelSwitch: number;
  readonly channelSwitchKnown: number;
  readonly overTime: number;
  readonly overTimeKnown: number;
  readonly passages: number;
}
