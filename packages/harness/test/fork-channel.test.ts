/** Oracle: what a process says on its descriptor 3, or is not told there. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Request } from "../src/fork/message.ts";
import { channelOf, listenTo } from "../src/run/fork-channel.ts";
import { profileWith } from "./fixtures/profile.ts";

const start = fileURLToPath(new URL("../src/fork/start.ts", import.meta.url));

/** A process with a channel, to which no import is known. */
function started(parameters: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...parameters], {
    stdio: ["pipe", "pipe", "inherit", channelOf({ kind: "node" })],
  });
  child.stdin?.end();
  return child;
}

describe("the channel to a fork", () => {
  it("gives every line as it was said, in however many pieces it comes", async () => {
    const long = "héllo → ".repeat(50_000);
    const program = `
      const { writeSync } = require("node:fs");
      const all = Buffer.from('"ready"\\n' + JSON.stringify({ long: ${JSON.stringify("héllo → ")}.repeat(50_000) }) + "\\nno JSON\\n");
      // In the middle of characters and of lines.
      const pieces = [0, 3, 9, 22, 23, 24, all.length - 4, all.length];
      let at = 0;
      const next = () => {
        for (let from = pieces[at]; from < pieces[at + 1];) from += writeSync(3, all, from, pieces[at + 1] - from);
        at += 1;
        if (at < pieces.length - 1) setTimeout(next, 5);
      };
      next();`;
    const said: unknown[] = [];
    const child = started(["-e", program]);
    listenTo(child, (message) => said.push(message));
    await once(child, "close");
    expect(said).toEqual(["ready", { long }, "no JSON"]);
  });

  it("ends a fork that waits, when nobody is left to tell it to go on", async () => {
    const request: Request = {
      task: "measure",
      module: new URL("fixtures/says-when.ts", import.meta.url).href,
      case: "one",
      seed: 1,
      profileName: "smoke",
      profile: profileWith({}),
    };
    const child = started(["--expose-gc", start, JSON.stringify(request)]);
    let steps = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      steps += text;
    });
    const said: unknown[] = [];
    const channel = listenTo(child, (message) => {
      said.push(message);
      channel.close();
    });
    expect(await once(child, "close")).toEqual([0, null]);
    expect(said).toEqual(["ready"]);
    expect(steps).toContain("started");
    expect(steps).not.toContain("began");
  });
});
