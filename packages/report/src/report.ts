/** The page: sections in order, in one file that asks nothing of any network. */
import { createHash } from "node:crypto";
import type { ScenarioAnalysis } from "@strait/analysis";
import { reportedScenarios } from "./model.ts";
import { type Html, html, trusted } from "./page/html.ts";
import { outcomeGlyphs } from "./page/outcome.ts";
import { packedText, packPage } from "./page/packed.ts";
import { pageScript } from "./script/script.ts";
import { caseCostsSection } from "./section/case-costs.ts";
import { checksSection } from "./section/checks.ts";
import { comparisonSection } from "./section/comparison.ts";
import { everyFigureSection } from "./section/every-figure.ts";
import { glanceMarkup } from "./section/glance.ts";
import { glossarySection } from "./section/glossary.ts";
import { headerMarkup } from "./section/header.ts";
import { memorySection } from "./section/memory.ts";
import { memoryOverTimeSection } from "./section/memory-over-time.ts";
import { noiseSection } from "./section/noise.ts";
import { overviewSection } from "./section/overview.ts";
import { pausesSection } from "./section/pauses.ts";
import { platformsSection } from "./section/platforms.ts";
import { scalingSection } from "./section/scaling.ts";
import { type Section, sectionMarkup } from "./section/section.ts";
import { sustainedSection } from "./section/sustained.ts";
import { targetsSection } from "./section/targets.ts";
import { styleSheet } from "./style/sheet.ts";

export type ReportOptions = {
  /** Heading of the page and name of its window. */
  readonly title?: string;
  /** ISO date and time to print at the foot. Given and not taken, so that the same input gives the same bytes. */
  readonly generatedAt?: string;
};

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 12 8 3l7 9' fill='none' stroke='%230072B2' stroke-width='2.5'/%3E%3C/svg%3E";

/**
 * The whole report as one HTML document, with its style and its charts inside. Its only script unpacks what is folded;
 * its content security policy lets the browser run nothing else and fetch nothing.
 *
 * @param analyses in the order in which they are to appear; none gives a page that says so
 * @throws when an analysis contradicts its own header, or when a chart cannot be drawn as described
 */
export async function renderReport(
  analyses: readonly ScenarioAnalysis[],
  options: ReportOptions = {},
): Promise<string> {
  const scenarios = reportedScenarios(analyses);
  const title = options.title ?? "What the boundary costs";
  const [style, script] = [await styleSheet(), await pageScript()];
  const sections =
    scenarios.length === 0
      ? []
      : [
          overviewSection(scenarios),
          await comparisonSection(scenarios),
          platformsSection(scenarios),
          await targetsSection(scenarios),
          await scalingSection(scenarios),
          await sustainedSection(scenarios),
          await memorySection(scenarios),
          await memoryOverTimeSection(scenarios),
          await pausesSection(scenarios),
          checksSection(scenarios),
          await noiseSection(scenarios),
          await caseCostsSection(scenarios),
          everyFigureSection(scenarios),
          glossarySection(),
        ].filter((section) => section !== null);
  const body = html`<a class="skip" href="#main">Skip to the report</a>
${outcomeGlyphs()}
${headerMarkup(title, scenarios)}${contents(sections)}
<main id="main" tabindex="-1">${scenarios.length > 0 && glanceMarkup(scenarios)}${sections.map(sectionMarkup)}</main>
<footer>${options.generatedAt !== undefined && html`<p>Written ${options.generatedAt}.</p>`}<p>Made by Strait. Everything shown is in this file.</p></footer>`;
  const { markup, parts } = packPage(String(await body));
  return String(await pageMarkup({ title, style, script, body: markup, parts: packedText(parts) }));
}

function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents"><ul class="contents">${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}<li><button type="button" id="unfold" hidden>Unfold everything</button></li></ul></nav>`;
}

/** All but the title is markup, style or script already. */
function pageMarkup(given: {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  readonly body: string;
  readonly parts: string;
}): Html {
  const { title, style, script, body, parts } = given;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${icon}">
<style>${trusted(style)}</style>
</head>
<body>
${trusted(body)}
<script type="text/plain" id="packed-parts">${trusted(parts)}</script>
<script>${trusted(script)}</script>
</body>
</html>
`;
}

function hashOf(content: string): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
