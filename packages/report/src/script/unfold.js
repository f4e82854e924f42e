/**
 * Unpacks parts of the page when a reader opens what holds them, follows a link into them, or prints. The only script of
 * the report: without it, everything that is not packed is there.
 */
const store = document.getElementById("packed-parts")?.textContent ?? "";
const button = document.getElementById("unfold");

/** Markup of every part, once unpacked. Places in the page and in parts name them by index. */
let parts = null;
let unpacking = null;

function unpack() {
  unpacking ??= inflate().then((list) => {
    parts = list;
  });
  return unpacking;
}

async function inflate() {
  const bytes =
    "fromBase64" in Uint8Array
      ? Uint8Array.fromBase64(store)
      : Uint8Array.from(atob(store), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

/** Puts the part where its place is. The markup was escaped when the report was written. */
function put(place) {
  const template = document.createElement("template");
  template.innerHTML = parts[Number(place.dataset.packed)];
  place.replaceWith(template.content);
}

/** Fills the places that opening this one drawer shows. */
function fill(drawer) {
  for (const place of drawer.querySelectorAll("[data-packed]")) {
    if (place.closest("details") === drawer) put(place);
  }
}

/** Fills drawers and those within them, until none of them has an empty place. */
function fillAll(selector) {
  const waiting = () => [...document.querySelectorAll(selector)].filter(hasPlace);
  for (let drawers = waiting(); drawers.length > 0; drawers = waiting()) drawers.forEach(fill);
}

function hasPlace(drawer) {
  return [...drawer.querySelectorAll("[data-packed]")].some((place) => place.closest("details") === drawer);
}

/** The element of this id, unpacked with all parts around it where it was packed; null where there is none. */
function unpacked(id) {
  const found = document.getElementById(id);
  if (found !== null) return found;
  const index = parts.findIndex((part) => part.includes(` id="${id}"`));
  return index >= 0 && putPart(index) ? document.getElementById(id) : null;
}

function putPart(index) {
  const place = () => document.querySelector(`[data-packed="${index}"]`);
  if (place() === null) {
    const around = parts.findIndex((part) => part.includes(`<div data-packed="${index}">`));
    if (around < 0 || !putPart(around)) return false;
  }
  put(place());
  return true;
}

/** Opens everything around what the address names, and goes there. */
async function follow() {
  const id = location.hash.slice(1);
  if (id === "") return;
  if (document.getElementById(id) === null) await unpack();
  const target = unpacked(id);
  if (target === null) return;
  for (let drawer = target.closest("details"); drawer; drawer = drawer.parentElement?.closest("details")) {
    fill(drawer);
    drawer.open = true;
  }
  // Once more, since only now the place has its height and its style as a target.
  location.replace(location.hash);
  target.scrollIntoView();
}

async function unfoldAll() {
  await unpack();
  fillAll("details");
  for (const drawer of document.querySelectorAll("details")) drawer.open = true;
}

function foldAll() {
  for (const drawer of document.querySelectorAll("details")) drawer.open = false;
}

// A toggle does not bubble, but it is seen on its way down.
document.addEventListener(
  "toggle",
  async ({ target }) => {
    if (!target.open || !hasPlace(target)) return;
    if (parts === null) await unpack();
    fill(target);
  },
  true,
);
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => {
  if (parts !== null) fillAll("details.printed, details[open]");
});
// Early, so that printing finds everything: it does not wait.
addEventListener("load", () => setTimeout(unpack));
follow();

if (button !== null) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const isFolded = button.dataset.state !== "unfolded";
    await (isFolded ? unfoldAll() : foldAll());
    button.dataset.state = isFolded ? "unfolded" : "folded";
    button.textContent = isFolded ? "Fold everything" : "Unfold everything";
  });
}
