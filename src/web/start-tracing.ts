import { type Attributes, SpanKind, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { GraphQLInstrumentation } from "@opentelemetry/instrumentation-graphql";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type ReadableSpan, type SpanExporter } from "@opentelemetry/sdk-trace-node";
import type { FastifyInstance } from "fastify";
import type { Observer } from "../shared/observer";
import { withoutEndSlashes } from "../shared/without-end-slashes";

/** Traces of what a process does, or of nothing. */
export interface Tracing {
  /** Ties each trace to the log: by the id of the request. To be called before the routes are made. */
  watchServer(http: FastifyInstance): void;
  /** The same observer, and the trace of each operation is told what it was. */
  beside(observer: Observer): Observer;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

/** All that a trace may say besides how long what took: names of ours, no address, no path, nothing that was sent. Some by their older name and their newer. */
const TOLD = new Set(["http.method", "http.status_code", "db.statement", "http.request.method", "http.response.status_code", "db.query.text", "yusr.operation", "yusr.ending", "yusr.request"]);
const SEND_EVERY_MS = 1_000;
/** A collector that does not answer may not hold up a server that stops. */
const PATIENCE_MS = 2_000;

/** Traces the doors, GraphQL (one span an operation, none a field) and the statements, for the collector at an address. */
export function startTracing(url: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${withoutEndSlashes(url)}/v1/traces`, timeoutMillis: PATIENCE_MS });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "yusr" }),
    spanProcessors: [new BatchSpanProcessor(withoutPeople(exporter), { scheduledDelayMillis: SEND_EVERY_MS, exportTimeoutMillis: PATIENCE_MS })],
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new HttpInstrumentation({
        // What Yusr asks of others (its provider of identities, this collector) is not for them to connect.
        disableOutgoingRequestInstrumentation: true,
      }),
      new GraphQLInstrumentation({ ignoreResolveSpans: true }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  return {
    watchServer: (http) => {
      http.addHook("onRequest", (request, _reply, done) => {
        trace.getActiveSpan()?.setAttribute("yusr.request", request.id);
        done();
      });
    },
    beside: (observer) => ({
      answered: (operation, ending, seconds) => {
        trace.getActiveSpan()?.setAttributes({ "yusr.operation": operation, "yusr.ending": ending });
        observer.answered(operation, ending, seconds);
      },
      jobRan: (job, ending, seconds) => {
        observer.jobRan(job, ending, seconds);
      },
    }),
    close: () => provider.shutdown().catch(() => undefined),
  };
}

/** An exporter that passes on what {@link bare} leaves. */
function withoutPeople(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => {
      exporter.export(spans.map(bare), done);
    },
    shutdown: () => exporter.shutdown(),
  };
}

/**
 * A span without what may name somebody: the instrumentations note addresses, user agents, paths with tokens, the text of
 * documents and the messages of errors.
 */
export function bare(span: ReadableSpan): ReadableSpan {
  const attributes: Attributes = Object.fromEntries(Object.entries(span.attributes).filter(([name]) => TOLD.has(name)));
  const own = { name: nameOf(span), attributes, events: [], links: [], status: { code: span.status.code } };
  return Object.create(span, Object.fromEntries(Object.entries(own).map(([key, value]) => [key, { value, enumerable: true }]))) as ReadableSpan;
}

/** `POST`, `graphql.execute`, `pg.query:SELECT`: without the name a client chose for its operation, and that of the database. */
function nameOf({ name, kind, instrumentationScope }: ReadableSpan): string {
  const [first = name] = name.split(" ");
  return kind !== SpanKind.SERVER && instrumentationScope.name.endsWith("-graphql") && !first.startsWith("graphql.") ? `graphql.${first}` : first;
}
