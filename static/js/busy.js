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
