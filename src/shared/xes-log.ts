import { SaxesParser, type SaxesTagNS } from "saxes";
import { InputProblem } from "./input-file";
import { Refusal } from "./refusal";

/** Attributes by key. Values as the file writes them, whatever their type (string, date, int, float, boolean, id). */
export type XesAttributes = Readonly<Record<string, string>>;

export interface XesEvent {
  /** Line on which the event begins, counted from 1. */
  readonly line: number;
  readonly attributes: XesAttributes;
}

/** One case of a log with its events, in the order of the file. */
export interface XesTrace {
  readonly line: number;
  readonly attributes: XesAttributes;
  readonly events: readonly XesEvent[];
}

/** A part of the log that was left out. Codes: `TRACE_TOO_LONG`, `EVENT_OUTSIDE_TRACE`. */
export interface BadXesPart {
  readonly line: number;
  readonly refusal: Refusal;
}

/** More events than any dealing with a government has; keeps a runaway trace from filling the memory. */
const MAX_EVENTS = 10_000;
const ATTRIBUTES: readonly string[] = ["string", "date", "int", "float", "boolean", "id"];

/**
 * The traces of an XES log (IEEE 1849), one at a time, with or without namespace and prefix. What stands inside an
 * attribute, a list or a container is not the trace's own and is left aside; so are defaults (`global`), classifiers
 * and attributes of the log, which are no values of any trace.
 *
 * @throws InputProblem `XML_DAMAGED` with its line, and whatever the text itself throws.
 */
export async function* xesTraces(text: AsyncIterable<string>): AsyncGenerator<XesTrace | BadXesPart, void, undefined> {
  const reader = new TraceReader();
  for await (const piece of text) {
    reader.write(piece);
    yield* reader.taken();
  }
  reader.end();
  yield* reader.taken();
}

interface OpenElement {
  readonly line: number;
  readonly attributes: Record<string, string>;
}

/** Follows the nesting: log > trace > event > attribute. */
class TraceReader {
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private ready: (XesTrace | BadXesPart)[] = [];
  private depth = 0;
  private vocabulary = "";
  private tagLine = 1;
  private trace: OpenElement | undefined;
  private event: OpenElement | undefined;
  private events: XesEvent[] = [];

  constructor() {
    this.parser.on("error", (error) => {
      throw new InputProblem("XML_DAMAGED", `The XML is damaged: ${error.message.replace(/^\d+:\d+: /u, "")}`, this.parser.line);
    });
    this.parser.on("opentagstart", () => (this.tagLine = this.parser.line));
    this.parser.on("opentag", (tag) => {
      this.open(tag);
      this.depth += 1;
    });
    this.parser.on("closetag", () => {
      this.depth -= 1;
      this.close();
    });
  }

  write(piece: string): void {
    this.parser.write(piece);
  }

  end(): void {
    this.parser.close();
  }

  taken(): (XesTrace | BadXesPart)[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  private open(tag: SaxesTagNS): void {
    if (this.depth === 0) {
      if (tag.local !== "log") throw new InputProblem("XML_DAMAGED", `This is no XES log: it begins with <${tag.name}>, not with <log>.`, this.tagLine);
      this.vocabulary = tag.uri;
    }
    if (tag.uri !== this.vocabulary) return;
    const { local } = tag;
    if (this.depth === 1 && local === "trace") this.trace = this.element();
    else if (this.depth === 1 && local === "event") this.ready.push({ line: this.tagLine, refusal: new Refusal("EVENT_OUTSIDE_TRACE", "An event outside any trace belongs to no case.", ["line", this.tagLine]) });
    else if (this.depth === 2 && local === "event" && this.trace !== undefined) this.event = this.element();
    else if (ATTRIBUTES.includes(local)) this.attribute(tag);
  }

  private attribute(tag: SaxesTagNS): void {
    const owner = this.depth === 3 ? this.event : this.depth === 2 ? this.trace : undefined;
    const key = tag.attributes["key"]?.value;
    const value = tag.attributes["value"]?.value;
    if (owner !== undefined && key !== undefined && value !== undefined) owner.attributes[key] = value;
  }

  private close(): void {
    if (this.depth === 2 && this.event !== undefined) {
      if (this.events.length <= MAX_EVENTS) this.events.push(this.event);
      this.event = undefined;
    } else if (this.depth === 1 && this.trace !== undefined) {
      const { line, attributes } = this.trace;
      const tooLong = this.events.length > MAX_EVENTS;
      this.ready.push(tooLong ? { line, refusal: new Refusal("TRACE_TOO_LONG", `A trace of more than ${String(MAX_EVENTS)} events.`, ["line", line]) } : { line, attributes, events: this.events });
      this.trace = undefined;
      this.events = [];
    }
  }

  private element(): OpenElement {
    // Without a prototype: a key of the file may be called "constructor".
    return { line: this.tagLine, attributes: Object.create(null) as Record<string, string> };
  }
}
