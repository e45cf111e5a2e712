"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const table = at("table"), body = table.tBodies[0], filters = at("filters"), shown = at("shown"), tools = at("tools");
  const controls = { text: at("q"), status: at("status"), office: at("office"), code: at("code"), order: at("order") };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const rows = [...body.rows].map((row, index) => ({
    row, index, card: at("d" + row.id.slice(1)), status: row.dataset.status, office: row.cells[1].textContent,
    codes: row.dataset.codes.split(" "), text: null,
  }));
  const headers = [...table.tHead.rows[0].cells];

  // What is searched is gathered at the first search: few searches are made, and a page may have megabytes of text.
  const textOf = (each) =>
    (each.text ??= (each.row.textContent + " " + each.row.dataset.codes + " " + (each.card?.textContent ?? "")).toLowerCase());

  function filter() {
    const words = controls.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { status, office, code } = controls;
    let n = 0;
    for (const each of rows) {
      const fits = (!status.value || each.status === status.value)
        && (!office.value || each.office === office.value)
        && (!code.value || each.codes.includes(code.value))
        && words.every((word) => textOf(each).includes(word));
      if (each.row.hidden === fits) each.row.hidden = !fits;
      if (each.card && each.card.hidden === fits) each.card.hidden = !fits;
      n += fits;
    }
    shown.textContent = shown.dataset.text.replace("{shown}", n).replace("{all}", rows.length);
  }

  function sort(column, direction) {
    const isNumber = column >= 0 && headers[column].dataset.kind === "number";
    const sign = direction === "descending" ? -1 : 1;
    const keyed = rows.map((each) => {
      const text = column < 0 ? "" : each.row.cells[column].firstElementChild?.textContent ?? each.row.cells[column].textContent;
      return { each, key: isNumber ? Number(text) : text };
    });
    keyed.sort((a, b) => {
      const order = column < 0 ? 0 : isNumber ? a.key - b.key : collator.compare(a.key, b.key);
      return sign * order || a.each.index - b.each.index;
    });
    body.append(...keyed.map(({ each }) => each.row));
    headers.forEach((header, index) => {
      if (index === column) header.setAttribute("aria-sort", direction);
      else header.removeAttribute("aria-sort");
    });
    controls.order.value = [...controls.order.options].some((option) => option.value === String(column)) ? String(column) : "";
  }

  const firstDirection = (column) => (headers[column].dataset.kind === "number" ? "descending" : "ascending");
  headers.forEach((header, column) => header.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    const now = header.getAttribute("aria-sort");
    sort(column, now === null ? firstDirection(column) : now === "ascending" ? "descending" : "ascending");
  }));
  controls.order.addEventListener("change", () => {
    const column = controls.order.value === "" ? -1 : Number(controls.order.value);
    sort(column, column < 0 ? "ascending" : firstDirection(column));
  });

  let waiting = 0;
  controls.text.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  for (const control of [controls.status, controls.office, controls.code]) control.addEventListener("change", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(() => { sort(-1, "ascending"); filter(); }));
  for (const button of document.querySelectorAll("button[data-filter]")) button.addEventListener("click", () => {
    controls[button.dataset.filter].value = button.dataset.value;
    filter();
    at("documents").scrollIntoView();
    at("documents").focus({ preventScroll: true });
  });
  tools?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) for (const { card } of rows) if (card) card.open = button.dataset.open === "1";
  });

  function openTarget() {
    const target = /^#[dr]\d+$/.test(location.hash) && at(location.hash.slice(1));
    if (!target) return;
    if (target.hidden) { filters.reset(); filter(); }
    if (target.localName === "details") {
      target.open = true;
      target.firstElementChild.focus({ preventScroll: true });
    }
    setTimeout(() => target.scrollIntoView());
  }
  window.addEventListener("hashchange", openTarget);

  filters.hidden = false;
  if (tools) tools.hidden = false;
  filter();
  openTarget();
})();
