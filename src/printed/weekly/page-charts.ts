import type * as Echarts from "echarts";
import type { PageLanguage } from "./weekly-words";

/** A bar with its interval; null: nothing to draw, and the table beside says why. */
export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A line over time with its band. */
export interface Line {
  readonly label: string;
  readonly points: readonly { readonly at: string; readonly value: number | null; readonly low: number | null; readonly high: number | null }[];
}

const INK = "#1b2a33";
const QUIET = "#5b6b75";
const GRID = "#d9e0e4";
/** Told apart without colour too: each line has a symbol of its own. */
const COLOURS = ["#0b6b63", "#9a3412", "#3b4fa0", "#7a5c00"];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const FONT = "'Noto Sans Arabic','Noto Sans','Segoe UI',Tahoma,'DejaVu Sans',sans-serif";
const WIDTH = 680;

/** echarts guesses widths where there is no canvas, and takes Arabic for full width. Marks and isolates are none. */
function measureText(text: string, font?: string): { width: number } {
  const size = Number(/(\d{1,4}(?:\.\d{1,4})?)px/u.exec(font ?? "")?.[1] ?? 12);
  let em = 0;
  for (const letter of text) em += /[\p{M}\u2066-\u2069\u200e\u200f]/u.test(letter) ? 0 : /[\u0600-\u06ff]/u.test(letter) ? 0.52 : /[ilI.,:;'|! ]/u.test(letter) ? 0.3 : 0.56;
  return { width: em * size };
}

/** A text isolated from what stands around it, in the page's direction. */
const isolated = (text: string, language: PageLanguage): string => `${language === "ar" ? "\u2067" : "\u2066"}${text}\u2069`;

/** Horizontal bars from the side on which reading begins, with a line for each interval. The SVG's own direction is left to right. */
export function barChart(bars: readonly Bar[], language: PageLanguage, write: (value: number) => string, mark?: { readonly at: number; readonly label: string }): string {
  const rtl = language === "ar";
  const space = Math.min(250, Math.max(80, ...bars.map(({ label }) => label.length * 7)));
  const side = (start: number, end: number): { left: number; right: number } => (rtl ? { left: end, right: start } : { left: start, right: end });
  return drawn(46 + bars.length * 26, {
    grid: { ...side(space + 16, 64), top: 12, bottom: 26 },
    xAxis: { type: "value", min: 0, inverse: rtl, axisLabel: { formatter: write, color: QUIET, fontFamily: FONT }, splitLine: { lineStyle: { color: GRID } } },
    yAxis: {
      type: "category", inverse: true, position: rtl ? "right" : "left", data: bars.map(({ label }) => isolated(label, language)),
      axisTick: { show: false }, axisLine: { lineStyle: { color: QUIET } }, axisLabel: { color: INK, fontFamily: FONT, fontSize: 12, width: space, overflow: "truncate" },
    },
    series: [
      {
        type: "bar", data: bars.map(({ value }) => value), barMaxWidth: 14, itemStyle: { color: COLOURS[0] },
        ...(mark === undefined ? {} : { markLine: { silent: true, symbol: "none", lineStyle: { color: COLOURS[1], type: "dashed" }, label: { show: true, position: "end", distance: 2, formatter: isolated(mark.label, language), color: COLOURS[1], fontFamily: FONT, fontSize: 10 }, data: [{ xAxis: mark.at }] } }),
      },
      {
        // The number stands beyond the bar and its interval, so that neither runs through it.
        type: "scatter", symbolSize: 0, silent: true, data: bars.flatMap(({ value, high }, row) => (value === null ? [] : [{ value: [Math.max(value, high ?? value), row], told: value }])),
        label: { show: true, position: rtl ? "left" : "right", distance: 6, color: INK, fontFamily: FONT, fontSize: 11, formatter: ({ data }: { data: { told: number } }) => isolated(write(data.told), "en") },
      },
      ...bars.flatMap(({ low, high }, row) => (low === null || high === null ? [] : [{ type: "line", data: [[low, row], [high, row]], symbol: "none", silent: true, lineStyle: { color: INK, width: 1.5 }, z: 5 }])),
    ],
  });
}

/** Lines over time; in Arabic time runs from right to left, as it is read. */
export function lineChart(lines: readonly Line[], language: PageLanguage, at: (day: string) => string, write: (value: number) => string, range: { readonly min: number; readonly max: number }): string {
  const rtl = language === "ar";
  const days = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.at)))].sort();
  return drawn(230, {
    legend: { bottom: 0, data: lines.map(({ label }, i) => ({ name: isolated(label, language), icon: SYMBOLS[i % SYMBOLS.length] })), textStyle: { fontFamily: FONT, color: INK }, itemWidth: 12 },
    grid: { left: rtl ? 16 : 52, right: rtl ? 52 : 16, top: 14, bottom: 52 },
    xAxis: { type: "category", inverse: rtl, boundaryGap: true, data: days.map((day) => isolated(at(day), language)), axisLabel: { color: QUIET, fontFamily: FONT }, axisLine: { lineStyle: { color: QUIET } } },
    yAxis: { type: "value", ...range, position: rtl ? "right" : "left", axisLabel: { formatter: write, color: QUIET, fontFamily: FONT }, splitLine: { lineStyle: { color: GRID } } },
    series: lines.flatMap(({ label, points }, i) => {
      const colour = COLOURS[i % COLOURS.length];
      const at = (day: string): Line["points"][number] | undefined => points.find((point) => point.at === day);
      const bars = days.flatMap((day, x) => {
        const [low, high] = [at(day)?.low ?? null, at(day)?.high ?? null];
        return low === null || high === null ? [] : [{ type: "line", data: [[x, low], [x, high]], symbol: "none", silent: true, lineStyle: { color: colour, width: 1, opacity: 0.7 } }];
      });
      return [
        { type: "line", name: isolated(label, language), connectNulls: false, data: days.map((day) => at(day)?.value ?? null), symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: 8, itemStyle: { color: colour }, lineStyle: { color: colour, width: 2 } },
        ...bars,
      ];
    }),
  });
}

function drawn(height: number, option: object): string {
  // Loaded for the first chart: it would be an eighth of every start, also of a server or a command that draws none.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const echarts = require("echarts") as typeof Echarts;
  echarts.setPlatformAPI({ measureText });
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...option });
    // The picture is named by its figure, its words stand in the table, and nothing moves under a pointer.
    return chart.renderToSVGString().replace(/<style >[^<]*<\/style>/u, "").replace("<svg ", '<svg aria-hidden="true" focusable="false" ').replace(/ width="\d+" height="\d+"/u, "");
  } finally {
    chart.dispose();
  }
}
