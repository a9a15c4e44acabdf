import { textOf } from "../../src/shared/input-file";
import { xesTraces } from "../../src/shared/xes-log";
import { heldBytes } from "../support/heap";
import { sharedData } from "../support/shared-data";

async function* pieces(text: string, size = 7): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) {
    await Promise.resolve();
    yield text.slice(at, at + size);
  }
}

async function read(text: AsyncIterable<string>): Promise<any[]> {
  const all: any[] = [];
  for await (const part of xesTraces(text)) all.push(part);
  return all;
}

const LOG = `<?xml version="1.0" encoding="UTF-8"?>
<!-- <trace> in a comment is no trace -->
<x:log xmlns:x="http://www.xes-standard.org/" xmlns:o="urn:other">
  <x:global scope="trace"><x:string key="channel" value="UNKNOWN"/></x:global>
  <x:global scope="event"><x:date key="time:timestamp" value="1970-01-01T00:00:00Z"/></x:global>
  <x:string key="of the log" value="1"><x:string key="nested" value="2"/></x:string>
  <x:trace>
    <x:string key="concept:name" value="a &lt;&amp;&gt; &#x628;"/>
    <x:int key="n" value="7"><x:string key="concept:name" value="nested, not mine"/></x:int>
    <x:list key="l"><x:values><x:string key="channel" value="in a list"/></x:values></x:list>
    <o:string key="channel" value="another vocabulary"/>
    <x:event>
      <x:string key="concept:name" value="first"><x:date key="time:timestamp" value="nested"/></x:string>
      <x:boolean key="ok" value="true"/>
      <x:float key="cost" value="1.5"/>
      <x:id key="i" value="e-1"/>
    </x:event>
    <x:event/>
  </x:trace>
  <x:event><x:string key="concept:name" value="lost"/></x:event>
  <x:trace></x:trace>
</x:log>
`;

test("a trace has its own attributes and events; defaults, nested ones and other vocabularies are not its own", async () => {
  for (const size of [1, 7, 10_000]) {
    const [trace, lost, empty, ...more] = await read(pieces(LOG, size));
    expect({ ...trace.attributes }).toEqual({ "concept:name": "a <&> ب", n: "7" });
    expect(trace.events.map((event: any) => [event.line, { ...event.attributes }])).toEqual([
      [12, { "concept:name": "first", ok: "true", cost: "1.5", i: "e-1" }],
      [18, {}],
    ]);
    expect([trace.line, lost.refusal.code, lost.line, empty.line, empty.events, more]).toEqual([7, "EVENT_OUTSIDE_TRACE", 20, 21, [], []]);
  }
});

test.each([
  ["a tag closed too early", "<log>\n<trace></log>", 2],
  ["a file that stops", '<log>\n<trace>\n<string key="a"', 3],
  ["something else", "<html>\n</html>", 1],
  ["no XML", "case,activity,time\n1,2,3", 1],
  ["an entity that the file defines", '<!DOCTYPE log [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<log><trace><string key="a" value="&e;"/></trace></log>', 2],
])("%s is told with its line", async (_, xml, line) => {
  await expect(read(pieces(xml))).rejects.toMatchObject({ code: "XML_DAMAGED", line });
});

test("a runaway trace is left out and the next one is read", async () => {
  const [long, next] = await read(pieces(`<log><trace>${"<event/>".repeat(10_001)}</trace><trace><event/></trace></log>`, 10_000));
  expect([long.refusal.code, next.events.length]).toEqual(["TRACE_TOO_LONG", 1]);
});

test("the municipality's log: 1434 cases, 8577 events", async () => {
  const traces = await read(textOf(sharedData("receipt", "receipt.xes.gz")));
  expect(traces).toHaveLength(1434);
  expect(traces.flatMap((trace) => trace.events)).toHaveLength(8577);
  expect({ ...traces[0].events[0].attributes }).toMatchObject({ "concept:name": "Confirmation of receipt", "lifecycle:transition": "complete" });
});

test("memory stays flat over a log that would not fit", async () => {
  const trace = `<trace><string key="concept:name" value="case"/>${'<event><string key="concept:name" value="An activity, at some length"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>'.repeat(20)}</trace>`;
  async function* big(): AsyncGenerator<string> {
    yield "<log>";
    for (let at = 0; at < 300; at += 1) {
      await Promise.resolve();
      yield trace.repeat(20);
    }
    yield "</log>";
  }
  const before = heldBytes();
  let peak = 0;
  let events = 0;
  for await (const part of xesTraces(big())) {
    events += "events" in part ? part.events.length : 0;
    if (events % 20_000 === 0) peak = Math.max(peak, heldBytes() - before);
  }
  expect(events).toBe(120_000);
  expect(peak).toBeLessThan(5_000_000);
});
