import type { Texts } from "../../shared/texts";

/** What the element says by itself. */
export interface EmbedWords {
  readonly title: Texts;
  readonly close: Texts;
}

/**
 * `/embed.js`, which a portal loads: the element `<yusr-survey token="…" lang="ar">`. Plain script of the browser, as it is
 * sent; it must stay small, depend on nothing and touch nothing of the page around it.
 *
 * The frame is sandboxed without an origin of its own, so what it says comes from the origin "null" and from no other
 * window than that frame's. The token travels in the body of a form, so that it stands in no address and no history.
 */
export function embedScript(words: EmbedWords): string {
  return `${SCRIPT.replace("WORDS", () => JSON.stringify(words))}\n`;
}

const SCRIPT = `"use strict";
(() => {
  const words = WORDS;
  const door = new URL("e/", document.currentScript.src).href;
  const style = new CSSStyleSheet();
  style.replaceSync(
    ":host{display:block;position:relative}:host([closed]){display:none}" +
    "iframe{display:block;border:0;inline-size:100%;block-size:24rem;background:Canvas}" +
    "button{font:inherit;position:absolute;inset-block-start:.25rem;inset-inline-end:.25rem;min-block-size:2.75rem;padding-inline:.9rem;border:1px solid;border-radius:.5rem;background:Canvas;color:CanvasText;cursor:pointer}" +
    "iframe:focus-visible,button:focus-visible{outline:3px solid;outline-offset:2px}" +
    "div{padding-block-start:3.25rem}" +
    "@media (prefers-reduced-motion:no-preference){iframe{transition:block-size .15s}}",
  );
  let count = 0;

  class YusrSurvey extends HTMLElement {
    #frame = null;
    #opener = null;
    #enters = false;
    #hear = (event) => {
      if (this.#frame === null || event.source !== this.#frame.contentWindow || event.origin !== "null") return;
      const { yusr, height } = event.data ?? {};
      if (yusr === "height" && height > 0 && height < 20000) this.#frame.style.blockSize = Math.ceil(height) + "px";
      // The empty frame had the focus; the page that came into it has it only when told so.
      if (this.#enters && [this, document.body].includes(document.activeElement)) {
        this.#frame.blur();
        this.#frame.contentWindow.focus();
      }
      this.#enters = false;
      if (yusr === "answered") this.#tell("answered");
      if (yusr === "close") this.close();
    };

    connectedCallback() {
      addEventListener("message", this.#hear);
      if (!this.hasAttribute("closed")) this.#show();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#clear();
    }

    /** Opens it because somebody wants it: the focus goes in, and comes back when it is closed. */
    open() {
      this.#opener = document.activeElement;
      this.removeAttribute("closed");
      this.#enters = true;
      this.#show();
      this.#frame?.focus();
    }

    close() {
      if (this.hasAttribute("closed")) return;
      const inside = document.activeElement === this;
      this.setAttribute("closed", "");
      this.#clear();
      if (inside && this.#opener?.isConnected) this.#opener.focus();
      this.#opener = null;
      this.#tell("closed");
    }

    #tell(what) {
      this.dispatchEvent(new CustomEvent(what, { bubbles: true, composed: true }));
    }

    #clear() {
      this.#frame = null;
      this.shadowRoot?.replaceChildren();
    }

    #show() {
      const token = this.getAttribute("token");
      if (this.#frame !== null || !token) return;
      const asked = (this.closest("[lang]")?.lang ?? "").slice(0, 2).toLowerCase();
      const language = asked in words.title ? asked : "ar";
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [style];
      const make = (name, facts) => Object.assign(document.createElement(name), facts);
      const name = "yusr-survey-" + ++count;
      const box = make("div", { lang: language, dir: language === "ar" ? "rtl" : "ltr" });
      const button = make("button", { type: "button", textContent: words.close[language] });
      button.addEventListener("click", () => this.close());
      box.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.close();
      });
      this.#frame = make("iframe", { name, title: words.title[language] });
      this.#frame.setAttribute("sandbox", "allow-forms allow-scripts allow-popups allow-popups-to-escape-sandbox");
      this.#frame.referrerPolicy = "no-referrer";
      const form = make("form", { method: "post", action: door, target: name, hidden: true });
      for (const [key, value] of Object.entries({ token, language, origin: location.origin })) form.append(make("input", { type: "hidden", name: key, value }));
      box.append(button, this.#frame, form);
      root.replaceChildren(box);
      form.submit();
      form.remove();
    }
  }
  if (customElements.get("yusr-survey") === undefined) customElements.define("yusr-survey", YusrSurvey);
})();`;
