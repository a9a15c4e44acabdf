const MARK = "window.ran=1";
const TAGS = ["img src=x onerror=", "svg onload=", "body onload=", "input autofocus onfocus=", "details open ontoggle=", "video src=x onerror=", "audio src=x onerror=", "iframe onload=", "object data=x onerror=", "marquee onstart=", "select autofocus onfocus=", "textarea autofocus onfocus=", "style onload=", "embed src=x onerror="];
const OUT_OF = ["", '">', "'>", "</textarea>", "</title>", "</style>", "-->", "]]>"];

/** What people write who want a page to run something: each out of the place that a text may stand in, and with tricks of direction. */
export const PAYLOADS: readonly string[] = [
  ...OUT_OF.map((end) => `${end}<script>${MARK}</script>`),
  ...TAGS.map((tag) => `</textarea><${tag}"${MARK}">`),
  ...OUT_OF.flatMap((end) => [`${end}<img src=x onerror=${MARK}>`, `${end}<svg/onload=${MARK}>`]),
  `" onfocus="${MARK}" autofocus="`, `' onmouseover='${MARK}' x='`, `</textarea><a href="javascript:${MARK}" autofocus onfocus=${MARK}>x</a>`, `</textarea><form action="javascript:${MARK}"><button autofocus>`,
  `</textarea><meta http-equiv="refresh" content="0;url=javascript:${MARK}">`, `</textarea><base href="javascript:${MARK}//">`, `</textarea><link rel=stylesheet href="data:text/css,*{display:none}">`,
  `</TeXtArEa><ScRiPt>${MARK}</sCrIpT>`, `</textarea\n><script\n>${MARK}</script\n>`, `<</textarea>script>${MARK}</script>`, `&lt;/textarea&gt;&lt;script&gt;${MARK}&lt;/script&gt;`, `%3C/textarea%3E%3Cscript%3E${MARK}%3C/script%3E`,
  `\u202e</textarea><script>${MARK}</script>\u202c`, `\u2067</textarea><img src=x onerror=${MARK}>\u2069`, `\ufeff</textarea><script>${MARK}</script>`, "{{constructor.constructor('window.ran=1')()}}", "${window.ran=1}",
  `</textarea><svg><animate onbegin=${MARK} attributeName=x dur=1s>`, `</textarea><math><mtext><table><mglyph><style><img src=x onerror=${MARK}>`, `</textarea><noscript><p title="</noscript><img src=x onerror=${MARK}>">`,
];
