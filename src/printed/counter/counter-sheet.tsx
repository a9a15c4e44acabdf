import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import { showText, type Texts } from "../../shared/texts";
import { qrSvg } from "./qr-code";

/** What hangs at a counter. */
export interface CounterSheet {
  readonly url: string;
  /** What it is about, the service first; empty where nothing of it may be named outside the page. */
  readonly names: readonly Texts[];
  /** What people are asked to do. */
  readonly text: Texts;
}

const STYLE = `
@page{size:A4;margin:18mm}
*{box-sizing:border-box}
html{font:20px/1.5 "Noto Sans Arabic","Noto Sans","Segoe UI",Tahoma,"DejaVu Sans",sans-serif;color:#15242c;background:#fff}
body{margin:0 auto;max-inline-size:44rem;padding:1rem;text-align:center}
h1,h2{line-height:1.35;margin:.2rem 0}
h1{font-size:1.7rem}
h2{font-size:1.15rem;font-weight:400}
p{font-size:1.2rem;margin:.4rem 0}
svg{display:block;margin:1rem auto;inline-size:10cm;block-size:10cm}
.url{font:.7rem/1.4 monospace;color:#51606a;overflow-wrap:anywhere}
`;

/** One page of A4 to hang up: in Arabic above the code, in English below it. It needs nothing from anywhere. */
export async function counterSheet({ url, names, text }: CounterSheet): Promise<string> {
  const code = await qrSvg(url);
  return `<!doctype html>${render(
    <html lang="ar" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{showText(names[0] ?? text, "ar")?.text}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <Said language="ar" names={names} text={text} />
          <div role="img" aria-label="QR" dangerouslySetInnerHTML={{ __html: code }} />
          <Said language="en" names={names} text={text} />
          <p class="url" dir="ltr">{url}</p>
        </main>
      </body>
    </html>,
  )}`;
}

function Said({ language, names, text }: Pick<CounterSheet, "names" | "text"> & { readonly language: "ar" | "en" }): VNode {
  const [first, ...others] = names.map((name) => showText(name, language)?.text);
  const heading = language === "ar" ? <h1>{first}</h1> : <h2><b>{first}</b></h2>;
  return (
    <div lang={language} dir={language === "ar" ? "rtl" : "ltr"}>
      {first === undefined ? null : heading}
      {others.map((name) => <h2>{name}</h2>)}
      <p>{showText(text, language)?.text}</p>
    </div>
  );
}
