/** Shows what the run tells. Every name becomes text, never markup. Runs in the browser as it is. */
const byId = (id) => document.getElementById(id);
const glyphs = { holds: "● holds", fails: "✖ fails", undecided: "◇ undecided" };
/** Verdicts that are shown: what does not hold comes first. */
const mostVerdicts = 60;
/** Points at most; beyond, neighbours are joined two by two, as the server does. */
const mostPoints = 512;

let curve = { points: [], peak: 0 };

const source = new EventSource("events");
source.addEventListener("state", ({ data }) => showState(JSON.parse(data)));
source.addEventListener("curve", ({ data }) => {
  curve = JSON.parse(data);
  showCurve();
});
source.addEventListener("memory", ({ data }) => {
  const { points, peak } = JSON.parse(data);
  curve = { points: joined([...curve.points, ...points]), peak };
  showCurve();
});
source.addEventListener("error", () => {
  if (document.body.dataset.phase === "ended" || document.body.dataset.phase === "failed") return;
  document.body.dataset.phase = "lost";
  byId("progress-words").textContent = "The run does not answer: it has ended, or was killed.";
});

function showState(state) {
  document.body.dataset.phase = state.phase;
  if (state.phase === "ended" || state.phase === "failed") source.close();
  byId("scenario").textContent = state.scenario === "" ? "Preparing" : state.scenario;
  document.title = `${progressShare(state)} ${state.scenario}: Strait, live`;
  byId("progress-words").textContent = progressWords(state);
  byId("progress").max = Math.max(1, state.forks.planned);
  byId("progress").value = state.forks.done;
  byId("current").textContent = currentWords(state);
  byId("cases").replaceChildren(...state.cases.map((one) => caseRow(one, state.current)));
  byId("no-verdicts").hidden = state.verdicts.length > 0;
  byId("verdicts").replaceChildren(...state.verdicts.slice(0, mostVerdicts).map(verdictItem));
}

function progressShare({ forks: { done, planned } }) {
  return planned === 0 ? "" : `${Math.floor((100 * done) / planned)}%`;
}

function progressWords({ phase, forks, millisecondsLeft }) {
  const done = `${forks.done} of ${forks.planned} forks have ended`;
  if (phase === "preparing") return "The run is being prepared.";
  if (phase === "failed") return `The run failed: ${done}.`;
  if (phase === "ended")
    return `The run has ended: ${done}. This page shows what it was; its server is gone.`;
  return millisecondsLeft === null ? `${done}.` : `${done}, about ${duration(millisecondsLeft)} left.`;
}

/** The fork whose memory is shown, which may have ended. */
let lastFork = "";
function currentWords({ current }) {
  if (current === null) return lastFork === "" ? "Preparing" : `${lastFork}, ended`;
  const of = current.fork > current.forks ? ", for a narrower interval" : ` of ${current.forks}`;
  lastFork = `${current.case}, fork ${current.fork}${of}`;
  return lastFork;
}

function showCurve() {
  const { points, peak } = curve;
  const last = points.at(-1);
  if (last === undefined) return;
  const [end, , latest] = last;
  const x = (time) => ((800 * time) / Math.max(1, end)).toFixed(1);
  const y = (bytes) => (220 - (200 * bytes) / Math.max(1, peak)).toFixed(1);
  const high = points.map(([time, , most]) => `${x(time)},${y(most)}`);
  const low = points.toReversed().map(([time, least]) => `${x(time)},${y(least)}`);
  byId("band").setAttribute("d", `M${[...high, ...low].join("L")}Z`);
  byId("now").setAttribute("x1", x(end));
  byId("now").setAttribute("x2", x(end));
  byId("curve-end").textContent = duration(end);
  byId("memory-words").textContent = `Resident memory ${mebibytes(latest)}, at most ${mebibytes(peak)}`;
}

function joined(points) {
  if (points.length <= mostPoints) return points;
  return points.flatMap(([time, low, high], index) => {
    if (index % 2 === 1) return [];
    const [, nextLow, nextHigh] = points[index + 1] ?? [time, low, high];
    return [[time, Math.min(low, nextLow), Math.max(high, nextHigh)]];
  });
}

function caseRow(one, current) {
  const row = document.createElement("tr");
  if (current !== null && current.case === one.title) row.setAttribute("aria-current", "true");
  const cells = [
    cell("th", one.title),
    cell("td", String(one.forks), "number"),
    cell("td", String(one.failed), one.failed > 0 ? "number fails" : "number"),
    cell("td", one.forks === 0 ? "–" : duration(one.milliseconds), "number"),
    cell("td", one.forks === 0 ? "–" : one.peak, "number"),
    cell("td", one.medians.join("; ") || "–"),
  ];
  cells[0].setAttribute("scope", "row");
  row.append(...cells);
  return row;
}

function verdictItem({ subject, outcome, sentence }) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  words.textContent = `${subject}: ${sentence}`;
  item.append(cell("span", glyphs[outcome], `outcome ${outcome}`), words);
  return item;
}

function cell(name, text, className = "") {
  const element = document.createElement(name);
  element.textContent = text;
  if (className !== "") element.className = className;
  return element;
}

function mebibytes(bytes) {
  const count = bytes / 2 ** 20;
  return `${count < 10 ? count.toFixed(1) : Math.round(count)} MiB`;
}

function duration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 100 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}
