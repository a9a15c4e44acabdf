import { createHash } from "node:crypto";

/**
 * What runs in the framed page: it says how high it is, that it was answered and that somebody wants it closed, to the one
 * origin that its page names and that the agency lists, and opens links beside the portal instead of in the frame.
 */
const FRAME_SCRIPT = `
"use strict";
(() => {
  const origin = document.currentScript.dataset.parent;
  const say = (yusr, more) => parent.postMessage({ yusr, ...more }, origin);
  new ResizeObserver(() => say("height", { height: document.documentElement.getBoundingClientRect().height })).observe(document.documentElement);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") say("close");
  });
  for (const link of document.querySelectorAll('a[href^="http"]')) link.target = "_blank";
  if (document.querySelector('input[name="at"]')?.value === "thanks") say("answered");
})();
`;

/** How the page's security policy names this very script. */
export const FRAME_SCRIPT_HASH = `'sha256-${createHash("sha256").update(FRAME_SCRIPT).digest("base64")}'`;

/** A page with the script at its end. `parent`: an origin that was checked, which holds nothing to escape. */
export function framed(html: string, parent: string): string {
  return html.replace("</body>", () => `<script data-parent="${parent}">${FRAME_SCRIPT}</script></body>`);
}
