// Two articles side by side: what is open holds the focus, Escape closes, n and p walk the passages, and the two places
// of a passage light up together.
const openPair = () => {
  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  return named ? named.closest(".pair") : null;
};
const filter = document.getElementById("filter");

function showPair() {
  const pair = openPair();
  const behind = [...document.body.children].filter((part) => part.matches("header, nav, footer, .skip"));
  const sections = [...document.querySelectorAll("main > section")];
  for (const part of [...behind, ...sections]) part.inert = pair !== null;
  if (pair && !pair.contains(document.activeElement)) pair.querySelector(".close").focus({ preventScroll: true });
  if (pair && location.hash.slice(1) === pair.id) toFirst(pair);
  count();
}

// Where the first passage is out of sight, both texts begin with it.
function toFirst(pair) {
  const sides = [...pair.querySelectorAll(".side")];
  const first = sides.map((side) => side.querySelector("mark[data-n='1']"));
  sides.forEach((side, at) => {
    const box = side.getBoundingClientRect();
    const head = side.querySelector(".head").offsetHeight;
    if (first[at]) side.scrollTop += Math.max(0, first[at].getBoundingClientRect().top - box.top - head - box.height / 3);
  });
}

function count() {
  if (!filter) return;
  const all = [...(openPair() ?? document.getElementById("passages")).querySelectorAll("tr.passage")];
  const shown = all.filter((row) => getComputedStyle(row).display !== "none").length;
  filter.querySelector("output").textContent = shown === all.length ? "" : `${shown} of ${all.length} passages`;
}

function step(pair, by) {
  const signs = [...pair.querySelectorAll(".side:first-child a.sign")].filter((sign) => sign.offsetParent);
  if (signs.length === 0) return;
  const at = signs.findIndex((sign) => sign.classList.contains("at"));
  const next = signs[(at + by + signs.length + (at < 0 && by < 0 ? 1 : 0)) % signs.length];
  signs.forEach((sign) => sign.classList.toggle("at", sign === next));
  next.scrollIntoView({ block: "center" });
  const there = document.getElementById(next.getAttribute("href").slice(1));
  if (there) there.scrollIntoView({ block: "center" });
  light(pair, next.nextElementSibling?.dataset.n);
}

function light(pair, n) {
  for (const mark of pair.querySelectorAll("mark.lit")) mark.classList.remove("lit");
  if (n) for (const mark of pair.querySelectorAll(`mark[data-n="${n}"]`)) mark.classList.add("lit");
}

addEventListener("hashchange", showPair);
if (filter) filter.addEventListener("change", count);
addEventListener("keydown", (event) => {
  const pair = openPair();
  if (!pair || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
  if (event.key === "Escape") pair.querySelector(".close").click();
  else if (event.key === "n") step(pair, 1);
  else if (event.key === "p") step(pair, -1);
});
document.addEventListener("mouseover", (event) => {
  const pair = event.target.closest(".pair");
  if (pair) light(pair, event.target.closest("mark")?.dataset.n);
});
showPair();
