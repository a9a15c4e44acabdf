import { granted, type SurveyDesk } from "../surveys/survey-support";

/** What a browser holds on to: the one cookie, and where it is. */
export interface Visitor {
  readonly cookie: () => string;
  readonly address: () => string;
  /** The last page. */
  readonly html: () => string;
  readonly status: () => number;
  /** Goes to an address and follows where it leads. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  /** Presses a button of the last page, with fields filled in over what stands in it; follows where it leads. */
  press(action: string, fields?: Readonly<Record<string, string>>): Promise<string>;
}

/** A visitor of the survey page over real HTTP, without scripts. */
export function visitor(base: string, headers: Readonly<Record<string, string>> = {}): Visitor {
  let cookie = "";
  let address = "";
  let html = "";
  let status = 0;
  const keep = (response: Response): void => {
    const [, pair] = /^([^;]+)/u.exec(response.headers.get("set-cookie") ?? "") ?? [];
    if (pair !== undefined) cookie = pair;
  };
  const follow = async (path: string, init: RequestInit): Promise<string> => {
    const response = await fetch(`${base}${path}`, { ...init, redirect: "manual", headers: { ...headers, ...(init.headers as object), ...(cookie === "" ? {} : { cookie }) } });
    keep(response);
    const location = response.headers.get("location");
    if (location !== null) return follow(location, { method: "GET" });
    status = response.status;
    address = path;
    html = await response.text();
    return html;
  };
  return {
    cookie: () => cookie,
    address: () => address,
    html: () => html,
    status: () => status,
    get: (path, more = {}) => follow(path, { method: "GET", headers: more }),
    press: (action, fields = {}) => follow(actionOf(html), { method: "POST", body: new URLSearchParams({ ...hiddenOf(html), ...fields, action }) }),
  };
}

/** Where the form of a page goes. */
export function actionOf(html: string): string {
  return decoded(/<form[^>]* action="([^"]*)"/u.exec(html)?.[1] ?? "");
}

/** What a form carries unseen. */
export function hiddenOf(html: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)].map(([, name = "", value = ""]) => [decoded(name), decoded(value)]));
}

/** The words of a page, without its marks. */
export function wordsOf(html: string): string {
  return decoded(html.replace(/<style>.*?<\/style>/su, " ").replace(/<[^>]+>/gu, " ").replace(/\s+/gu, " "));
}

function decoded(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

/** The token of a person who was invited about a new transaction. */
export async function invitedToken(desk: SurveyDesk, more: object = {}): Promise<string> {
  const [{ invitation }] = await desk.record([granted(desk.service, more)]);
  return invitation.token;
}
