import type { Page } from "playwright-core";
import { fieldsOf } from "./survey-tour";

/** What a walk by keyboard alone cost, and what was wrong with it. */
export interface Walk {
  readonly seconds: number;
  readonly keys: number;
  readonly problems: readonly string[];
}

/** Answers from the first page to the thanks with the keys that every keyboard has; looks at every element that takes the focus. */
export async function walkByKeyboard(page: Page): Promise<Walk> {
  let keys = 0;
  const problems: string[] = [];
  const began = performance.now();
  const key = async (name: string): Promise<void> => {
    keys += 1;
    await page.keyboard.press(name);
  };
  /** Presses Tab until the focus is where it is wanted. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let i = 0; i < 30; i += 1) {
      await key("Tab");
      problems.push(...(await page.evaluate<string[]>(FOCUS)));
      if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    }
    throw new Error(`no way by keyboard to ${selector} at ${page.url()}`);
  };
  for (let [name] = await fieldsOf(page); name !== undefined; [name] = await fieldsOf(page)) {
    await tabTo(`[name="${name}"]`);
    const kind = await page.evaluate<string>("document.activeElement.type");
    // A radio is chosen by an arrow, a box by the space bar, a number is typed.
    for (const one of kind === "radio" ? ["ArrowDown"] : kind === "checkbox" ? ["Space"] : kind === "text" ? ["3"] : ["o", "k"]) await key(one);
    await tabTo("button.main");
    await Promise.all([page.waitForEvent("load"), key("Enter")]);
  }
  return { seconds: (performance.now() - began) / 1_000, keys, problems };
}

/** Whether the focus shows, and nothing lies above it (WCAG 2.4.7, 2.4.11). */
const FOCUS = `(() => {
  const focused = document.activeElement;
  if (focused === document.body) return [];
  const shown = focused.closest("label.option") ?? focused;
  const style = getComputedStyle(shown);
  const { left, top, width, height } = shown.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, innerHeight - top - 1));
  return [
    ...(style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 ? ["no ring around " + focused.outerHTML.slice(0, 100)] : []),
    ...(above === null || !(shown.contains(above) || above.contains(shown)) ? ["hidden while in focus: " + focused.outerHTML.slice(0, 100)] : []),
  ];
})()`;
