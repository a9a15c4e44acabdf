import type { Page } from "playwright-core";

/** What axe does not measure (TRUST W4), of the page as it stands; empty where nothing is wrong. Needs a window with scripts. */
export async function ownProblems(page: Page, language: string): Promise<readonly string[]> {
  const found = await page.evaluate<string[]>(`(${CHECKS})(${JSON.stringify(language)})`);
  // WCAG 1.4.12: people may set the distances of lines, letters and words.
  const spaced = await page.evaluate<string[]>(`(() => {
    const style = document.createElement("style");
    style.textContent = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}";
    document.head.append(style);
    const found = (${LAYOUT})();
    style.remove();
    return found;
  })()`);
  return [...found, ...spaced.map((problem) => `with wide spacing, ${problem}`)].map((problem) => `own: ${problem}`);
}

/** Nothing runs over an edge, nothing is cut off. */
const LAYOUT = `() => {
  const root = document.documentElement;
  const cut = [...document.querySelectorAll("body *:not(textarea):not(.unseen)")].filter((one) => getComputedStyle(one).overflow !== "visible" && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1));
  return [
    ...(root.scrollWidth > root.clientWidth ? ["the page is " + root.scrollWidth + " px wide in a window of " + root.clientWidth] : []),
    ...cut.map((one) => "text is cut off: " + one.outerHTML.slice(0, 100)),
  ];
}`;

const CHECKS = `(language) => {
  const problems = (${LAYOUT})();
  const root = document.documentElement;
  if (root.lang !== language || root.dir !== (language === "ar" ? "rtl" : "ltr")) problems.push("lang " + root.lang + ", dir " + root.dir);
  for (const one of document.querySelectorAll("a, button:not(.unseen), label.option, textarea, input[type=text], summary")) {
    const { width, height, left, right } = one.getBoundingClientRect();
    if (width === 0) continue;
    // A link within a sentence is as high as its line (2.5.8 leaves it out); everything else is as large as a fingertip.
    if (height < (one.matches("p a") ? 24 : 44) || width < 44) problems.push("a target of " + width + " × " + height + " px: " + one.outerHTML.slice(0, 100));
    if (left < 0 || right > innerWidth) problems.push("a target beyond the edge: " + one.outerHTML.slice(0, 100));
  }
  // Every run of text is in a language that says so; digits are the same everywhere.
  const foreign = language === "ar" ? /[A-Za-z]{2,}/ : /[\\u0600-\\u06ff]/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const { parentElement: parent } = node;
    if (parent.closest("textarea, a[href^=http]") !== null) continue;
    if (parent.closest("[lang]").lang === language && foreign.test(text)) problems.push("not in the language of the page: " + text);
    if (/[\\u0660-\\u0669\\u06f0-\\u06f9]/.test(text)) problems.push("digits of another kind: " + text);
    if (/[{}]|undefined|null/.test(text)) problems.push("a place that was not filled: " + text);
  }
  return problems;
}`;
