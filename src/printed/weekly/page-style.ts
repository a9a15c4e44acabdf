/** One sheet for screen and A4; logical properties only, so that Arabic and English are mirror images. No font and no picture from elsewhere. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1b2a33; --quiet: #51606a; --line: #d9e0e4; --accent: #0b6b63; --soft: #f3f6f7; --warn: #9a3412 }
* { box-sizing: border-box }
html { font: 15px/1.55 "Noto Sans Arabic", "Noto Sans", "Segoe UI", Tahoma, "DejaVu Sans", sans-serif; color: var(--ink); background: #fff; -webkit-text-size-adjust: 100% }
html[lang=en] { font-family: "Noto Sans", "Segoe UI", Tahoma, "Noto Sans Arabic", "DejaVu Sans", sans-serif }
body { margin: 0 auto; max-inline-size: 62rem; padding: 1.25rem }
header { border-block-end: 3px solid var(--accent); padding-block-end: .75rem; margin-block-end: 1rem }
header p { margin: 0; color: var(--quiet) }
h1 { font-size: 1.6rem; line-height: 1.3; margin: .1rem 0 .25rem }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 }
h3 { font-size: 1.02rem; margin: 1.1rem 0 .35rem; break-after: avoid }
a { color: var(--accent) }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .5rem 0 0 }
.view { margin-block: 1.5rem 2.25rem }
.view > .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; border-block-end: 1px solid var(--line); padding-block-end: .35rem }
.view > .head > a { margin-inline-start: auto }
.question { color: var(--quiet); margin: .2rem 0 .6rem }
.scroll { overflow-x: auto; max-inline-size: 100% }
table { border-collapse: collapse; inline-size: 100%; font-size: .86rem; font-variant-numeric: tabular-nums }
th, td { text-align: start; vertical-align: top; padding: .32rem .55rem; border-block-end: 1px solid var(--line) }
thead th { color: var(--quiet); font-weight: 600; border-block-end: 2px solid var(--line) }
tbody th { font-weight: 600 }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
tr { break-inside: avoid }
.figure { white-space: nowrap; display: inline-block }
.margin, .mark { color: var(--quiet); font-size: .88em; white-space: nowrap }
.margin { display: block }
.mark { letter-spacing: -.06em; margin-inline-start: .3em }
.missing { color: var(--quiet); font-style: normal }
.alarm { color: var(--warn); font-weight: 600 }
figure { margin: .6rem 0; break-inside: avoid }
figure svg { display: block; inline-size: 100%; block-size: auto; max-inline-size: 44rem; margin-inline: auto }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.8rem, 1fr)); gap: .6rem; margin: .7rem 0; padding: 0 }
.tiles div { background: var(--soft); border-radius: .4rem; padding: .5rem .7rem; break-inside: avoid }
.tiles dt { color: var(--quiet); font-size: .82rem }
.tiles dd { margin: 0; font-size: 1.15rem; font-weight: 600 }
.tiles dd .margin, .tiles dd .missing { font-size: .78rem; font-weight: 400 }
.not-said { background: var(--soft); border-inline-start: 3px solid var(--accent); padding: .5rem .8rem; margin: .9rem 0 0; font-size: .9rem; break-inside: avoid }
.not-said strong { display: block }
.empty { background: var(--soft); border-radius: .4rem; padding: .8rem; color: var(--quiet) }
footer { color: var(--quiet); font-size: .82rem; border-block-start: 1px solid var(--line); padding-block-start: .5rem }
@media (max-width: 40rem) { html { font-size: 14px } body { padding: .8rem } h1 { font-size: 1.35rem } .tiles { grid-template-columns: repeat(2, 1fr) } figure.chart { overflow-x: auto } figure.chart > div { min-inline-size: 34rem } }
@page { size: A4; margin: 13mm 12mm 15mm }
@media print {
  html { font-size: 10.5px }
  body { max-inline-size: none; padding: 0 }
  nav, .screen { display: none }
  .view { break-before: page; margin: 0 }
  .view:first-of-type { break-before: auto }
  .scroll { overflow: visible }
  a { color: inherit; text-decoration: none }
}
`;
