import { stripVTControlCharacters } from "node:util";

/** Longer than most assertions; a difference of two large objects is cut here. */
const linesOfOne = 24;

/** Where Vitest and Cargo begin to tell why a test failed. */
const begins = /^\s*FAIL\s+\S|^---- .+ stdout ----$/;
/** The rule that Vitest draws under a failure, and the stack that Rust adds to one. */
const ends = /^⎯+\[\d+\/\d+\]|^stack backtrace:/;
/** What Nx puts before a line of a project: lines of two projects that run at once are mixed. */
const project = /^(@?[\w./-]+): ?(.*)$/;

type Line = { readonly project: string; readonly text: string };

function parseLine(line: string): Line {
  const [, name = "", text = line] = project.exec(line) ?? [];
  return { project: name, text };
}

/** The failed tests of a log and why each failed, a text of a few lines for each; a reader of a long log need not search. */
export function failedTests(log: string): string[] {
  const lines = stripVTControlCharacters(log).split("\n").map(parseLine);
  return lines.flatMap((first, index) => {
    if (!begins.test(first.text)) return [];
    const rest = lines.slice(index + 1).filter((line) => line.project === first.project);
    const end = rest.findIndex(({ text }) => begins.test(text) || ends.test(text));
    const own = rest.slice(0, end < 0 ? linesOfOne : Math.min(end, linesOfOne));
    return [
      [`${first.project}: ${first.text.trim()}`, ...own.map(({ text }) => `  ${text}`)].join("\n").trimEnd(),
    ];
  });
}

/** The tasks that failed by Nx's own list, such as `@strait/cli:lint`; a task fails without a failed test when it does not compile. */
export function failedTasks(log: string): string[] {
  const [, list = ""] = stripVTControlCharacters(log).split(/^Failed tasks:$/m);
  return [...list.matchAll(/^- (\S+:\S+)$/gm)].map(([, task = ""]) => task);
}
