/* After the first press a button says that it is busy, and a second press does nothing. Without this, all still works:
   the server takes a form once. The button keeps the focus: it is not `disabled` but `aria-disabled`. */
(() => {
  "use strict";
  const LONG = 30_000; // ms; nothing came and nothing went: let him try again
  const busy = new Map(); // form: how to make it as it was

  const press = (button) => {
    const before = [...button.childNodes];
    button.style.minWidth = `${button.offsetWidth}px`;
    button.replaceChildren(document.body.dataset.busy);
    button.setAttribute("aria-disabled", "true");
    return () => {
      button.replaceChildren(...before);
      button.style.minWidth = "";
      button.removeAttribute("aria-disabled");
    };
  };

  const restore = (form) => {
    busy.get(form)?.();
    busy.delete(form);
    form.removeAttribute("aria-busy");
  };

  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") === "dialog") return;
    if (busy.has(form)) return event.preventDefault();
    busy.set(form, event.submitter?.matches("button") ? press(event.submitter) : () => {});
    form.setAttribute("aria-busy", "true");
    setTimeout(() => restore(form), LONG);
  });
  window.addEventListener("pageshow", () => [...busy.keys()].forEach(restore));
})();

/* Light or dark without a new page: nothing that was typed is lost. Without this file the form does the same with one. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".kl-theme")) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const said = new FormData(form);
  said.set(name, value);
  fetch(form.action, { method: "POST", body: new URLSearchParams(said), redirect: "manual" }).catch(() => {});
  if (value) document.documentElement.dataset.bsTheme = value;
  else delete document.documentElement.dataset.bsTheme;
  for (const button of form.elements) if (button.name === name) button.setAttribute("aria-pressed", String(button.value === value));
});

/* The word for the other language at the top of a page takes along what was typed in the form. Without this file the button
   in the form does the same. */
document.addEventListener("click", (event) => {
  const button = document.querySelector("button[name=taal]");
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("a[hreflang]")) return;
  const typed = [...new FormData(button.form)].some(
    ([name, value]) => button.form.elements[name].type !== "hidden" && (value.name ?? value),
  );
  if (!typed) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
