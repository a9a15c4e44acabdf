import { Writable } from "node:stream";
import { pino } from "pino";
import { givenAgency } from "../support/fixtures";
import { NOW, openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";
import { actionOf, hiddenOf, invitedToken, type Visitor, visitor, wordsOf } from "./survey-page-support";

let desk: SurveyDesk;
const logged: string[] = [];
const tokens: string[] = [];

beforeAll(async () => {
  const keep = (chunk: Buffer, _encoding: string, done: () => void): void => {
    logged.push(chunk.toString());
    done();
  };
  desk = await openSurveyDesk({ random: () => 0, log: pino({ level: "trace" }, new Writable({ write: keep })) });
  await desk.publish();
});
afterEach(() => {
  desk.at(NOW);
});
afterAll(() => desk.app.close());

/** Somebody who followed their link. */
async function opened(headers: Record<string, string> = {}, more: object = {}): Promise<Visitor & { readonly token: string }> {
  const token = await invitedToken(desk, more);
  tokens.push(token);
  const person = visitor(desk.app.address, headers);
  await person.get(`/s/${token}`);
  return { ...person, token };
}

const raw = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${desk.app.address}${path}`, { redirect: "manual", ...init });
const answersOf = (): Promise<any[]> => desk.query("SELECT a.instrument_code, a.step_code, coalesce(a.score::text, a.choice, CASE WHEN a.skipped THEN 'skipped' ELSE 'n/a' END) AS said FROM answer a ORDER BY a.xmin::text::bigint DESC, a.position");
const count = async (): Promise<number> => (await desk.query("SELECT count(*)::int AS n FROM response"))[0].n;

/** Everything up to the last page. */
async function answerAll(person: Visitor): Promise<void> {
  await person.press("next", { "q:COMPLETED": "choice:YES" });
  await person.press("next", { "q:CES5_EASE": "score:4" });
  await person.press("skip");
  await person.press("next", { "q:HARDEST_STEP": "step:PAY" });
  // Which steps are asked about is drawn.
  await person.press("next", { [hiddenOf(person.html())["at"] ?? ""]: "score:2" });
  await person.press("next", { [hiddenOf(person.html())["at"] ?? ""]: "notApplicable" });
}

describe("answering", () => {
  test("page by page to the thanks; what was passed over is stored as skipped", async () => {
    const person = await opened();
    expect(wordsOf(person.html())).toContain("السؤال 1 هل");
    expect(person.html()).toContain('<html lang="ar" dir="rtl">');
    await answerAll(person);
    expect(wordsOf(person.html())).toContain("السؤال 7 من 7");
    await person.press("send", { "c:comment.done": "أقل أوراق، رقمي 91234567" });
    expect(person.status()).toBe(200);
    expect(wordsOf(person.html())).toContain("شكرًا لكم. وصلت إجاباتكم.");
    expect((await answersOf()).slice(0, 6).map(({ instrument_code: code, step_code: step, said }) => [code, step, said])).toEqual([
      ["COMPLETED", null, "YES"],
      ["CES5_EASE", null, "4"],
      ["CSAT5", null, "skipped"],
      ["HARDEST_STEP", "PAY", "STEP"],
      ["STEP_EASE5", expect.any(String), "2"],
      ["STEP_EASE5", expect.any(String), "n/a"],
    ]);
    const [{ text }] = await desk.query("SELECT text FROM comment");
    expect(text).toMatch(/^أقل أوراق، رقمي (?!91234567)/u);
  });

  test("whoever could not finish is asked why at once", async () => {
    const person = await opened();
    await person.press("next", { "q:COMPLETED": "choice:PARTLY" });
    expect(wordsOf(person.html())).toContain("ما الذي منعكم من إكمال معاملتكم؟");
    await person.press("next", { "c:comment.notDone": "النظام توقف" });
    expect(wordsOf(person.html())).toContain("كيف كانت إجراءات الحصول على هذه الخدمة");
    await person.press("back");
    expect(person.html()).toContain("النظام توقف</textarea>");
  });

  test("nothing chosen is told beside its question, in focus, and everything else stays", async () => {
    const person = await opened({ "accept-language": "en" }, { language: undefined });
    await person.press("next");
    expect(person.status()).toBe(422);
    expect(person.html()).toContain('<fieldset role="radiogroup" aria-describedby="q-COMPLETED-problem" aria-invalid="true">');
    expect(person.html()).toMatch(/<div class="problem" role="alert" tabindex="-1" autofocus/u);
    expect(person.html()).toContain('<a href="#q-COMPLETED">Please choose an answer, or skip the question.</a>');
  });

  test("a comment beyond the limit is told and kept, in either language", async () => {
    const person = await opened();
    await answerAll(person);
    const long = "ب".repeat(1251);
    await person.press("send", { "c:comment.done": long });
    expect(person.status()).toBe(422);
    expect(person.html()).toContain(`${long}</textarea>`);
    expect(wordsOf(person.html())).toContain("1,250 حرفًا أو أقل");
    await person.press("language.en", { "c:comment.done": long });
    expect(person.html()).toContain(`${long}</textarea>`);
    expect(wordsOf(person.html())).toContain("1,250 characters or fewer");
    expect(await count()).toBe(1);
  });

  test("the language switch keeps what was chosen and written", async () => {
    const person = await opened();
    await person.press("language.en", { "q:COMPLETED": "choice:NO" });
    expect(person.html()).toContain('<html lang="en" dir="ltr">');
    expect(person.html()).toMatch(/value="choice:NO" checked/u);
    await person.press("next", { "q:COMPLETED": "choice:NO" });
    await person.press("language.ar", { "c:comment.notDone": "half a thought" });
    expect(person.html()).toContain('<html lang="ar" dir="rtl">');
    expect(person.html()).toContain("half a thought</textarea>");
  });

  test("opened again, it goes on where it was left", async () => {
    const person = await opened();
    await person.press("next", { "q:COMPLETED": "choice:YES" });
    await person.press("skip");
    const later = visitor(desk.app.address);
    await later.get(`/s/${person.token}`);
    expect(wordsOf(later.html())).toContain("السؤال 3 من 7");
  });
});

describe("sent twice", () => {
  test("the same again is thanked for again and counted once; other content is told it came before", async () => {
    const person = await opened();
    await answerAll(person);
    const before = await count();
    const send = (comment: string): Promise<Response> =>
      raw(actionOf(person.html()), { method: "POST", headers: { cookie: person.cookie() }, body: new URLSearchParams({ ...hiddenOf(person.html()), action: "send", "c:comment.done": comment }) });
    const both = await Promise.all([send("same"), send("same"), send("same")]);
    expect(both.map((response) => response.headers.get("location"))).toEqual(Array(3).fill(expect.stringContaining("at=thanks")));
    expect((await send("same")).headers.get("location")).toContain("at=thanks");
    expect((await send("other")).headers.get("location")).not.toContain("at=thanks");
    expect(await count()).toBe(before + 1);
    await person.get(person.address());
    expect(wordsOf(person.html())).toContain("وصلتنا إجابتكم من قبل");
  });
});

describe("the link", () => {
  test("leaves the address at once, for a cookie that scripts and other sites do not see", async () => {
    const token = await invitedToken(desk);
    const response = await raw(`/s/${token}`);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toMatch(/^\/survey\/[\w-]{16}$/u);
    expect(response.headers.get("location")).not.toContain(token);
    expect(response.headers.get("set-cookie")).toBe(`__Host-yusr-survey=${token}; Max-Age=7200; Path=/; HttpOnly; SameSite=Lax; Secure`);
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("fetched a hundred times beforehand it is still there to be answered", async () => {
    const token = await invitedToken(desk);
    for (let i = 0; i < 50; i += 1) {
      expect((await raw(`/s/${token}`, { method: "HEAD" })).status).toBe(303);
      await visitor(desk.app.address).get(`/s/${token}`);
    }
    const person = visitor(desk.app.address);
    await person.get(`/s/${token}`);
    expect(wordsOf(person.html())).toContain("السؤال 1 هل");
  });

  test("one that is unknown, tampered with, malformed, cut short or far too long looks like every other", async () => {
    const token = await invitedToken(desk);
    const wrong = ["A".repeat(48), `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`, token.slice(0, 40), "x", "%00", "a/b", "A".repeat(3000), ""];
    const pages = new Set<string>();
    for (const one of wrong) {
      const person = visitor(desk.app.address);
      await person.get(`/s/${one}`);
      expect(person.status()).toBe(404);
      pages.add(person.html().replace(/survey\/[\w-]{16}/gu, ""));
    }
    expect(pages.size).toBe(1);
    expect(wordsOf([...pages].join())).toContain("لم نتمكن من فتح هذا الرابط");
  });

  test("two people's links open side by side in one browser stay apart", async () => {
    const person = await opened();
    const first = person.address();
    await person.press("next", { "q:COMPLETED": "choice:YES" });
    const other = await invitedToken(desk);
    await person.get(`/s/${other}`);
    expect(wordsOf(person.html())).toContain("السؤال 1 هل");
    await person.get(first);
    expect(wordsOf(person.html())).toContain("السؤال 2 من 7");
  });

  test("tells in the reader's language when it expired", async () => {
    const person = await opened();
    desk.at(new Date("2026-04-10T09:00:00Z"));
    await person.get(person.address());
    expect(person.status()).toBe(410);
    expect(wordsOf(person.html())).toContain("انتهت مدة هذا الرابط في 9 أبريل 2026.");
    await person.press("language.en");
    expect(wordsOf(person.html())).toContain("This link stopped working on 9 April 2026.");
  });

  test("is never in the log, whatever happens to its page", async () => {
    const person = await opened();
    for (const path of [`/s/${person.token}/more`, `/s/${person.token}?x=%zz`, `/s/%zz${person.token}`]) await raw(path);
    await raw(`/s/${person.token}`, { method: "PUT", body: "x" });
    await raw(actionOf(person.html()), { method: "POST", headers: { cookie: person.cookie(), "content-type": "text/plain" }, body: "x" });
    await raw(actionOf(person.html()), { method: "POST", headers: { cookie: person.cookie() }, body: new URLSearchParams({ "c:comment.done": "x".repeat(2_000_000) }) });
    for (const token of tokens) expect(logged.join("")).not.toContain(token);
  });
});

describe("what the agency tells", () => {
  const TELL = `mutation ($agency: String!, $input: AgencyForPeopleInput!) { setAgencyForPeople(agency: $agency, input: $input) {
    ... on Agency { forPeople { complaints { name url } contact followsUp } } ... on Refusal { code path } } }`;
  const told = { complaints: { name: { ar: "منصة الشكاوى", en: "The complaints portal" }, url: "https://complaints.example.om" }, contact: { ar: "1111", en: "1111" }, followsUp: true };
  const tell = async (key: string | undefined, input: object, agency = desk.service.agencyCode): Promise<any> => desk.app.send(key, TELL, { agency, input });
  afterAll(async () => {
    await tell(desk.owner, {});
  });

  test("stands on the page; what it does not tell is left out with its sentence", async () => {
    expect((await tell(desk.owner, {})).data.setAgencyForPeople.forPeople).toEqual({ complaints: null, contact: null, followsUp: false });
    expect(wordsOf((await opened()).html())).not.toContain("للاستفسار");
    expect((await tell(desk.owner, told)).data.setAgencyForPeople.forPeople).toEqual(told);
    const person = await opened();
    expect(wordsOf(person.html())).toContain("للاستفسار: 1111");
    await answerAll(person);
    await person.press("send");
    expect(person.html()).toContain('<a href="https://complaints.example.om" rel="noreferrer" dir="ltr">');
    expect(wordsOf(person.html())).toContain("لتقديم شكوى أو بلاغ: منصة الشكاوى");
    expect(person.html()).not.toMatch(/\{\w+\}/u);
  });

  test("asks only those who had trouble for leave to contact them, and keeps their link for longer only then", async () => {
    await tell(desk.owner, told);
    const links = (): Promise<any[]> => desk.query("SELECT follow_up_agreed AS agreed, expires_on::text AS day FROM response_link ORDER BY xmin::text::bigint DESC LIMIT 1");
    for (const [said, agreed, day] of [["yes", true, "2026-06-08"], ["no", false, "2026-04-14"]] as const) {
      const person = await opened();
      await person.press("next", { "q:COMPLETED": "choice:NO" });
      for (let page = 2; page < 7; page += 1) await person.press("skip");
      await person.press("next", { "c:comment.done": "" });
      while (!person.html().includes("contact-options") && !person.html().includes('name="contact"')) await person.press("skip");
      expect(wordsOf(person.html())).toContain("وفي كل الأحوال لا تزيد المدة على 90 يومًا");
      await person.press("send", { contact: said });
      expect(wordsOf(person.html())).toContain("شكرًا لكم");
      expect(await links()).toEqual([{ agreed, day }]);
    }
    const content = await opened();
    await answerAll(content);
    await content.press("send", { contact: "yes" });
    expect(await links()).toEqual([{ agreed: false, day: "2026-04-14" }]);
  });

  test("is the owner's to say: a wrong address is refused, so are strangers and nobody", async () => {
    expect((await tell(desk.owner, { complaints: { ...told.complaints, url: "javascript:alert(1)" } })).data.setAgencyForPeople).toEqual({ code: "INVALID_URL", path: ["complaints", "url"] });
    expect((await tell(desk.owner, { contact: {} })).data.setAgencyForPeople).toEqual({ code: "TEXT_REQUIRED", path: ["contact"] });
    expect((await tell(undefined, {})).errors[0].extensions.code).toBe("UNAUTHENTICATED");
    expect((await tell(desk.owner, {}, "NONE")).data.setAgencyForPeople).toEqual({ code: "NOT_FOUND", path: ["agency"] });
    const stranger = await desk.app.key({ role: "owner", agencyId: (await givenAgency(desk.app)).id, serviceIds: undefined });
    expect((await tell(stranger, {})).data.setAgencyForPeople).toEqual({ code: "NOT_FOUND", path: ["agency"] });
  });
});

describe("filled in and never sent", () => {
  const close = (): Promise<number> => desk.app.house.surveys.closeDrafts.close({ kind: "system", job: "close-drafts" });

  test("counts once the link has expired, marked as partial, with what was answered and no skips made up", async () => {
    const person = await opened();
    await person.press("next", { "q:COMPLETED": "choice:YES" });
    await person.press("next", { "q:CES5_EASE": "score:5" });
    await person.press("skip");
    const nothing = await opened();
    await nothing.press("skip");
    const before = await count();
    expect(await close()).toBe(0);
    desk.at(new Date("2026-04-10T09:00:00Z"));
    // Drafts of the tests above have expired as well.
    expect(await close()).toBeGreaterThan(0);
    expect(await close()).toBe(0);
    expect(await count()).toBeGreaterThan(before);
    const [{ n }] = await desk.query("SELECT count(*)::int AS n FROM invitation WHERE draft IS NOT NULL AND expires_at <= '2026-04-10T09:00:00Z'");
    expect(n).toBe(0);
    const mine = await desk.query(`SELECT r.id, r.day::text, array_agg(a.instrument_code || ' ' || coalesce(a.score::text, a.choice, 'skipped') ORDER BY a.position) AS said
      FROM response r JOIN answer a ON a.service_id = r.service_id AND a.response_id = r.id WHERE r.partial GROUP BY r.id, r.day HAVING bool_or(a.score = 5)`);
    expect(mine).toEqual([{ id: expect.any(String), day: "2026-03-10", said: ["COMPLETED YES", "CES5_EASE 5", "CSAT5 skipped"] }]);
    await person.get(person.address());
    expect(wordsOf(person.html())).toContain("انتهت مدة هذا الرابط");
    const { tallies, tallyChecks } = desk.app.house;
    expect(tallies).toBeDefined();
    const partial = await desk.query("SELECT count(*)::int AS n FROM invitation WHERE partial");
    const counted = await desk.query("SELECT sum(n)::int AS n FROM invitation_delta WHERE state = 'PARTIAL'");
    expect(counted).toEqual(partial);
    expect(tallyChecks).toBeDefined();
  });
});

describe("when the database is away", () => {
  test("everything typed is still in the form, and one press sends it again", async () => {
    const person = await opened();
    await answerAll(person);
    const { units } = desk.app.house;
    const read = jest.spyOn(units, "read").mockRejectedValue(new Error("away"));
    await person.press("send", { "c:comment.done": "my words <b>" });
    expect(person.status()).toBe(503);
    expect(person.html()).toContain("my words &lt;b></textarea>");
    // There is no switch on a page for which nothing could be looked up: it speaks both languages.
    expect(wordsOf(person.html())).toContain("لم يضِع ما كتبتموه");
    expect(person.html()).toContain('<span lang="en" dir="ltr">We could not save your answers');
    const before = await fetch(`${desk.app.address}${person.address().split("?")[0] ?? ""}`, { headers: { cookie: person.cookie(), "accept-language": "en" } });
    expect([before.status, await before.text()]).toEqual([503, expect.stringMatching(/We could not open the survey.*<span lang="ar" dir="rtl">لم نتمكن من فتح الاستبيان/su)]);
    read.mockRestore();
    const { action = "", ...hidden } = hiddenOf(person.html());
    await person.press(action, { ...hidden, "c:comment.done": "my words <b>" });
    expect(wordsOf(person.html())).toContain("شكرًا لكم");
  });
});

describe("asking no more", () => {
  test("is one press on any page, and what the page says then is what holds", async () => {
    const known = await opened({}, { subject: { scheme: "CIVIL_ID", value: "12345678" } });
    await known.press("stop");
    expect(wordsOf(known.html())).toContain("لن نرسل إليكم استبيانات مدة 12 شهرًا");
    await known.get(known.address().split("?")[0] ?? "");
    expect(wordsOf(known.html())).toContain("لن نرسل إليكم استبيانات مدة 12 شهرًا");
    const nobody = await opened();
    await nobody.press("stop");
    expect(wordsOf(nobody.html())).toContain("لن نسألكم عن هذه المعاملة مرة أخرى");
    // Nobody is known to be left in peace for a year, today or when they come back.
    await nobody.get(nobody.address().split("?")[0] ?? "");
    expect(wordsOf(nobody.html())).toContain("لن نسألكم عن هذه المعاملة مرة أخرى");
    expect(wordsOf(nobody.html())).not.toContain("12 شهرًا");
    const { data } = await desk.app.send(undefined, "query ($token: String!) { survey(token: $token) { ... on SurveyClosed { reason text } } }", { token: nobody.token });
    expect([data.survey.reason, data.survey.text.en]).toEqual(["OPTED_OUT", expect.stringContaining("We do not know who you are")]);
  });
});

describe("other sites", () => {
  test("cannot send the form in somebody's name", async () => {
    const person = await opened();
    const body = new URLSearchParams({ ...hiddenOf(person.html()), action: "next", "q:COMPLETED": "choice:NO", "c:comment.done": "<b>" });
    const response = await raw(actionOf(person.html()), { method: "POST", headers: { cookie: person.cookie(), "sec-fetch-site": "cross-site" }, body });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("&lt;b></textarea>");
    await person.get(person.address());
    expect(wordsOf(person.html())).toContain("السؤال 1 هل");
  });

  test("may not frame it, run anything in it or learn where it was", async () => {
    const { headers } = await raw((await opened()).address());
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'none'/u);
    expect(Object.fromEntries(["x-content-type-options", "x-frame-options", "referrer-policy", "cache-control"].map((name) => [name, headers.get(name)]))).toEqual({
      "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer", "cache-control": "no-store",
    });
  });
});

test("every page weighs less than 50 kB and names nothing of another host", async () => {
  const person = await opened();
  expect(Buffer.byteLength(person.html())).toBeLessThan(50_000);
  expect(person.html()).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//u);
  expect(person.html()).not.toContain("<script");
});
