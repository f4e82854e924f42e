/** Oracle: what an HTTP client on this machine gets, header by header. */
import { once } from "node:events";
import { get, type IncomingMessage, request } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { type LiveEvent, startLiveServer } from "../src/live/live-server.ts";

async function serve(greeting: readonly LiveEvent[] = []) {
  const server = await startLiveServer(() => greeting);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await server.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...server, close };
}

async function ask(url: string | URL, method = "GET", host?: string): Promise<IncomingMessage> {
  const asked = request(url, { method, agent: false, ...(host === undefined ? {} : { headers: { host } }) });
  asked.end();
  const [response] = await once(asked, "response");
  response.resume();
  return response;
}

describe("the live server", () => {
  it("listens on the loopback interface, on a port and with a token that are new every time", async () => {
    const [one, other] = [new URL((await serve()).url), new URL((await serve()).url)];
    expect(one.hostname).toBe("127.0.0.1");
    expect(one.port).not.toBe(other.port);
    expect(one.pathname).toMatch(/^\/[\w-]{24}\/$/);
    expect(one.pathname).not.toBe(other.pathname);
  });

  it("refuses a host that is not its own, as a page elsewhere would send whose name means this machine", async () => {
    const { url } = await serve();
    const { port } = new URL(url);
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", "127.0.0.1:1"]) {
      expect((await ask(url, "GET", host)).statusCode, host).toBe(421);
    }
    expect((await ask(url, "GET", `localhost:${port}`)).statusCode).toBe(200);
  });

  it("shows nothing to whoever does not know the token, nor any file that is not of the page", async () => {
    const { url } = await serve();
    const paths = [
      "/",
      "/live.js",
      "/wrong/",
      "/wrong/events",
      `${new URL(url).pathname}../live-server.ts`,
      `${new URL(url).pathname}%2e%2e%2flive-server.ts`,
      `${new URL(url).pathname}toString`,
      new URL(url).pathname.slice(0, -1),
    ];
    for (const path of paths) expect((await ask(new URL(path, url))).statusCode, path).toBe(404);
    expect((await ask(url, "POST")).statusCode).toBe(405);
  });

  it("lets the page load only its own files, and be in no other's frame", async () => {
    const { url } = await serve();
    for (const file of ["", "live.css", "live.js"]) {
      const { statusCode, headers } = await ask(new URL(file, url));
      expect(statusCode).toBe(200);
      expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["content-security-policy"]).not.toContain("unsafe");
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["referrer-policy"]).toBe("no-referrer");
    }
  });

  it("greets who comes late, then tells what happens, in order, and hangs up when it closes", async () => {
    const { url, send, close } = await serve([{ event: "state", data: { text: "one\ntwo" } }]);
    const asked = get(new URL("events", url), { agent: false });
    const [response]: IncomingMessage[] = await once(asked, "response");
    if (response === undefined) throw new Error("There is no response.");
    expect(response.headers["content-type"]).toBe("text/event-stream");
    let text = "";
    response.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (text.split("\n\n").length === 2) {
        send(() => ({ event: "memory", data: 1 }));
        send(() => ({ event: "memory", data: 2 }));
        void close();
      }
    });
    await once(response, "end");
    expect(text).toBe(
      'id: 1\nevent: state\ndata: {"text":"one\\ntwo"}\n\nid: 2\nevent: memory\ndata: 1\n\nid: 3\nevent: memory\ndata: 2\n\n',
    );
    await expect(ask(url)).rejects.toThrow("ECONNREFUSED");
  });
});
