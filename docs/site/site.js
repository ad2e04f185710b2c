// What the pages do in a browser, beside what typedoc's own script does. Without it they show everything as well.

// The navigation begins with the guide and the specifications open; what a reader closes stays closed.
for (const group of ["Guide", "Evidence", "Specifications"]) {
  const key = `tsd-accordion-${group}`;
  if (localStorage.getItem(key) === null) localStorage.setItem(key, "true");
}

// The results can be filtered: rows that lack a word are hidden, and tables in which no row is left.
const results = [...document.querySelectorAll("details.results")];
if (results.length > 0) {
  const label = document.createElement("label");
  label.className = "filter";
  label.textContent = "Show models with ";
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = "a name, a property, a claim …";
  const count = document.createElement("output");
  label.append(input, count);
  results[0].before(label);
  const rows = results.flatMap((table) => [...table.querySelectorAll("tbody tr")].map((row) => ({ table, row })));
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = new Map();
    for (const { table, row } of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown.set(table, (shown.get(table) ?? 0) + 1);
    }
    for (const table of results) table.hidden = !shown.has(table);
    const total = [...shown.values()].reduce((sum, number) => sum + number, 0);
    count.textContent = words.length === 0 ? "" : ` ${total} of ${rows.length}`;
  });
}

// Whoever comes by a link to a row finds it open.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", openTarget);
openTarget();
