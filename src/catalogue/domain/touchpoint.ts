import type { Texts } from "../../shared/texts";
import type { Channel } from "./channel";

/** Where a beneficiary and an agency meet: a channel made concrete. */
export interface Touchpoint {
  readonly id: string;
  readonly agencyId: string;
  readonly code: string;
  readonly channel: Channel;
  readonly names: Texts;
  readonly governorate: string | null;
  readonly wilayat: string | null;
}
