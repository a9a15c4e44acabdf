import type { Texts } from "../../shared/texts";
import type { Dated } from "./dated";
import type { Signal } from "./signal";

/** A system that reports transactions, run by one agency, for services of any. */
export interface Portal {
  readonly id: string;
  readonly code: string;
  readonly names: Texts;
  readonly agencyId: string;
}

/** That a portal may report a service, and when. */
export interface PortalGrant extends Dated {
  readonly serviceId: string;
}

/** That a portal measures a signal of a service, and when. */
export interface SignalDeclaration extends Dated {
  readonly serviceId: string;
  readonly signal: Signal;
}
