// Tables: headings sort, a field filters. What the style has hidden stays hidden.
const number = (cell) => {
  const given = cell.dataset.value ?? cell.textContent.replace(/[,\s%]/g, "");
  return given === "" || Number.isNaN(Number(given)) ? null : Number(given);
};
const order = new Intl.Collator(undefined, { numeric: true });

function sortBy(table, column, heading) {
  const body = table.tBodies[0];
  const ascending = heading.getAttribute("aria-sort") === "descending";
  const keyed = [...body.rows].map((row) => {
    const cell = row.cells[column];
    return { row, value: number(cell), text: cell.textContent.trim() };
  });
  const sign = ascending ? 1 : -1;
  const isNumber = keyed.every((entry) => entry.value !== null);
  keyed.sort((a, b) => sign * (isNumber ? a.value - b.value : -order.compare(a.text, b.text)));
  body.append(...keyed.map((entry) => entry.row));
  for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
}

function addTools(table) {
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    if (heading.tagName !== "TH") return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortBy(table, column, heading));
    heading.append(button);
  });
  addSearch(table.parentElement, table.tBodies[0].rows, "Rows that contain");
}

// A field above `place` that leaves those of `items` in sight that contain what is typed.
function addSearch(place, items, name) {
  if (items.length < 4) return;
  const tools = document.createElement("p");
  tools.className = "tools";
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = `${name} …`;
  field.setAttribute("aria-label", name);
  const said = document.createElement("output");
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    let shown = 0;
    for (const item of items) {
      const fits = item.textContent.toLocaleLowerCase().includes(wanted);
      item.classList.toggle("out", !fits);
      shown += fits;
    }
    said.textContent = wanted ? `${shown} of ${items.length}` : "";
  });
  tools.append(field, said);
  place.before(tools);
}

document.querySelectorAll("table[data-tools]").forEach(addTools);
const articles = document.querySelectorAll(".article");
if (articles.length) addSearch(articles[0], articles, "Articles that contain");
