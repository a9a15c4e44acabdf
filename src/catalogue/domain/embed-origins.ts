import { Refusal } from "../../shared/refusal";

/** More pages of one agency than people use. */
const MOST = 20;

const HTTPS = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?$/u;
const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1)(:[0-9]{1,5})?$/u;

/**
 * Checks the origins whose pages may show a survey in a frame. Codes: `TOO_MANY_ORIGINS`; `INVALID_ORIGIN` for what a
 * browser would not write exactly so in its `Origin` header (a path, a slash at the end, capitals, the default port), for a
 * pattern, and for plain http, but to a developer's own machine where `development` says so.
 */
export function checkEmbedOrigins(origins: readonly string[], development: boolean): Refusal | undefined {
  if (origins.length > MOST) return new Refusal("TOO_MANY_ORIGINS", `An agency lists at most ${String(MOST)} origins.`, ["origins"]);
  const wrong = origins.findIndex((origin) => !isOrigin(origin, development));
  if (wrong < 0) return undefined;
  return new Refusal("INVALID_ORIGIN", "An origin is https:// and a host, perhaps a port, such as https://portal.example.om: no path, no slash at the end, no pattern.", ["origins", wrong]);
}

function isOrigin(text: string, development: boolean): boolean {
  if (text.length > 200 || !(HTTPS.test(text) || (development && LOCAL.test(text)))) return false;
  return URL.canParse(text) && new URL(text).origin === text;
}
