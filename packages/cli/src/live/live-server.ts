/** A page on this machine alone: its files, and what there is to tell as server-sent events. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { UsageError } from "../usage-error.ts";

/** An event as it goes to the page: `data` becomes JSON. */
export type LiveEvent = { readonly event: string; readonly data: unknown };

export type LiveServer = {
  /** With the token in its path: whoever does not know it sees nothing. */
  readonly url: string;
  /** Tells every page that is open. The event is made only if there is one: a run has better things to do. */
  send(event: () => LiveEvent): void;
  /** Ends every connection and the server. */
  close(): Promise<void>;
};

/** Nothing but this machine's own programs can connect to it. */
const address = "127.0.0.1";

/** A page that takes nothing for so many bytes is let go: its connection must not fill the memory of a run. */
const mostWaiting = 4 * 2 ** 20;

const page = join(import.meta.dirname, "page");
const files: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  "": { file: "index.html", type: "text/html; charset=utf-8" },
  "live.css": { file: "live.css", type: "text/css; charset=utf-8" },
  "live.js": { file: "live.js", type: "text/javascript; charset=utf-8" },
};

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/**
 * Serves the live page on a free port of the loopback interface until it is closed.
 *
 * A request is answered when it asks for the page's own host (a page elsewhere whose name was made to mean this machine
 * has another) and knows the token.
 *
 * @param greeting the events that bring a page up to date which has just been opened
 * @throws UsageError when no port can be had
 */
export async function startLiveServer(greeting: () => readonly LiveEvent[]): Promise<LiveServer> {
  const token = randomBytes(18).toString("base64url");
  const listeners = new Set<ServerResponse>();
  let count = 0;
  const server = createServer((request, response) => {
    const path = admittedPath(request, { token, port });
    if (typeof path === "number") return refuse(response, path);
    if (path === "events") return listen(response);
    const found = Object.hasOwn(files, path) ? files[path] : undefined;
    if (found === undefined) return refuse(response, 404);
    response.writeHead(200, { ...headers, "content-type": found.type });
    response.end(request.method === "HEAD" ? undefined : readFileSync(join(page, found.file)));
  });
  const written = ({ event, data }: LiveEvent): string => {
    count += 1;
    return `id: ${count}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  };
  const listen = (response: ServerResponse): void => {
    response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
    for (const event of greeting()) response.write(written(event));
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
  };
  const port = await new Promise<number>((resolve, reject) => {
    server.on("error", (cause) =>
      reject(new UsageError(`the live page cannot be served: ${cause.message}; run without --live`)),
    );
    server.listen(0, address, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : 0);
    });
  });
  return {
    url: `http://${address}:${port}/${token}/`,
    send(event) {
      if (listeners.size === 0) return;
      const text = written(event());
      for (const response of listeners) {
        if (response.writableLength > mostWaiting) response.destroy();
        else response.write(text);
      }
    },
    async close() {
      for (const response of listeners) response.end();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      // Whoever has not hung up by then is hung up on.
      const patience = setTimeout(() => server.closeAllConnections(), 500);
      await closed;
      clearTimeout(patience);
    },
  };
}

/** What is asked for below the token, or the status with which it is refused. */
function admittedPath(
  { method, url = "", headers: { host } }: IncomingMessage,
  own: { readonly token: string; readonly port: number },
): string | number {
  if (host !== `${address}:${own.port}` && host !== `localhost:${own.port}`) return 421;
  if (method !== "GET" && method !== "HEAD") return 405;
  const [, token = "", rest] = /^\/([^/?]*)\/([^/?]*)(?:\?.*)?$/.exec(url) ?? [];
  return rest !== undefined && isSame(token, own.token) ? rest : 404;
}

/** Takes as long for every wrong token. */
function isSame(given: string, known: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(known));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" });
  response.end(`${status}\n`);
}
