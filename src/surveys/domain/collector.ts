/**
 * Who collected an answer. Only what Yusr collected from people it drew enters a headline, a ranking or a benchmark: not
 * what an agency collected itself, what came through a code that hangs at a counter (`UNLINKED`: nobody was drawn and no
 * transaction is known), nor what a service office answered to the monthly panel, nor what was answered in a language whose
 * words nobody has tested.
 */
export const Collector = { YUSR: "YUSR", AGENCY: "AGENCY", UNLINKED: "UNLINKED", PANEL: "PANEL", UNTESTED: "UNTESTED" } as const;
export type Collector = keyof typeof Collector;

/** The state in which an answer is counted. */
export const ANSWERED_STATE = { YUSR: "ANSWERED", AGENCY: "ANSWERED_AGENCY", UNLINKED: "ANSWERED_UNLINKED", PANEL: "ANSWERED_PANEL", UNTESTED: "ANSWERED_UNTESTED" } as const satisfies Record<Collector, string>;
export type AnsweredState = (typeof ANSWERED_STATE)[Collector];

/** How an answer was given. */
export const Mode = { WEB: "WEB", KIOSK: "KIOSK", INTERVIEW: "INTERVIEW", OTHER: "OTHER" } as const;
export type Mode = keyof typeof Mode;
