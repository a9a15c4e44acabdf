/** Who collected an answer. What an agency collected itself never enters a headline, a ranking or a benchmark. */
export const Collector = { YUSR: "YUSR", AGENCY: "AGENCY" } as const;
export type Collector = keyof typeof Collector;

/** How an answer was given. */
export const Mode = { WEB: "WEB", KIOSK: "KIOSK", INTERVIEW: "INTERVIEW", OTHER: "OTHER" } as const;
export type Mode = keyof typeof Mode;
