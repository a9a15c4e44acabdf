import { createHash } from "node:crypto";

/**
 * One layout for phone and desktop, Arabic and English: logical properties only, nothing to mirror. System fonts; no
 * picture. Every target is at least 48 px high; the chosen answer shows by the browser's own mark, so it does in print and
 * in forced colours too.
 */
export const SURVEY_STYLE = `
:root{color-scheme:light dark;--ink:#15242c;--quiet:#4a5963;--line:#7b8a93;--soft:#eef3f4;--paper:#fff;--accent:#0b5f58;--on:#fff;--warn:#9b1c1c}
@media (prefers-color-scheme:dark){:root{--ink:#eef3f4;--quiet:#b9c6cd;--line:#7f909a;--soft:#1d2b32;--paper:#10191e;--accent:#6fd3c7;--on:#06211e;--warn:#ff9d94}}
*{box-sizing:border-box}
html{font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic","Noto Naskh Arabic",Tahoma,sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-inline-size:38rem;padding:1rem;overflow-wrap:break-word}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:start;border-block-end:2px solid var(--accent);padding-block-end:.6rem;margin-block-end:.9rem}
header>div{flex:1 1 12rem;min-inline-size:0}
h1{font-size:1.2rem;line-height:1.4;margin:0}
h2{font-size:1.1rem;line-height:1.45;margin:0 0 .3rem}
p{margin:.3rem 0 .7rem}
.quiet,.progress,.hint{color:var(--quiet);font-size:.94rem}
header p{margin:0}
header button{margin-inline-start:auto}
fieldset{border:0;margin:0 0 1rem;padding:0;min-inline-size:0}
legend,.ask{padding:0;font-weight:600;font-size:1.15rem;line-height:1.5;margin-block-end:.6rem;display:block}
.lead{font-weight:400;display:block;font-size:1.02rem}
.option{display:flex;align-items:center;gap:.75rem;inline-size:100%;min-block-size:3rem;padding:.55rem .9rem;margin-block-end:.5rem;border:2px solid var(--line);border-radius:.6rem;background:var(--soft);cursor:pointer}
.option input{flex:none;inline-size:1.4rem;block-size:1.4rem;margin:0;accent-color:var(--accent)}
.option:has(:checked){border-color:var(--accent);outline:1px solid var(--accent);font-weight:600}
.option:focus-within{outline:3px solid var(--accent);outline-offset:2px}
.apart{margin-block-start:1.2rem;background:none;border-style:dashed}
.digits{display:grid;grid-template-columns:repeat(3,1fr);gap:.5rem;margin-block-end:.5rem}
.digits .option{margin:0}
.digits .option:first-child,.digits .option:last-child{grid-column:1/-1}
textarea,input[type=text]{font:inherit;color:inherit;background:var(--paper);border:2px solid var(--line);border-radius:.6rem;padding:.6rem .75rem;inline-size:100%;min-block-size:3rem}
textarea{min-block-size:9rem;resize:vertical;display:block}
input[type=text]{max-inline-size:9rem}
button{font:inherit;min-block-size:3rem;padding:.55rem 1.2rem;border-radius:.6rem;border:2px solid var(--accent);background:none;color:var(--accent);cursor:pointer}
button.main{background:var(--accent);color:var(--on);font-weight:600;flex:1 1 100%;order:-1}
button.text{border-color:transparent;text-decoration:underline;padding-inline:.5rem;font-size:.94rem}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;margin-block:1rem}
.buttons button{flex-grow:1}
a{color:var(--accent)}
p a{display:inline-block;padding-block:.25rem;overflow-wrap:anywhere}
a.again{display:inline-block;padding-block:.7rem}
a:focus-visible,button:focus-visible,textarea:focus-visible,input[type=text]:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.problem{border:2px solid var(--warn);border-radius:.6rem;padding:.7rem .9rem;margin-block-end:1rem}
.problem h2{color:var(--warn)}
.problem ul{margin:0;padding-inline-start:1.2rem}
.wrong{color:var(--warn);font-weight:600}
[aria-invalid=true]{border-color:var(--warn)}
details{border-block-end:1px solid var(--line);margin-block:0 1rem;padding-block:.2rem}
summary{min-block-size:3rem;padding-block:.6rem;cursor:pointer}
.unseen{position:absolute;inline-size:1px;block-size:1px;min-block-size:0;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{border-block-start:1px solid var(--line);margin-block-start:1.5rem;padding-block-start:.3rem}
@media (forced-colors:active){.option:has(:checked){outline:3px solid Highlight}button.main{forced-color-adjust:none;background:CanvasText;color:Canvas;border-color:CanvasText}}
@media print{button,footer form{display:none}.option{break-inside:avoid}}
`;

/** How the page's security policy names this very sheet. */
export const STYLE_HASH = `'sha256-${createHash("sha256").update(SURVEY_STYLE).digest("base64")}'`;
