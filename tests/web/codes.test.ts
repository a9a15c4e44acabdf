import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { addQrCommand } from "../../src/cli/qr.command";
import { qrPng, qrSvg } from "../../src/printed/counter/qr-code";
import { givenService } from "../support/fixtures";
import { runCommand } from "../support/test-cli";
import { granted, openSurveyDesk, type SurveyDesk } from "../surveys/survey-support";

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
  await desk.publish();
  await desk.app.send(desk.owner, `mutation ($input: CreateTouchpointInput!) { createTouchpoint(input: $input) { __typename } }`, {
    input: { agency: desk.service.agencyCode, code: "HALL-1", channel: "SERVICE_CENTRE", names: { ar: "القاعة الأولى", en: "First hall" } },
  });
});
afterAll(() => desk.app.close());

/** What a telephone reads. */
function readPng(png: Buffer): string | undefined {
  const { width, height, data } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

/** Draws the one path of strokes that the SVG consists of, eight pixels for a module. */
function readSvg(svg: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+) \1"/u.exec(svg)?.[1]);
  const strokes = /<path stroke="#000000" d="([^"]*)"/u.exec(svg)?.[1] ?? "";
  const dark = new Set<string>();
  let [x, y] = [0, 0];
  for (const [, command = "", numbers = ""] of strokes.matchAll(/([Mmh])([^Mmh]*)/gu)) {
    const [a = 0, b = 0] = numbers.trim().split(/[ ,]+|(?<=\d)(?=-)/u).map(Number);
    if (command === "M") [x, y] = [a, b];
    if (command === "m") [x, y] = [x + a, y + b];
    if (command === "h") for (let i = 0; i < a; i++) dark.add(`${String(x++)} ${String(Math.floor(y))}`);
  }
  const [scale, pixels] = [8, new Uint8ClampedArray(size * size * 64 * 4)];
  for (let i = 0; i < pixels.length / 4; i++) {
    const [column, row] = [Math.floor((i % (size * scale)) / scale), Math.floor(i / (size * scale) / scale)];
    pixels.set(dark.has(`${String(column)} ${String(row)}`) ? [0, 0, 0, 255] : [255, 255, 255, 255], i * 4);
  }
  return jsQR(pixels, size * scale, size * scale)?.data;
}

const get = (path: string, key?: string) => fetch(`${desk.app.address}${path}`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
const AT = () => `service=${encodeURIComponent(desk.service.name)}&touchpoint=HALL-1`;

test("SVG and PNG read back to the link, with white around and a seventh to lose", async () => {
  const url = `https://yusr.example/u/${"A".repeat(43)}`;
  const [svg, png] = [await qrSvg(url), await qrPng(url)];
  expect([readSvg(svg), readPng(png)]).toEqual([url, url]);
  // Four modules of white on every side.
  const { width, data } = PNG.sync.read(png);
  const whiteRows = Array.from({ length: width }, (_, row) => row).findIndex((row) => data.subarray(row * width * 4, (row + 1) * width * 4).includes(0));
  expect(whiteRows / 16).toBe(4);
  // A blot that takes a tenth of the code.
  const image = PNG.sync.read(png);
  const [from, side] = [Math.floor(width * 0.45), Math.floor(width * 0.2)];
  for (let y = from; y < from + side; y++) for (let x = from; x < from + side; x++) image.data.set([0, 0, 0, 255], (y * width + x) * 4);
  expect(jsQR(new Uint8ClampedArray(image.data), width, width)?.data).toBe(url);
});

test("an owner gets the code of a counter as SVG, PNG and a sheet to hang up", async () => {
  const [svg, png, sheet] = [await get(`/qr.svg?${AT()}`, desk.owner), await get(`/qr.png?${AT()}`, desk.owner), await get(`/qr.html?${AT()}`, desk.owner)];
  expect([svg.status, png.status, sheet.status]).toEqual([200, 200, 200]);
  expect([svg.headers.get("content-type"), png.headers.get("content-type")]).toEqual(["image/svg+xml; charset=utf-8", "image/png"]);
  expect(svg.headers.get("cache-control")).toBe("no-store");
  const url = readSvg(await svg.text());
  expect(url).toMatch(/^https:\/\/yusr\.example\/u\/[A-Za-z0-9_-]{43}$/u);
  expect(readPng(Buffer.from(await png.arrayBuffer()))).toBe(url);
  const html = await sheet.text();
  for (const said of [url, "القاعة الأولى", "First hall", "كيف كانت هذه الخدمة؟", "How was this service?"]) expect(html).toContain(said);
  expect(html).not.toMatch(/<script|src=|@import|url\(/u);
});

test("a sheet of a service that is not to be named names neither it nor its agency nor the counter", async () => {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, names: { ar: "خدمة خاصة", en: "Private matter" } });
  await desk.query("UPDATE service SET survey_policy = 'DISCREET' WHERE id = $1", [service.id]);
  const html = await (await get(`/qr.html?service=${encodeURIComponent(service.name)}&touchpoint=HALL-1`, desk.owner)).text();
  expect(html).toContain("How was this service?");
  expect(html).not.toMatch(/Private matter|خدمة خاصة|First hall/u);
});

test("what is not asked rightly, not there, or not yours", async () => {
  const other = await desk.app.key({ role: "owner", agencyId: (await givenService(desk.app)).agencyId, serviceIds: undefined });
  const answers: [string, string | undefined, number][] = [
    [`/qr.svg?${AT()}`, undefined, 401], [`/qr.svg?${AT()}`, "wrong", 401], [`/qr.svg?${AT()}`, desk.portal, 403], [`/qr.svg?${AT()}`, other, 404],
    ["/qr.svg", desk.owner, 400], [`/qr.svg?${AT()}&service=x`, desk.owner, 400], ["/qr.svg?service=NO-SUCH", desk.owner, 404], [`/qr.gif?${AT()}`, desk.owner, 404],
    [`/qr.svg?service=${encodeURIComponent(desk.service.name)}&touchpoint=NONE`, desk.owner, 404],
  ];
  for (const [path, key, status] of answers) expect([path, (await get(path, key)).status]).toEqual([path, status]);
  expect((await get(`/qr.svg?${AT()}`)).headers.get("www-authenticate")).toContain("Basic");
});

test("whoever holds an invitation gets its code; an unknown token is turned into none", async () => {
  const [{ invitation }] = await desk.record([granted(desk.service)]);
  const post = (form: string, token: unknown) => fetch(`${desk.app.address}/qr.${form}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) });
  expect(readSvg(await (await post("svg", invitation.token)).text())).toBe(invitation.url);
  expect(readPng(Buffer.from(await (await post("png", invitation.token)).arrayBuffer()))).toBe(invitation.url);
  for (const token of ["A".repeat(48), "", 7, null]) expect((await post("svg", token)).status).toBe(404);
  expect((await post("html", invitation.token)).status).toBe(404);
});

test("yusr qr writes what it is asked to write, and prints the link", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yusr-qr-"));
  const files = ["code.svg", "code.png", "sheet.html"].map((name) => join(folder, name));
  const run = (...args: string[]) => runCommand(desk.app.house, [addQrCommand], "qr", "--service", desk.service.name, ...args);
  const { out } = await run("--touchpoint", "HALL-1", "--svg", files[0] ?? "", "--png", files[1] ?? "", "--sheet", files[2] ?? "");
  expect([readSvg(readFileSync(files[0] ?? "", "utf8")), readPng(readFileSync(files[1] ?? ""))]).toEqual([out, out]);
  expect(readFileSync(files[2] ?? "", "utf8")).toContain(out);
  expect(JSON.parse((await run("--json")).out)).toMatchObject({ url: expect.stringContaining("/u/"), text: { en: expect.any(String) } });
  expect((await run("--touchpoint", "NONE")).failed).toMatchObject({ code: "NOT_FOUND" });
});
