/* Registreren: one press takes over somebody we know, and what is typed is kept on the server every few seconds.
   Without this the form works: it is sent by its button, and ?melder= fills it in. */
(() => {
  "use strict";
  const EVERY = 5_000; // ms between two saves, when something changed
  const LOST = "Nog niet bewaard. Kijk of je verbinding er nog is. Wat je typte, staat er nog.";
  const form = document.querySelector("form[data-register]");
  if (!form || !window.htmx) return;
  let changed = false;

  const isPart = (name) => form.elements[name] instanceof Element;

  // what was typed and is not the beginning of what we know stays
  const fits = (typed, known) => {
    const bare = (text) => text.toLowerCase().replace(/[\s()./-]/g, "");
    return bare(known).includes(bare(typed));
  };

  const put = (name, known) => {
    const field = form.elements[name];
    const isChoice = field.matches("select");
    if (!known || (!isChoice && !fits(field.value, known))) return;
    field.value = known;
    const fold = field.closest("details");
    if (fold && !isChoice) fold.open = true;
  };

  const takeOver = (button) => {
    const known = JSON.parse(button.dataset.fill);
    for (const name of Object.keys(known).filter(isPart)) put(name, known[name]);
    form.elements.name.dispatchEvent(new Event("input", { bubbles: true }));
    window.htmx.trigger("#kent", "kijk");
  };

  const save = () => {
    if (!changed || document.getElementById("concept").classList.contains("htmx-request")) return;
    changed = false;
    window.htmx.trigger("#concept", "bewaar");
  };

  const lost = (event) => {
    if (event.detail.elt.id !== "concept") return;
    changed = true;
    event.detail.elt.querySelector("[data-said]").textContent = LOST;
  };

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (button) takeOver(button);
  });
  form.addEventListener("submit", () => { changed = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, lost);
  // who is logged out meanwhile gets the page to log in: that has no place here
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (!["concept", "bekend"].includes(target?.id) || xhr.responseText.includes(`id="${target.id}"`)) return;
    event.detail.shouldSwap = false;
    if (target.id === "concept" && xhr.status === 200) lost(event);
  });
  setInterval(save, EVERY);
})();
