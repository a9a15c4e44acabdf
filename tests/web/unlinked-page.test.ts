import { NOW, openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";
import { OPERATOR } from "../support/test-app";
import { Refusal } from "../../src/shared/refusal";
import { visitor, type Visitor, wordsOf } from "./survey-page-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
  await desk.publish(desk.service, "AFTER_OWN_PART");
  for (const [code, channel] of [["HALL-1", "SERVICE_CENTRE"], ["KIOSK-1", "KIOSK"]]) {
    await desk.app.send(desk.owner, `mutation ($input: CreateTouchpointInput!) { createTouchpoint(input: $input) { __typename } }`, {
      input: { agency: desk.service.agencyCode, code, channel, names: { ar: "منفذ", en: "Counter" } },
    });
  }
});
afterEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

async function pathOf(touchpoint: string): Promise<string> {
  const link = await desk.app.house.surveys.unlinkedSurvey.link(OPERATOR, desk.service.name, touchpoint);
  if (link instanceof Refusal) throw new Error(link.code);
  return link.url.slice("https://yusr.example".length);
}

async function scanned(touchpoint = "HALL-1", headers: Record<string, string> = {}): Promise<Visitor> {
  const person = visitor(desk.app.address, headers);
  await person.get(await pathOf(touchpoint));
  return person;
}

const stored = (): Promise<any[]> => desk.query("SELECT collector, mode, language FROM response");
const count = async (): Promise<number> => (await stored()).length;

/** Everything up to the last page. */
async function answerAll(person: Visitor): Promise<void> {
  await person.press("next", { "q:COMPLETED": "choice:YES" });
  await person.press("next", { "q:CES5_EASE": "score:5" });
  await person.press("skip");
}

test("somebody who reads a code answers page by page, without a cookie, and is thanked; their request is not asked about", async () => {
  const before = await count();
  const person = await scanned();
  expect(wordsOf(person.html())).toContain("السؤال 1 هل");
  expect(wordsOf(person.html())).toContain("لا نعرف معاملتكم");
  expect(wordsOf(person.html())).not.toMatch(/نربط إجاباتكم|لا أرغب في تلقي/u);
  await answerAll(person);
  expect(wordsOf(person.html())).toContain("السؤال 4 من 4");
  await person.press("send", { "c:comment.done": "مكان واسع" });
  expect([person.status(), wordsOf(person.html()).includes("شكرًا لكم. وصلت إجاباتكم."), person.cookie()]).toEqual([200, true, ""]);
  expect(await count()).toBe(before + 1);
  expect((await stored()).at(-1)).toEqual({ collector: "UNLINKED", mode: "WEB", language: "ar" });
  expect(await desk.query("SELECT text FROM comment")).toContainEqual({ text: "مكان واسع" });
});

test("a double click, a reload and a way back store one answer; the code read anew is another visit", async () => {
  const before = await count();
  const person = await scanned();
  await answerAll(person);
  const last = person.html();
  const again = async (): Promise<string> => {
    const body = new URLSearchParams([...last.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)].map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&quot;", '"')]));
    body.set("action", "send");
    return (await fetch(`${desk.app.address}${person.address()}`, { method: "POST", body })).text();
  };
  const pages = await Promise.all([again(), again(), again()]);
  for (const html of [...pages, await again()]) expect(wordsOf(html)).toContain("شكرًا لكم. وصلت إجاباتكم.");
  expect(await count()).toBe(before + 1);
  const other = await scanned();
  await answerAll(other);
  await other.press("send");
  expect(await count()).toBe(before + 2);
});

test("the language changes and keeps what was typed; a missing answer is asked for, a skip is not", async () => {
  const person = await scanned("HALL-1", { "accept-language": "en-GB" });
  expect(person.html()).toContain('<html lang="en" dir="ltr">');
  await person.press("next");
  expect(person.status()).toBe(422);
  await person.press("next", { "q:COMPLETED": "choice:PARTLY" });
  await person.press("language.ar", { "c:comment.notDone": "still here" });
  expect(person.html()).toContain('<html lang="ar" dir="rtl">');
  expect(person.html()).toContain("still here");
  await person.press("back");
  expect(person.html()).toMatch(/value="choice:PARTLY"[^>]*checked|checked[^>]*value="choice:PARTLY"/u);
});

test("a page left open since yesterday is shown once more with what was filled in, and can be sent", async () => {
  const before = await count();
  const person = await scanned();
  await answerAll(person);
  desk.at(new Date(NOW.getTime() + 25 * 3_600_000));
  await person.press("send", { "c:comment.done": "patient" });
  expect(await count()).toBe(before);
  expect(person.html()).toContain("patient");
  await person.press("send", { "c:comment.done": "patient" });
  expect(wordsOf(person.html())).toContain("شكرًا لكم");
  expect(await count()).toBe(before + 1);
});

test("a kiosk goes back to the beginning by itself, a telephone does not", async () => {
  const sent = async (touchpoint: string): Promise<string | null> => {
    const person = await scanned(touchpoint);
    await answerAll(person);
    const body = new URLSearchParams([...person.html().matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)].map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&quot;", '"')]));
    body.set("action", "send");
    return (await fetch(`${desk.app.address}${person.address()}`, { method: "POST", body })).headers.get("refresh");
  };
  expect(await sent("KIOSK-1")).toBe(`20; url=${await pathOf("KIOSK-1")}`);
  expect((await stored()).at(-1)).toMatchObject({ mode: "KIOSK" });
  expect(await sent("HALL-1")).toBeNull();
});

test("a code that is unknown, and a service that nothing is asked about, say so; nothing that was made up breaks the page", async () => {
  const unknown = visitor(desk.app.address);
  await unknown.get(`/u/${"A".repeat(43)}`);
  expect([unknown.status(), wordsOf(unknown.html()).length > 20]).toEqual([404, true]);
  const person = await scanned();
  for (const token of ["", "x", Buffer.from("null").toString("base64url"), Buffer.from('{"form":"x","sent":false,"draft":{"answers":[{"instrument":"COMPLETED"}],"comments":7,"language":"ar"}}').toString("base64url")]) {
    const answer = await fetch(`${desk.app.address}${person.address()}`, { method: "POST", body: new URLSearchParams({ token, at: "q:COMPLETED", action: "next", language: "ar", "q:COMPLETED": "choice:YES" }) });
    expect(answer.status).toBe(200);
  }
  await desk.query("UPDATE service SET survey_policy = 'NEVER' WHERE id = $1", [desk.service.id]);
  await person.get(person.address());
  expect([person.status(), wordsOf(person.html()).includes("لا توجد أسئلة عن هذه الخدمة")]).toEqual([410, true]);
  await desk.query("UPDATE service SET survey_policy = 'NORMAL' WHERE id = $1", [desk.service.id]);
});

test("nobody may frame it, nothing runs, no cookie, nothing is kept", async () => {
  const { headers } = await fetch(`${desk.app.address}${await pathOf("HALL-1")}`);
  expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'; script-src 'none'/u);
  expect([headers.get("cache-control"), headers.get("referrer-policy"), headers.get("set-cookie"), headers.get("cross-origin-opener-policy")]).toEqual(["no-store", "no-referrer", null, "same-origin"]);
});
