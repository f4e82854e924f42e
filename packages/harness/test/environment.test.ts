import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { headerRecord } from "@strait/results";
import { describe, expect, it } from "vitest";
import { identifyRuntime } from "../src/fork/identify-runtime.ts";
import { readCommit } from "../src/run/commit.ts";
import { readEnvironment } from "../src/run/environment.ts";
import { temporaryFolder } from "./fixtures/folder.ts";

describe("the environment", () => {
  it("is what the record format wants (oracle: the format's own schema)", () => {
    const addon = { name: "addon", fileHash: "a", layoutHash: "b" };
    const environment = readEnvironment(addon);
    expect(headerRecord.shape.environment.parse(environment)).toEqual(environment);
    expect(environment.addon).toEqual(addon);
  });

  it.runIf(process.platform === "linux")("agrees with the system's own tools (oracle: uname, nproc)", () => {
    const ask = (command: string, ...parameters: string[]) =>
      execFileSync(command, parameters, { encoding: "utf8" }).trim();
    expect(readEnvironment(null)).toMatchObject({
      platform: `linux-${process.arch}`,
      kernel: ask("uname", "-sr"),
      cores: Number(ask("nproc")),
      runtime: { name: "node", version: process.versions.node, engine: `V8 ${process.versions.v8}` },
      addon: null,
    });
  });

  it("tells Bun and Deno from Node, which they imitate", () => {
    const imitated = { node: "24.0.0", v8: "13.6" };
    expect(identifyRuntime({ ...imitated, bun: "1.4.0", webkit: "abc" })).toEqual({
      name: "bun",
      version: "1.4.0",
      engine: "JavaScriptCore abc",
    });
    expect(identifyRuntime({ ...imitated, deno: "2.9.0" })).toEqual({
      name: "deno",
      version: "2.9.0",
      engine: "V8 13.6",
    });
  });
});

describe("the commit", () => {
  it("is what git says, with a mark when files differ, and null where there is none", async () => {
    const folder = temporaryFolder();
    const git = (...parameters: string[]) =>
      execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", ...parameters], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    await expect(readCommit(folder)).resolves.toBeNull();
    git("init", "--quiet");
    await expect(readCommit(folder)).resolves.toBeNull();
    writeFileSync(join(folder, "file"), "1");
    git("add", "file");
    git("commit", "--quiet", "--no-gpg-sign", "--no-verify", "-m", "First");
    const id = git("log", "-1", "--format=%H").trim();
    await expect(readCommit(folder)).resolves.toEqual({ id, dirty: false });
    writeFileSync(join(folder, "file"), "2");
    await expect(readCommit(folder)).resolves.toEqual({ id, dirty: true });
  });
});
