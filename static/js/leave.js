/* Who leaves a page with words that were typed and not sent is asked first. Registreren keeps a draft by itself.
   Without this file everything works. */
(() => {
  "use strict";
  const unsent = "unsent" in document.currentScript.dataset; // the page came back with what was typed
  const boxes = "main form[method=post]:not([data-register]) textarea";
  let going = null; // the form that is on its way

  const touched = (box) => box.form !== going && (unsent || box.value !== box.defaultValue);

  const ask = (event) => {
    if (![...document.querySelectorAll(boxes)].some(touched)) return;
    event.preventDefault();
    setTimeout(() => window.dispatchEvent(new Event("pageshow"))); // who stays finds his page as it was (page.js)
  };

  window.addEventListener("submit", (event) => { if (!event.defaultPrevented) going = event.target; });
  window.addEventListener("pageshow", () => { going = null; });
  window.addEventListener("beforeunload", ask);
})();
