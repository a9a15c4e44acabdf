import type { Channel } from "./channel";

/** How many transactions a register says there were in a year. */
export interface DeclaredVolume {
  /** Year in which the register's year begins (2023 for 2023-24). */
  readonly year: number;
  readonly channel: Channel;
  readonly n: number;
  /** Who counted: name of the register. */
  readonly source: string;
}
