import type { Texts } from "../../shared/texts";
import type { AgencyForPeople } from "./agency-for-people";

/** A government entity that owns services. */
export interface Agency {
  readonly id: string;
  readonly code: string;
  readonly names: Texts;
  /** IANA name of the zone in which its days begin. */
  readonly timeZone: string;
  /** Origins of the pages that may show its surveys in a frame. */
  readonly embedOrigins: readonly string[];
  readonly forPeople: AgencyForPeople;
}
