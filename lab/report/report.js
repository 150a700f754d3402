"use strict";
// Sorting and filtering of the table. Without this script the page is whole, only still.
(() => {
  const folded = () => [...document.querySelectorAll("details:not([open])")];
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = folded();
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });

  // A link into what is folded opens it.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const part = target && target.closest("details");
    if (part && !part.open) {
      part.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const filter = document.getElementById("filter");
  const boxes = [...document.querySelectorAll("#controls input[name=band]")];
  const shown = document.getElementById("shown");
  const all = shown.textContent;

  const apply = () => {
    const bands = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row, word) =>
      /^case:\d+$/.test(word) ? row.dataset.case === word.slice(5) : texts.get(row).includes(word);
    let count = 0;
    for (const row of rows) {
      const keep = bands.has(row.dataset.band) && words.every((word) => fits(row, word));
      row.hidden = !keep;
      count += keep;
    }
    shown.textContent = count === rows.length ? all : `${count.toLocaleString("en")} of ${all}`;
  };

  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;
  const compare = (one, other) => {
    const [a, b] = [Number(one), Number(other)];
    return Number.isNaN(a) || Number.isNaN(b) ? order.compare(one, other) : a - b;
  };
  const heads = [...table.tHead.rows[0].cells];
  const sort = (column) => {
    const head = heads[column];
    const falling = head.ariaSort ? head.ariaSort === "ascending" : column === 0;
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const keyed = rows.map((row) => [key(row, column), row]);
    const sign = falling ? -1 : 1;
    keyed.sort(([one], [other]) => (one === "") - (other === "") || sign * compare(one, other));  // nothing comes last
    body.append(...keyed.map(([, row]) => row));
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });

  document.getElementById("controls").hidden = false;
  document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("input", apply);
  for (const box of boxes) box.addEventListener("change", apply);
  for (const link of document.querySelectorAll("a[data-case]"))
    link.addEventListener("click", () => {
      filter.value = `case:${link.dataset.case}`;
      for (const box of boxes) box.checked = true;
      apply();
    });
  // A page that is opened again may still hold what was typed.
  apply();
})();
